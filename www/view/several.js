// Several credentials out of one code: each with its own verdict, claims and checks.

import { element } from '../dom.js';
import { icon } from '../icons.js';
import { say } from '../words.js';
import { assuranceLine } from './assurance.js';
import { checkLines } from './checks.js';
import { claimList } from './claims.js';
import { pairs } from './pairs.js';
import { remarkList } from './remarks.js';
import { insteadBox, outputCards } from './ruled.js';

/** What the credential is called: its own name on accept, else the type that was vouched for. */
export function nameOf({ claims, credential }) {
  const line = claims.find(({ key }) => key === 'certificateName') ?? credential.find(({ key }) => key === 'type');
  return line?.value ?? '';
}

/** One card a credential. `told` and `parts` are the explanation's and the receipt's own. */
export function several(told, parts, texts) {
  return told.map((one, at) => card(one, parts[at], { at: at + 1, of: told.length }, texts));
}

function card(told, part, place, texts) {
  const name = nameOf(told);
  return element(
    'article',
    { class: 'credential', 'data-verdict': part.verdict },
    element(
      'h3',
      { class: `credential-head credential-${part.verdict}` },
      icon(part.verdict, 'credential-icon'),
      element('span', {}, say(texts.one_of, place)),
      element('bdi', { class: 'credential-name' }, name),
      element('span', { class: 'credential-word' }, told.verdict),
    ),
    part.verdict !== 'accept' && element('p', {}, told.reason),
    insteadBox(told, texts),
    assuranceLine(told),
    told.claims.length > 0 ? claimList(told.claims, texts) : part.verdict === 'accept' && element('p', {}, texts.withheld),
    outputCards(told, texts),
    remarkList(told, texts),
    element(
      'details',
      { class: 'more' },
      element('summary', {}, texts.checks),
      checkLines(told.checks, part.checks),
      pairs(told.credential.map(({ label, value }) => [label, value])),
    ),
  );
}
