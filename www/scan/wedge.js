// The scanner gun: a keyboard that types a code in one burst and ends with Enter, Tab or silence.
//
// - One text input is there for it, so that input methods and Android scanners that insert text
//   (instead of keys) work too; away from text fields, bursts are caught wherever the focus is.
// - A burst is many keys, each at most `gap` ms after the one before. A person typing into the
//   input is no burst: only Enter ends what a person types.
// - Guns over radio pause. Silence therefore ends a burst only when what came so far is known to
//   the verifier; otherwise the rest is waited for, `patience` ms long.

import { rebuilt, swapped } from './keys.js';

const DEFAULTS = { gap: 50, silence: 100, patience: 900, shortest: 12 };
const ENDS = ['Enter', 'NumpadEnter', 'Tab'];

/** Whether a node takes text that is typed; a list of choices takes no code. */
export function writable(node) {
  return node instanceof HTMLElement && (node.isContentEditable || node.matches('textarea, input:not([type="radio"])'));
}

/**
 * Listens to a page. `onScan(candidates, {final})` resolves to whether the text was recognised;
 * when it was not and `final` is false, the page should show nothing yet. `onInputMethod()` is
 * called when an input method takes the keys.
 */
export class Wedge {
  #input;
  #onScan;
  #onInputMethod;
  #limits;
  #presses = [];
  #last = -Infinity;
  #run = 0;
  #burst = false;
  #timer;

  constructor(input, { onScan, onInputMethod, ...limits }) {
    this.#input = input;
    this.#onScan = onScan;
    this.#onInputMethod = onInputMethod;
    this.#limits = { ...DEFAULTS, ...limits };
    document.addEventListener('keydown', (event) => this.#key(event), true);
    input.addEventListener('input', (event) => this.#inserted(event));
    input.addEventListener('compositionstart', () => this.#onInputMethod());
  }

  #key(event) {
    // A key that is held down repeats as fast as a gun types; a gun holds none.
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const own = event.target === this.#input;
    if (!own && writable(event.target)) return;
    if (ENDS.includes(event.code) || ENDS.includes(event.key)) this.#end(event, own);
    else this.#press(event, own);
  }

  #end(event, own) {
    const typed = own && this.#input.value !== '' && event.code !== 'Tab' && event.key !== 'Tab';
    if (!this.#burst && !typed) {
      // Enter before any text, as some guns send it, must not press a button.
      if (own && event.code !== 'Tab' && event.key !== 'Tab') event.preventDefault();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    void this.#finish(true);
  }

  #press(event, own) {
    const taken = event.key === 'Process' || event.keyCode === 229;
    if (own && event.code === 'Backspace') this.#presses.pop();
    if (event.key.length !== 1 && !(taken && event.code)) return;
    if (taken) this.#onInputMethod();
    const quick = event.timeStamp - this.#last <= this.#limits.gap;
    const fresh = own ? this.#input.value === '' && !taken : !this.#burst;
    if (!quick && fresh) this.#presses = [];
    this.#run = quick ? this.#run + 1 : 1;
    this.#last = event.timeStamp;
    if (this.#run >= this.#limits.shortest) this.#burst = true;
    this.#presses.push({
      key: event.key,
      code: event.code,
      shift: event.shiftKey,
      caps: event.getModifierState?.('CapsLock') ?? false,
    });
    // Away from the input a burst must not scroll the page or open the browser's quick find.
    if (!own && this.#run > 2) event.preventDefault();
    this.#await(this.#limits.silence, false);
  }

  #inserted(event) {
    // Android scanners insert the whole code at once.
    if ((event.data?.length ?? 0) >= this.#limits.shortest) this.#burst = true;
    this.#await(this.#limits.silence, false);
  }

  #await(wait, final) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#burst) void this.#finish(final);
    }, wait);
  }

  /** What may have been meant, likeliest first. */
  #candidates() {
    const { value } = this.#input;
    const keys = this.#presses.map((press) => press.key).join('');
    const typed = value !== '' ? value : keys;
    const codes = rebuilt(this.#presses);
    const all = [typed, typed.normalize('NFKC'), codes, swapped(codes || typed)];
    return [...new Set(all.map((text) => text.trim()).filter((text) => text !== ''))];
  }

  async #finish(final) {
    clearTimeout(this.#timer);
    const candidates = this.#candidates();
    const soFar = this.#presses.length + this.#input.value.length;
    if (final) this.clear();
    const known = await this.#onScan(candidates, { final });
    if (final || soFar !== this.#presses.length + this.#input.value.length) return;
    if (known) this.clear();
    else this.#await(this.#limits.patience, true);
  }

  /** Forgets what was typed, and makes an input method drop its unfinished word. */
  clear() {
    clearTimeout(this.#timer);
    const held = document.activeElement === this.#input;
    if (held) this.#input.blur();
    this.#input.value = '';
    if (held) this.#input.focus({ preventScroll: true });
    this.#presses = [];
    this.#run = 0;
    this.#burst = false;
    this.#last = -Infinity;
  }
}
