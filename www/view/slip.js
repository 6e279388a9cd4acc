// The printed receipt: what was checked, when, by what, with personal data masked.

import { timeText } from '../clock.js';
import { element } from '../dom.js';
import { icon } from '../icons.js';
import { masked } from '../mask.js';
import { words } from '../words.js';

function list(rows) {
  return element(
    'dl',
    {},
    rows.map(([label, value]) =>
      element('div', { class: 'slip-row' }, element('dt', {}, label), element('dd', {}, element('bdi', {}, value))),
    ),
  );
}

function checkLine({ name, word, spec }, code) {
  const rule = [code, spec].filter(Boolean).join(' · ');
  return element('li', {}, element('span', {}, name), element('b', {}, word), rule && element('small', {}, rule));
}

/** The parts of the slip for a receipt. `trust` is the line that says which trust was in use. */
export function slip(receipt, told, { lang, trust }) {
  const texts = words[lang];
  const claims = told.claims
    .map(({ key, label, value }) => [label, masked(key, value)])
    .filter(([, value]) => value !== undefined);
  const credential = told.credential.map(({ label, value }) => [label, value]);
  return [
    element('p', { class: 'slip-title' }, texts.slip_title),
    element('p', { class: 'slip-verdict' }, icon(receipt.verdict, 'slip-icon'), told.verdict),
    element('p', { class: 'slip-reason' }, told.reason),
    list([[texts.code, receipt.code], [texts.at, timeText(receipt.at)], [texts.trust, trust], ...credential]),
    claims.length > 0 && element('p', { class: 'slip-head' }, texts.slip_claims),
    claims.length > 0 && list(claims),
    element('p', { class: 'slip-head' }, texts.checks),
    element('ol', {}, told.checks.map((check, at) => checkLine(check, receipt.checks[at].code))),
    ...told.notes.map((note) => element('p', {}, note)),
    list([
      [texts.sdk, `yanzheng ${receipt.sdk}`],
      [texts.wasm, element('span', { class: 'slip-hash' }, receipt.wasm_sha256 ?? '—')],
    ]),
    element('p', { class: 'slip-clerk' }, texts.slip_clerk),
    element('p', { class: 'slip-note' }, texts.slip_note),
  ].filter(Boolean);
}
