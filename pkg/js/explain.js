// Says what was answered in words for people at counters: receipts, refused updates, journals. No sentence
// holds a value out of the credential; those stand in `claims` and `outputs` only, and only on accept.

import { claimLines, own } from './claims.js';
import { displayText } from './display.js';
import { catalogueWith, claimLabels, isElement, typeNames, valueText } from './names.js';
import { dutyNotes, insteadText, policyWords, ruleName, wayName, waysText } from './ruled.js';
import { advice, sentence } from './sentences.js';
import { grantRows, issuerText, trustNotes, trustRows } from './trusted.js';
import { clock, duration, fill, plainText, speaks, wordsOf } from './words.js';

/**
 * Claims of a JWT that are not shown as claims: what is said of the credential anyway, the holder's
 * key, and where its status is listed.
 */
const JWT_CLAIMS = ['iss', 'nbf', 'exp', 'vct', 'cnf', 'status.status_list'];

/**
 * A receipt in words: verdict, reason, advice, the seven checks, the policy, and on accept the claims.
 * `types` are the catalogue rows that the verifier was given besides the built-in ones.
 */
export function explain(receipt, language, { types } = {}) {
  speaks(language);
  if (typeof receipt !== 'object' || receipt === null || !Array.isArray(receipt.checks)) {
    throw new TypeError('receipt: must be what verify() answered');
  }
  const trust = receipt.trust || {};
  const teller = { language, catalogue: catalogueWith(types), hub: trust.source === 'hub' };
  const parts = Array.isArray(receipt.parts) ? receipt.parts.map((part) => tell(part, teller)) : [];
  const told = tell(receipt, { ...teller, trust });
  const { rows, ...policy } = policyWords(receipt, teller) || {};
  // Each of several credentials says its own remarks.
  const notes = parts.length > 0 ? [] : told.notes;
  return {
    language,
    ...told,
    ...(rows === undefined ? {} : { policy: { ...policy, lines: lines(rows, language) } }),
    record: lines(recordRows(receipt, teller), language),
    trust: lines(trustRows(trust, language), language),
    parts,
    notes: [...notes, ...trustNotes(trust, language), ...dutyNotes(policy.not_covered || [], language)],
  };
}

/** Why an update was refused, and what to do next: `{ reason, advice }` of what updateTrust() or updateStatus() answered. */
export function explainRefusal(refusal, language) {
  speaks(language);
  if (typeof refusal !== 'object' || refusal === null || typeof refusal.code !== 'string') {
    throw new TypeError('refusal: must be what an update answered');
  }
  const { code, detail } = refusal;
  return { reason: sentence(code, detail, language), advice: advice(code, detail, wordsOf(language)) };
}

/** What a journal's check found: whether it is whole, and where it is not. */
export function explainJournal(answer, language) {
  speaks(language);
  if (typeof answer !== 'object' || answer === null || typeof answer.ok !== 'boolean') {
    throw new TypeError('answer: must be what a check of a journal answered');
  }
  const words = wordsOf(language);
  const { ok, broken, entries, at } = words.journal;
  if (answer.ok) return { verdict: ok, reason: fill(entries, { n: String(answer.entries) }) };
  const place = typeof answer.sequence === 'number' ? words.ui.gap + fill(at, { sequence: String(answer.sequence) }) : '';
  return { verdict: broken, reason: sentence(answer.code, {}, language) + place, advice: advice(answer.code, {}, words) };
}

/** What is said of a receipt as of one of its parts. */
function tell(receipt, teller) {
  const { language, hub } = teller;
  const words = wordsOf(language);
  const accepted = receipt.verdict === 'accept';
  const cause = accepted ? undefined : receipt.checks.find((check) => check.code === receipt.code);
  const assurance = accepted ? own(words.assurances, receipt.assurance || '') : undefined;
  const instead = cause && insteadText(cause, teller);
  return {
    verdict: own(words.verdicts, receipt.verdict) || words.verdicts.indeterminate,
    reason: accepted && hub ? words.ui.ok_hub : sentence(receipt.code, cause && cause.detail, language),
    ...(instead === undefined ? {} : { instead }),
    advice: (accepted && nextStep(receipt, teller)) || advice(receipt.code, cause && cause.detail, words),
    ...(assurance === undefined ? {} : { assurance: { level: receipt.assurance, ...assurance } }),
    checks: receipt.checks.map((check) => line(check, teller)),
    credential: receipt.credential ? credentialLines(receipt.credential, teller) : [],
    claims: accepted && receipt.claims ? claims(receipt, teller) : [],
    outputs: accepted && receipt.outputs ? outputs(receipt, teller) : [],
    notes: [].concat(...receipt.checks.map((check) => remarks(check, words))),
  };
}

/** What an accept leaves to do by the policy: to match the person, or nothing where that is done or not asked for. */
function nextStep({ matched, policy }, teller) {
  const ways = (policy && policy.holder_match) || [];
  const done = matched !== undefined || (ways.length === 1 && ways[0] === 'none');
  return done ? wordsOf(teller.language).ui.go_on : waysText(ways, 'task', teller);
}

function line(check, teller) {
  const words = wordsOf(teller.language);
  const { step, outcome } = check;
  const notes = remarks(check, words);
  const rule = ruleName(check, teller);
  const instead = insteadText(check, teller);
  return {
    step,
    name: own(words.steps, step) || step,
    outcome,
    word: own(words.outcomes, outcome) || outcome,
    sentence: lineSentence(check, teller),
    ...(rule === undefined ? {} : { rule }),
    ...(instead === undefined ? {} : { instead }),
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
    ['reference', credential.id],
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
  const { envelope } = receipt.credential || {};
  return claimLinesOf(receipt.claims, receipt.credential, teller, envelope === 'sd-jwt' || envelope === 'jwt' ? JWT_CLAIMS : []);
}

/** The lines of some claims of a credential, but for those `passed` over. */
export function claimLinesOf(values, credential, teller, passed) {
  const { language, catalogue } = teller;
  const row = own(catalogue, (credential && credential.type) || '');
  const states = row && row.statuses;
  return claimLines(values, {
    labels: claimLabels(language),
    show: (value, path) => valueText(value, path, { ...teller, states }),
    joint: (path) => (isElement(path) ? wordsOf(language).ui.separator : ' '),
    passed,
  });
}

/** What each reader of the result gets. */
function outputs(receipt, teller) {
  const words = wordsOf(teller.language);
  return Object.entries(receipt.outputs).map(([name, { reference, ...values }]) => ({
    key: plainText(name),
    label: own(words.outputs, name) || plainText(name),
    lines: [...lines([['reference', reference]], teller.language), ...claimLinesOf(values, receipt.credential, teller, [])],
  }));
}

/** `[key, text]` of who checked, what for and how, and where it is written down. */
function recordRows({ maker, purpose, matched, entry }, teller) {
  const { ui } = wordsOf(teller.language);
  const place = typeof entry === 'object' && entry !== null ? entry : undefined;
  return [
    ['maker', maker],
    ['purpose', purpose],
    ['matched', matched === undefined ? '' : wayName(matched, teller)],
    ['entry', place && fill(ui.entry_at, { sequence: String(place.sequence), journal: String(place.journal) })],
  ];
}
