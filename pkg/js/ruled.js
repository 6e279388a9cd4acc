// Says what a policy wants: what would do in the place of what it refused, and what it leaves to the counter.

import { own } from './claims.js';
import { claimName, typeName, valueText } from './names.js';
import { nameIn, regionText } from './trusted.js';
import { duration, fill, plainText, time, wordsOf } from './words.js';

/** Codes whose `instead` is said by what they are, whatever rule it comes from: each lists claims. */
const LISTED = {
  'policy.claim_required': 'claims',
  'policy.claim_unauthorised': 'asks',
  'policy.together_mismatch': 'same',
};

/** Hex digits of a rule's hash that are shown to people; the whole stands on the receipt. */
const HASH_DIGITS = 16;

/** What would do, as one sentence; undefined where the check says nothing of it, or a later version's word. */
export function insteadText(check, teller) {
  const { instead } = check;
  if (typeof instead !== 'object' || instead === null) return undefined;
  const [member, wanted] = Object.entries(instead)[0] || [];
  const said = own(SAID, own(LISTED, check.code || '') || member || '');
  return said && said(wanted, teller, check);
}

/** The rule's name for people, or undefined. */
export function ruleName({ rule }, { language }) {
  return rule === undefined ? undefined : own(wordsOf(language).rules, rule) || plainText(rule);
}

/** Member of `instead` → its sentence. */
const SAID = {
  types: (wanted, teller) => typesText(wanted, teller),
  claims: (wanted, teller) => listed('claims', claimNames(wanted, teller), teller),
  asks: (wanted, teller) => listed('asks', claimNames(wanted, teller), teller) || wordsOf(teller.language).instead.asks_none,
  same: (wanted, teller) => listed('same', claimNames(wanted, teller), teller),
  values: (wanted, teller, { detail }) => {
    const claim = detail && typeof detail.claim === 'string' ? detail.claim : '';
    const texts = list(wanted).map((value) => plainText(valueText(value, claim, teller)));
    return listed('values', texts, teller, { claim: claimName(claim, teller.language) });
  },
  assurance: (wanted, { language }) => own(wordsOf(language).instead, `assurance_${wanted}`),
  status: (wanted, { language }) => wordsOf(language).instead.status,
  max_status_age: (wanted, { language }) =>
    typeof wanted === 'number' ? fill(wordsOf(language).instead.max_status_age, { age: duration(wanted, language) }) : undefined,
  regions: (wanted, teller) => listed('regions', list(wanted).map((region) => regionText(plainText(region), teller.language)), teller),
  agreements: (wanted, teller) => listed('agreements', list(wanted).map(plainText), teller),
  holder_match: (wanted, teller) => listed('holder_match', list(wanted).map((way) => wayName(way, teller)), teller),
};

/** One of several types, or one of each of several groups. */
export function typesText(types, teller) {
  const { instead } = wordsOf(teller.language);
  if (Array.isArray(types)) return listed('types', typeNamesOf(types, teller), teller) || instead.types_none;
  const items = groupsText(list(types && types.all), teller);
  return items === '' ? undefined : fill(instead.types_all, { items });
}

/** Of each group one, as it stands in a sentence. */
export function groupsText(groups, teller) {
  const { ui } = wordsOf(teller.language);
  const texts = groups.map((group) => {
    const names = typeNamesOf(list(group), teller);
    return names.length === 1 ? names[0] : fill(ui.one_of, { items: names.join(ui.separator) });
  });
  return texts.join(ui.groups);
}

/** The names of types or of kinds, each once: two codes of one name are one to people. */
export function typeNamesOf(types, teller) {
  return [...new Set(types.map((type) => typeName(type, teller)))];
}

function listed(key, items, { language }, more) {
  const { instead, ui } = wordsOf(language);
  return items.length === 0 ? undefined : fill(instead[key], { items: items.join(ui.separator), ...more });
}

/** The names of some claims, with a comma between them. */
export function claimsText(claims, teller) {
  return claimNames(claims, teller).join(wordsOf(teller.language).ui.separator);
}

function claimNames(claims, { language }) {
  return list(claims).map((claim) => claimName(String(claim), language));
}

/** A way of matching the person, as a name. */
export function wayName(way, { language }) {
  const known = own(wordsOf(language).ways, way);
  return known === undefined ? plainText(way) : known.word;
}

/** What the ways of matching ask of somebody: `task` of the clerk, `told` to the holder. */
export function waysText(ways, whom, { language }) {
  const words = wordsOf(language);
  const sentences = list(ways).map((way) => own(words.ways, way)).filter(Boolean);
  return sentences.length === 0 ? undefined : sentences.map((way) => way[whom]).join(words.ui.gap);
}

/**
 * The policy of a receipt in words. What is to be done with an accepted credential is said on accept,
 * who decides where the check could not is said where it could not.
 */
export function policyWords({ policy, verdict, matched }, teller) {
  if (typeof policy !== 'object' || policy === null) return undefined;
  const { language } = teller;
  const { ui } = wordsOf(language);
  const accepted = verdict === 'accept';
  const said = {
    name: policyName(policy, language),
    rows: policyRows(policy, language),
    match: accepted && matched === undefined ? waysText(policy.holder_match, 'task', teller) : undefined,
    review: verdict !== 'indeterminate' ? undefined : policy.indeterminate === 'review' ? ui.review : ui.refuse,
    retention: accepted ? retentionText(policy.retention, teller) : undefined,
    never_keep: accepted ? neverKeepText(policy.never_keep, teller) : undefined,
    instead: accepted ? undefined : nameIn(policy.instead, language),
    not_covered: policyDuties(policy, language),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** The scenario's title, or its name where it has none. */
export function policyName({ title, scenario }, language) {
  return nameIn(title, language) || plainText(scenario === undefined ? '' : scenario);
}

function policyRows(policy, language) {
  const { ui } = wordsOf(language);
  const { scenario = '', version, source, sha256 } = policy;
  const name = nameIn(policy.title, language) === undefined
    ? plainText(scenario)
    : fill(ui.named, { name: policyName(policy, language), id: plainText(scenario) });
  return [
    ['scenario', version === undefined ? name : fill(ui.scenario_version, { name, version: String(version) })],
    ['policy_source', source === 'bundle' || source === 'local' ? ui[`policy_${source}`] : ''],
    ['policy_sha256', typeof sha256 === 'string' ? `${sha256.slice(0, HASH_DIGITS)}…` : ''],
  ];
}

function retentionText(retention, teller) {
  if (typeof retention !== 'object' || retention === null) return undefined;
  const { language } = teller;
  const { ui } = wordsOf(language);
  const items = claimsText(retention.claims, teller);
  if (items === '') return ui.retention_none;
  return fill(ui.retention, { items, days: String(retention.days), until: time(retention.until, language) });
}

function neverKeepText(claims, teller) {
  const items = claimsText(claims, teller);
  return items === '' ? undefined : fill(wordsOf(teller.language).ui.never_keep, { items });
}

/** The duties that this check does not cover; what has no words stands as it is. */
export function policyDuties({ not_covered: codes }, language) {
  const known = wordsOf(language).duties;
  return list(codes).map((code) => ({ code: plainText(code), text: own(known, code) || plainText(code) }));
}

/** One sentence of all that is not covered, as a list of its own or none. */
export function dutyNotes(items, language) {
  const { ui } = wordsOf(language);
  return items.length === 0 ? [] : [fill(ui.not_covered, { items: items.map(({ text }) => text).join(ui.groups) })];
}

function list(value) {
  return Array.isArray(value) ? value : [];
}
