// The result panel: the verdict as word, icon and colour, the reason, and what to do next.
// `told` is what `explain()` of yanzheng/messages says about the receipt.

import { timeText } from '../clock.js';
import { element } from '../dom.js';
import { icon } from '../icons.js';
import { say, words } from '../words.js';
import { assuranceLine } from './assurance.js';
import { checkLines } from './checks.js';
import { claimList } from './claims.js';
import { pairs } from './pairs.js';
import { dutyList, remarkList } from './remarks.js';
import { insteadBox, keepingBox, outputCards } from './ruled.js';
import { several } from './several.js';

function band(kind, picture, word, reason) {
  return element(
    'div',
    { class: `verdict-band verdict-${kind}`, 'data-verdict': kind },
    icon(picture, 'verdict-icon'),
    element(
      'div',
      {},
      element('h2', { id: 'verdict', tabindex: '-1', class: 'verdict-word' }, word),
      element('p', { class: 'verdict-reason' }, reason),
    ),
  );
}

/** The panel's head while nothing has been scanned. */
export function waitingHead(lang) {
  return band('waiting', 'waiting', words[lang].waiting, words[lang].waiting_about);
}

/** What will be looked at, by name, while nothing has been scanned. */
export function waitingBody(lang, steps) {
  return [
    element('h3', {}, words[lang].checks),
    element('ol', { class: 'steps' }, steps.map((name) => element('li', {}, name))),
  ];
}

/** The panel's head for a receipt. */
export function verdictHead(receipt, told) {
  return band(receipt.verdict, receipt.verdict, told.verdict, told.reason);
}

/**
 * All that stands below the head: notes, assurance, next step, what would do instead, claims and outputs (on
 * accept only), what may be kept, the `actions`, duties, remarks, checks, facts; for several credentials a card each
 * in the place of claims, outputs and checks. `asOf` says that another time than now was used; `parts` is
 * `{have, of, missing}` of a code that is being collected; `note` is a remark.
 */
export function verdictBody(receipt, told, { lang, actions, asOf = false, parts, note }) {
  const texts = words[lang];
  const asOfText = asOf && say(texts.as_of, { time: timeText(receipt.at) });
  const single = told.parts.length === 0;
  return [
    parts && partsLine(parts, texts),
    ...[asOfText, note].filter(Boolean).map((text) => element('p', { class: 'note' }, text)),
    assuranceLine(told),
    nextStep(told, texts),
    insteadBox(told, texts),
    single && receipt.verdict === 'accept' && claimList(told.claims, texts),
    single && outputCards(told, texts),
    keepingBox(told, texts),
    actions,
    dutyList(told, texts),
    remarkList(told, texts),
    ...(single ? [checks(receipt, told, texts)] : several(told.parts, receipt.parts, texts)),
    facts(receipt, told, texts),
  ].filter(Boolean);
}

/** What the clerk does now; where the check could not tell, who decides. */
function nextStep({ advice, policy }, texts) {
  const lines = [advice, policy?.review].filter(Boolean);
  return element('section', { class: 'next' }, element('h3', {}, texts.next_step), lines.map((line) => element('p', {}, line)));
}

function checks(receipt, told, texts) {
  return element('section', { class: 'checks' }, element('h3', {}, texts.checks), checkLines(told.checks, receipt.checks));
}

function partsLine({ have, of, missing }, texts) {
  const boxes = Array.from({ length: of }, (_, at) =>
    element('span', { class: missing.includes(at + 1) ? 'part' : 'part part-here' }, String(at + 1)),
  );
  return element(
    'div',
    { class: 'note parts' },
    element('p', {}, say(texts.parts, { have, of, missing: missing.join(texts.list_comma) })),
    element('p', { class: 'part-row', 'aria-hidden': 'true' }, boxes),
  );
}

/** Label and value pairs about the check itself; of a credential only what was verified. */
function facts(receipt, told, texts) {
  const lines = [...(told.parts.length === 0 ? told.credential : []), ...(told.policy?.lines ?? []), ...told.record, ...told.trust];
  const rows = [
    [texts.code, element('code', {}, receipt.code)],
    [texts.at, timeText(receipt.at)],
    ...lines.map(({ label, value }) => [label, value]),
  ];
  return element('section', { class: 'facts' }, element('h3', {}, texts.about), pairs(rows));
}
