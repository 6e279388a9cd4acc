// Labels and values beside each other.

import { element } from '../dom.js';

/** A list of `[label, value]`; a value is a text or a node. */
export function pairs(rows) {
  return element(
    'dl',
    { class: 'pairs' },
    rows.map(([label, value]) =>
      element('div', { class: 'pair' }, element('dt', {}, label), element('dd', {}, element('bdi', {}, value))),
    ),
  );
}
