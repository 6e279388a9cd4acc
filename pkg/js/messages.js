// Says a receipt in words for people at counters. No sentence holds a value out of the credential;
// those stand in `claims` only, and only on accept.

import ELEMENTS from 'yanzheng:elements';
import { claimLines, own } from './claims.js';
import { displayText, displayTime } from './display.js';
import MESSAGES from './messages.json';

/** The languages that explain() speaks. */
export const languages = Object.freeze(Object.keys(MESSAGES));

/** Seconds east of UTC and the element label of each language; Beijing has had no summer time since 1991. */
const LOCALES = {
  'zh-Hans': { offset: 8 * 3600, element: 'zh' },
  en: { offset: 0, element: 'en' },
};

/** Names in a fault's detail that are times, in seconds. */
const TIMES = ['not_after', 'not_before'];

/** A receipt in words: verdict, reason, advice, the seven checks, and on accept the claims. */
export function explain(receipt, language) {
  if (!languages.includes(language)) {
    throw new TypeError(`language: must be one of ${languages.join(', ')}`);
  }
  if (typeof receipt !== 'object' || receipt === null || !Array.isArray(receipt.checks)) {
    throw new TypeError('receipt: must be what verify() answered');
  }
  const words = MESSAGES[language];
  const accepted = receipt.verdict === 'accept';
  const cause = accepted ? undefined : receipt.checks.find((check) => check.code === receipt.code);
  return {
    language,
    verdict: own(words.verdicts, receipt.verdict) || words.verdicts.indeterminate,
    reason: sentence(receipt.code, cause && cause.detail, language),
    advice: advice(receipt.code, words),
    checks: receipt.checks.map((check) => line(check, language)),
    credential: receipt.credential ? credentialLines(receipt.credential, language) : [],
    claims: accepted && receipt.claims ? claims(receipt, language) : [],
    notes: notes(receipt, words),
  };
}

/** The sentence of one code, its placeholders filled from the fault's detail. */
function sentence(code, detail, language) {
  const words = MESSAGES[language];
  const known = own(words.codes, code);
  if (known === undefined) return fill(words.ui.unknown_code, { code: displayText(String(code)).value });
  const filled = {};
  for (const [name, value] of Object.entries(detail || {})) filled[name] = term(name, value, language);
  return fill(known, filled);
}

/** A number or name of a fault's detail as it stands in a sentence. */
function term(name, value, language) {
  const words = MESSAGES[language];
  if (TIMES.includes(name)) return time(value, language);
  if (name === 'channel') return own(words.channels, value) || displayText(String(value)).value;
  if (name === 'claim') return claimName(String(value), language);
  return displayText(String(value)).value;
}

/** What a claim is called: an element, a label, or a label of one of the DCC's groups. */
function claimName(claim, language) {
  const labels = allLabels(language);
  const key = ['', 'nam.', 'v.', 't.', 'r.'].map((group) => group + claim).find((name) => own(labels, name));
  return key === undefined ? displayText(claim).value : labels[key];
}

/** What to do next: the advice for the code, or for its room. */
function advice(code, words) {
  const room = String(code).split('.')[0];
  return own(words.advice, code) || own(words.advice, room) || words.advice.internal;
}

function line(check, language) {
  const words = MESSAGES[language];
  const { step, outcome, code } = check;
  let said = words.not_reached;
  if (code !== undefined) said = sentence(code, check.detail, language);
  else if (outcome === 'passed') said = own(words.established, step) || '';
  else if (outcome === 'not_required') said = own(words.not_required, step) || '';
  return {
    step,
    name: own(words.steps, step) || step,
    outcome,
    word: own(words.outcomes, outcome) || outcome,
    sentence: said,
    ...(check.spec === undefined ? {} : { spec: check.spec }),
  };
}

function credentialLines(credential, language) {
  const { ui, envelopes } = MESSAGES[language];
  const lines = [
    { key: 'envelope', text: own(envelopes, credential.envelope) || credential.envelope },
    { key: 'issuer', text: credential.issuer },
    { key: 'type', text: typeNames(credential.type || '', language) },
    { key: 'validity', text: validity(credential, language) },
  ];
  return lines
    .filter(({ text }) => typeof text === 'string' && text !== '')
    .map(({ key, text }) => {
      const { value, altered } = displayText(text);
      return { key, label: ui[key], value, ...(altered ? { altered } : {}) };
    });
}

/** One type, or several with a space between them as a SMART Health Card has them. */
function typeNames(type, language) {
  const { ui, types } = MESSAGES[language];
  const names = type.split(' ').map((name) => own(types, name) || name);
  return names.join(ui.separator);
}

function validity({ not_before: from, not_after: until }, language) {
  const { ui } = MESSAGES[language];
  const times = {};
  if (typeof from === 'number') times.from = clock(from, language);
  if (typeof until === 'number') times.until = clock(until, language);
  const form = times.from && times.until ? ui.between : times.from ? ui.from : times.until ? ui.until : '';
  return form && fill(form, { ...times, zone: ui.zone });
}

function claims(receipt, language) {
  const { values, ui } = MESSAGES[language];
  return claimLines(receipt.claims, allLabels(language), values, ui);
}

/** The labels of the GB/T 36903 elements, in their table's order, and then those of the other formats. */
function allLabels(language) {
  const elements = ELEMENTS.map((row) => [row.name, row[LOCALES[language].element]]);
  return { ...Object.fromEntries(elements), ...MESSAGES[language].labels };
}

/** What the caller's policy says this verification does not cover. */
function notes({ policy }, words) {
  const items = policy && Array.isArray(policy.not_covered) ? policy.not_covered : [];
  if (items.length === 0) return [];
  const list = items.map((item) => displayText(String(item)).value).join(words.ui.separator);
  return [fill(words.ui.not_covered, { items: list })];
}

function time(seconds, language) {
  return `${clock(seconds, language)} ${MESSAGES[language].ui.zone}`;
}

function clock(seconds, language) {
  const { ui } = MESSAGES[language];
  const shown = displayTime(seconds, LOCALES[language].offset);
  if (shown !== null) return shown;
  return seconds < 0 ? ui.before_year_one : ui.after_9999;
}

/** Puts the values in their places; a place without a value shows a dash. */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => {
    const value = own(values, name);
    return value === undefined ? '—' : value;
  });
}
