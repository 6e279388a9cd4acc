// The claims of an accepted credential, as label and value. Text nodes only: see dom.js.

import { element } from '../dom.js';

/** A list of `{key, label, value, altered?}`, as `explain()` makes it. */
export function claimList(claims, texts) {
  const rows = claims.map(({ key, label, value, altered }) =>
    element(
      'div',
      { class: 'pair claim', 'data-claim': key },
      element('dt', {}, label),
      element(
        'dd',
        {},
        element('bdi', {}, value || '—'),
        altered && element('span', { class: 'altered' }, texts.altered),
      ),
    ),
  );
  return element(
    'section',
    { class: 'claims' },
    element('h3', {}, texts.claims),
    rows.length > 0 ? element('dl', { class: 'pairs' }, rows) : element('p', {}, texts.claims_none),
    claims.some((claim) => claim.altered) && element('p', { class: 'small' }, texts.claims_altered),
  );
}
