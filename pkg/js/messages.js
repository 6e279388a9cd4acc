// Says a receipt in words for people at counters. No sentence holds a value out of the credential;
// those stand in `claims` only, and only on accept.

import ELEMENTS from 'yanzheng:elements';
import { claimLines, own } from './claims.js';
import { displayText } from './display.js';
import { catalogueWith, typeNames, valueText } from './names.js';
import { grantRows, issuerText, trustNotes, trustRows } from './trusted.js';
import { clock, columnOf, duration, fill, languages, plainText, time, wordsOf } from './words.js';

export { languages };

/**
 * Claims of a JWT that are not shown as claims: what is said of the credential anyway, the holder's
 * key, and where its status is listed.
 */
const JWT_CLAIMS = ['iss', 'nbf', 'exp', 'vct', 'cnf', 'status.status_list'];

/** Names in a fault's detail that are times, in seconds. */
const TIMES = ['not_after', 'not_before'];

/** Names in it that are lengths of time, in seconds. */
const DURATIONS = ['age', 'behind'];

/** Codes whose limit is one too. */
const LIMITED = ['status.stale', 'trust.lifetime_unauthorised'];

/**
 * A receipt in words: verdict, reason, advice, the seven checks, and on accept the claims. `types` are
 * the catalogue rows that the verifier was given besides the built-in ones.
 */
export function explain(receipt, language, { types } = {}) {
  if (!languages.includes(language)) {
    throw new TypeError(`language: must be one of ${languages.join(', ')}`);
  }
  if (typeof receipt !== 'object' || receipt === null || !Array.isArray(receipt.checks)) {
    throw new TypeError('receipt: must be what verify() answered');
  }
  const trust = receipt.trust || {};
  const teller = { language, catalogue: catalogueWith(types), hub: trust.source === 'hub' };
  const parts = Array.isArray(receipt.parts) ? receipt.parts.map((part) => tell(part, teller)) : [];
  const told = tell(receipt, { ...teller, trust });
  // Each of several credentials says its own remarks.
  const notes = parts.length > 0 ? [] : told.notes;
  return {
    language,
    ...told,
    trust: lines(trustRows(trust, language), language),
    parts,
    notes: [...notes, ...trustNotes(trust, language), ...notCovered(receipt, language)],
  };
}

/** Why an update was refused, and what to do next: `{ reason, advice }` of what updateTrust() or updateStatus() answered. */
export function explainRefusal(refusal, language) {
  if (!languages.includes(language)) {
    throw new TypeError(`language: must be one of ${languages.join(', ')}`);
  }
  if (typeof refusal !== 'object' || refusal === null || typeof refusal.code !== 'string') {
    throw new TypeError('refusal: must be what an update answered');
  }
  const { code, detail } = refusal;
  return { reason: sentence(code, detail, language), advice: advice(code, detail, wordsOf(language)) };
}

/** What is said of a receipt as of one of its parts. */
function tell(receipt, teller) {
  const { language, hub } = teller;
  const words = wordsOf(language);
  const accepted = receipt.verdict === 'accept';
  const cause = accepted ? undefined : receipt.checks.find((check) => check.code === receipt.code);
  const assurance = accepted ? own(words.assurances, receipt.assurance || '') : undefined;
  return {
    verdict: own(words.verdicts, receipt.verdict) || words.verdicts.indeterminate,
    reason: accepted && hub ? words.ui.ok_hub : sentence(receipt.code, cause && cause.detail, language),
    advice: advice(receipt.code, cause && cause.detail, words),
    ...(assurance === undefined ? {} : { assurance: { level: receipt.assurance, ...assurance } }),
    checks: receipt.checks.map((check) => line(check, teller)),
    credential: receipt.credential ? credentialLines(receipt.credential, teller) : [],
    claims: accepted && receipt.claims ? claims(receipt, teller) : [],
    notes: receipt.checks.flatMap((check) => remarks(check, words)),
  };
}

/** The sentence of one code, its placeholders filled from the fault's detail. */
function sentence(code, detail, language) {
  const words = wordsOf(language);
  const known = own(words.codes, code);
  if (known === undefined) return fill(words.ui.unknown_code, { code: plainText(code) });
  const filled = {};
  for (const [name, value] of Object.entries(detail || {})) filled[name] = term(code, name, value, language);
  return fill(known, filled);
}

/** A number or name of a fault's detail as it stands in a sentence. */
function term(code, name, value, language) {
  const words = wordsOf(language);
  if (TIMES.includes(name)) return time(value, language);
  if (DURATIONS.includes(name) || (name === 'limit' && LIMITED.includes(code))) return duration(value, language);
  if (name === 'role') return own(words.roles, value) || plainText(value);
  if (name === 'channel') return own(words.channels, value) || plainText(value);
  if (name === 'state') return own(words.states, value) || plainText(value);
  if (name === 'claim') return claimName(String(value), language);
  return plainText(value);
}

/** What a claim is called: an element, a label, or a label of one of the DCC's groups. */
function claimName(claim, language) {
  const labels = allLabels(language);
  const key = ['', 'nam.', 'v.', 't.', 'r.'].map((group) => group + claim).find((name) => own(labels, name));
  return key === undefined ? displayText(claim).value : labels[key];
}

/** What to do next: what to ask for instead of a pointer, or the advice for the code, or for its room. */
function advice(code, detail, words) {
  if (code === 'envelope.online_only' && detail) {
    const ask = own(words.asks, detail.channel);
    if (ask !== undefined) return ask;
  }
  const room = String(code).split('.')[0];
  return own(words.advice, code) || own(words.advice, room) || words.advice.internal;
}

function line(check, teller) {
  const words = wordsOf(teller.language);
  const { step, outcome } = check;
  const notes = remarks(check, words);
  return {
    step,
    name: own(words.steps, step) || step,
    outcome,
    word: own(words.outcomes, outcome) || outcome,
    sentence: lineSentence(check, teller),
    ...(notes.length === 0 ? {} : { notes }),
    ...(check.spec === undefined ? {} : { spec: check.spec }),
  };
}

function lineSentence({ step, outcome, code, detail, age }, { language, hub }) {
  const words = wordsOf(language);
  if (code !== undefined) return sentence(code, detail, language);
  if (outcome === 'not_required') return own(words.not_required, step) || '';
  if (outcome !== 'passed') return words.not_reached;
  const said = (hub && own(words.established_hub, step)) || own(words.established, step) || '';
  if (typeof age !== 'number') return said;
  return `${said}${words.ui.gap}${step === 'status' ? listed(age, language) : presented(age, language)}`;
}

/** How old the list is that says so. */
function listed(age, language) {
  const { ui } = wordsOf(language);
  return age < 1 ? ui.status_as_of_now : fill(ui.status_as_of, { age: duration(age, language) });
}

/** How long ago the holder made the presentation; a phone's clock may be ahead of ours. */
function presented(age, language) {
  const { ui } = wordsOf(language);
  return age < 1 ? ui.presented_now : fill(ui.presented, { age: duration(age, language) });
}

/** The remarks of one check; ids of a later version are passed over. */
function remarks({ note }, words) {
  const ids = typeof note === 'string' ? note.split(' ') : [];
  return ids.map((id) => own(words.notes, id)).filter((text) => text !== undefined);
}

function credentialLines(credential, teller) {
  const { language, hub, trust = {} } = teller;
  const { ui, envelopes } = wordsOf(language);
  const rows = [
    ['envelope', own(envelopes, credential.envelope) || credential.envelope],
    ['source', hub ? ui.source_hub : ''],
    ['issuer', issuerText(credential.issuer, trust, language)],
    ['type', typeNames(credential.type || '', teller)],
    ['validity', validity(credential, language)],
    ...grantRows(trust, language),
  ];
  return lines(rows, language);
}

/** Labelled lines of `[key, text]`; what has no text has no line. */
function lines(rows, language) {
  const { ui } = wordsOf(language);
  return rows
    .filter(([, text]) => typeof text === 'string' && text !== '')
    .map(([key, text]) => {
      const { value, altered } = displayText(text);
      return { key, label: ui[key], value, ...(altered ? { altered } : {}) };
    });
}

function validity({ not_before: from, not_after: until }, language) {
  const { ui } = wordsOf(language);
  const times = {};
  if (typeof from === 'number') times.from = clock(from, language);
  if (typeof until === 'number') times.until = clock(until, language);
  const form = times.from && times.until ? ui.between : times.from ? ui.from : times.until ? ui.until : '';
  return form && fill(form, { ...times, zone: ui.zone });
}

function claims(receipt, teller) {
  const { language, catalogue } = teller;
  const { type = '', envelope } = receipt.credential || {};
  const row = own(catalogue, type);
  const states = row && row.statuses;
  const elements = ELEMENTS.map(({ name }) => name);
  return claimLines(receipt.claims, {
    labels: allLabels(language),
    show: (value, path) => valueText(value, path, { ...teller, states }),
    joint: (path) => (elements.includes(path) ? wordsOf(language).ui.separator : ' '),
    passed: envelope === 'sd-jwt' || envelope === 'jwt' ? JWT_CLAIMS : [],
  });
}

/** The labels of the GB/T 36903 elements, in their table's order, and then those of the other formats. */
function allLabels(language) {
  const elements = ELEMENTS.map((row) => [row.name, row[columnOf(language)]]);
  return { ...Object.fromEntries(elements), ...wordsOf(language).labels };
}

/** What the caller's policy says this verification does not cover. */
function notCovered({ policy }, language) {
  const items = policy && Array.isArray(policy.not_covered) ? policy.not_covered : [];
  if (items.length === 0) return [];
  const { ui, duties } = wordsOf(language);
  const names = items.map((item) => own(duties, item) || plainText(item));
  return [fill(ui.not_covered, { items: names.join(ui.separator) })];
}
