// The printed receipt: what was checked, when, by what, with personal data masked.

import { timeText } from '../clock.js';
import { element } from '../dom.js';
import { icon } from '../icons.js';
import { masked } from '../mask.js';
import { say, words } from '../words.js';
import { unmet } from './ruled.js';
import { nameOf } from './several.js';

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

function heading(text) {
  return element('p', { class: 'slip-head' }, text);
}

/** What the clerk is to do, what would do instead, and what may be kept. */
function ruled(told, texts) {
  const { policy } = told;
  return [
    [texts.next_step, told.advice],
    [texts.slip_review, policy?.review],
    ...unmet(told).map(([rule, instead]) => [`${texts.slip_rule} · ${rule}`, instead]),
    [texts.instead, policy?.instead],
    [texts.keeping, [policy?.retention, policy?.never_keep].filter(Boolean).join(' ')],
  ].filter(([, value]) => value);
}

/** Who gets which claims: their names, and of their values only the counter's own name of the credential. */
function readers({ outputs }, texts) {
  const named = (lines) => lines.map(({ key, label, value }) => (key === 'reference' ? `${label} ${value}` : label));
  return outputs.map(({ label, lines }) => [label, named(lines).join(texts.list_comma) || texts.output_none]);
}

/** What is known of a credential: its masked claims, who gets what, how much of whoever showed it, remarks. */
function known(told, texts) {
  const claims = told.claims
    .map(({ key, label, value }) => [label, masked(key, value)])
    .filter(([, value]) => value !== undefined);
  const { assurance } = told;
  return [
    claims.length > 0 && list(claims),
    told.outputs.length > 0 && heading(texts.outputs),
    told.outputs.length > 0 && list(readers(told, texts)),
    assurance && element('p', { class: 'slip-assurance' }, element('b', {}, assurance.word), ` ${assurance.sentence}`),
    ...told.notes.map((note) => element('p', { class: 'slip-remark' }, note)),
  ];
}

function checkList(told, checks) {
  return element('ol', {}, told.checks.map((check, at) => checkLine(check, checks[at].code)));
}

/** One credential of several, under its place, name and verdict. */
function credential(told, part, place, texts) {
  return [
    heading([say(texts.one_of, place), nameOf(told), told.verdict].filter(Boolean).join(' · ')),
    ...known(told, texts),
    list(told.credential.map(({ label, value }) => [label, value])),
    checkList(told, part.checks),
  ];
}

/** The parts of the slip for a receipt. `trust` is the line that says which trust was in use. */
export function slip(receipt, told, { lang, trust }) {
  const texts = words[lang];
  const single = told.parts.length === 0;
  const facts = single ? told.credential.map(({ label, value }) => [label, value]) : [];
  const rules = [...(told.policy?.lines ?? []), ...told.record].map(({ label, value }) => [label, value]);
  // Versions, age and end of a bundle; its first line is the line of the trust in use, in other words.
  const bundle = receipt.trust.source === 'bundle' ? told.trust.map(({ label, value }) => [label, value]) : [];
  return [
    element('p', { class: 'slip-title' }, texts.slip_title),
    element('p', { class: 'slip-verdict' }, icon(receipt.verdict, 'slip-icon'), told.verdict),
    element('p', { class: 'slip-reason' }, told.reason),
    list(ruled(told, texts)),
    list([[texts.code, receipt.code], [texts.at, timeText(receipt.at)], ...rules, [texts.trust, trust], ...facts, ...bundle]),
    told.claims.length > 0 && heading(texts.slip_claims),
    ...known(told, texts),
    single && heading(texts.checks),
    single && checkList(told, receipt.checks),
    ...told.parts.flatMap((one, at) => credential(one, receipt.parts[at], { at: at + 1, of: told.parts.length }, texts)),
    list([
      [texts.sdk, `yanzheng ${receipt.sdk}`],
      [texts.wasm, element('span', { class: 'slip-hash' }, receipt.wasm_sha256 ?? '—')],
    ]),
    element('p', { class: 'slip-clerk' }, texts.slip_clerk),
    element('p', { class: 'slip-note' }, texts.slip_note),
  ].filter(Boolean);
}
