// The clipboard, also where the browser gives no interface to it.

import { element } from './dom.js';

/** Copies a text and resolves to whether that worked. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The old way, for plain http, where there is no clipboard interface. */
function copyBySelection(text) {
  const field = element('textarea', { class: 'aside', readonly: true, 'aria-hidden': 'true' });
  const before = document.activeElement;
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  before?.focus({ preventScroll: true });
  return done;
}
