// The result panel on the page: shows a receipt, keeps it for the other language, prints and
// copies it, and wipes it for the next person.

import { explain } from 'yanzheng/messages';

import { copyText } from './clipboard.js';
import { element, part } from './dom.js';
import { icon } from './icons.js';
import { slip } from './view/slip.js';
import { verdictBody, verdictHead, waitingBody, waitingHead } from './view/verdict.js';
import { words } from './words.js';

const STEPS = ['envelope', 'signature', 'trust', 'credential', 'status', 'holder', 'policy'];

/** One panel. `onNext()` is called when the clerk is done with this person. */
export class Panel {
  #lang;
  #shown;
  #onNext;

  constructor(lang, { onNext }) {
    this.#lang = lang;
    this.#onNext = onNext;
    this.#draw();
  }

  /** Shows a receipt and leads the reader there. `context`: `{asOf, parts, note, trust, types, lead}`. */
  show(receipt, context) {
    this.#shown = { receipt, context };
    this.#draw();
    if (context.lead !== false) this.#lead();
  }

  /** Forgets the receipt and everything in it. */
  clear() {
    this.#shown = undefined;
    this.#draw();
  }

  /** Speaks another language from now on, about the same receipt. */
  speak(lang) {
    this.#lang = lang;
    this.#draw();
  }

  #draw() {
    const lang = this.#lang;
    const [head, body, paper] = ['verdict-head', 'verdict-body', 'slip'].map(part);
    if (!this.#shown) {
      head.replaceChildren(waitingHead(lang));
      body.replaceChildren(...waitingBody(lang, stepNames(lang)));
      paper.replaceChildren();
      return;
    }
    const { receipt, context } = this.#shown;
    const told = explain(receipt, lang, { types: context.types });
    const note = context.note?.(words[lang]);
    head.replaceChildren(verdictHead(receipt, told));
    body.replaceChildren(...verdictBody(receipt, told, { lang, ...context, note, actions: this.#actions() }));
    paper.replaceChildren(...slip(receipt, told, { lang, trust: context.trust(words[lang]) }));
  }

  #actions() {
    const texts = words[this.#lang];
    const status = element('p', { class: 'status', role: 'status' });
    const button = (name, picture, work, main = '') => {
      const one = element('button', { type: 'button', class: `button ${main}`, id: `act-${name}` }, icon(picture), texts[name]);
      one.addEventListener('click', work);
      return one;
    };
    return element(
      'div',
      { class: 'actions' },
      button('next', 'next', () => this.#onNext(), 'button-main'),
      button('print', 'print', () => window.print()),
      button('copy', 'copy', async () => {
        const done = await copyText(receiptText(this.#shown.receipt));
        status.textContent = words[this.#lang][done ? 'copied' : 'copy_failed'];
      }),
      status,
    );
  }

  /** Moves the focus to the verdict, and the panel into view when it is not. */
  #lead() {
    const { top } = part('result').getBoundingClientRect();
    part('verdict').focus({ preventScroll: true });
    if (top < 0 || top > window.innerHeight * 0.4) part('result').scrollIntoView({ block: 'start' });
  }
}

/** What the seven checks are called. */
function stepNames(lang) {
  const checks = STEPS.map((step) => ({ step, outcome: 'not_reached' }));
  return explain({ verdict: 'indeterminate', code: 'envelope.missing', checks }, lang).checks.map(({ name }) => name);
}

/** A receipt as JSON, without any claims: they are the holder's, not the record's. */
function receiptText({ parts, ...receipt }) {
  return JSON.stringify({ ...bare(receipt), parts: parts?.map(bare) }, null, 2);
}

function bare({ claims, outputs, ...rest }) {
  return rest;
}
