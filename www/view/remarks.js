// What a clerk should know besides: remarks of the checks, and what this check does not cover. None of
// it changes the verdict, so none of it looks like one.

import { element } from '../dom.js';

/** A short list, or undefined when there is nothing to remark. */
export function remarkList({ notes }, texts) {
  if (notes.length === 0) return undefined;
  return element(
    'section',
    { class: 'remarks' },
    element('h3', {}, texts.remarks),
    element('ul', {}, notes.map((note) => element('li', {}, note))),
  );
}
