// How much an accepted credential says of whoever shows it: a word, a sentence, and an icon that does
// not look like the verdict's where nothing is known.

import { element } from '../dom.js';
import { icon } from '../icons.js';

const ICONS = { paper: 'paper', device: 'device', live: 'live' };

/** `told`: what `explain()` says of a receipt or of one credential in it. */
export function assuranceLine({ assurance }) {
  return (
    assurance &&
    element(
      'div',
      { class: `assurance assurance-${assurance.level}`, 'data-assurance': assurance.level },
      icon(ICONS[assurance.level], 'assurance-icon'),
      element('p', {}, element('strong', {}, assurance.word), ' ', element('span', {}, assurance.sentence)),
    )
  );
}
