// Says what a counter asks for: a policy, the answer to a holder before the trip, and the request that a
// counter shows to a wallet. Spoken to the holder.

import { own } from './claims.js';
import { displayText } from './display.js';
import { catalogueWith, claimName, typeName } from './names.js';
import { claimsText, groupsText, insteadText, policyDuties, policyName, typeNamesOf, typesText, waysText } from './ruled.js';
import { sentence } from './sentences.js';
import { nameIn } from './trusted.js';
import { fill, plainText, speaks, time, wordsOf } from './words.js';

/** Rules that a policy may have and whose sentence is the one of a refusal by them. */
const RULES = ['regions', 'agreements'];

/** A policy in words. `types` are the catalogue rows that name its type codes. */
export function explainPolicy(policy, language, { types } = {}) {
  speaks(language);
  if (!isObject(policy) || typeof policy.scenario !== 'string') throw new TypeError('policy: must name its scenario');
  const teller = { language, catalogue: catalogueWith(types) };
  const words = wordsOf(language);
  const ruled = RULES.filter((rule) => policy[rule] !== undefined);
  const rules = ruled.map((rule) => insteadText({ instead: { [rule]: policy[rule] } }, teller));
  const values = Object.entries(isObject(policy.values) ? policy.values : {}).map(([claim, wanted]) =>
    insteadText({ code: 'policy.value_unauthorised', detail: { claim }, instead: { values: wanted } }, teller),
  );
  const asked = asks({ ...policy, status: policy.status === 'required' }, teller);
  const said = {
    language,
    name: policyName(policy, language),
    limits: nameIn(policy.limits, language),
    instead: nameIn(policy.instead, language),
    asks: [accepted(policy, teller), ...rules, ...asked, ...values].filter(isText),
    outputs: Object.entries(isObject(policy.outputs) ? policy.outputs : {}).map(([name, claims]) => ({
      key: plainText(name),
      label: own(words.outputs, name) || plainText(name),
      value: claimsText(list(claims).map((claim) => (claim === 'reference' ? words.ui.reference : claim)), teller),
    })),
    not_covered: policyDuties(policy, language),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** Which types will do. */
function accepted({ types }, teller) {
  return (types !== undefined && typesText(types, teller)) || wordsOf(teller.language).wants.types_any;
}

/** The answer of precheck() in words: whether to go, with what, and what will be asked there. */
export function explainPrecheck(answer, language, { types } = {}) {
  speaks(language);
  if (!isObject(answer) || typeof answer.verdict !== 'string') throw new TypeError('answer: must be what precheck() answered');
  const teller = { language, catalogue: catalogueWith(types) };
  const { verdicts, reasons, codes } = wordsOf(language).precheck;
  const { verdict, code } = answer;
  const isPart = verdict === 'reject' && list(answer.held).some((one) => one.verdict === 'accept');
  const told = code === undefined && isPart ? 'policy.type_missing' : code;
  const why = told === undefined ? undefined : own(codes, told) || sentence(told, {}, language);
  return {
    language,
    verdict: own(verdicts, verdict) || verdicts.indeterminate,
    reason: why || own(reasons, verdict) || reasons.indeterminate,
    held: list(answer.held).map((one) => held(one, teller)),
    asks: isObject(answer.asks) ? [accepted(answer.asks, teller), ...asks({ ...answer.policy, ...answer.asks }, teller)] : [],
    ...(isObject(answer.policy) ? { policy: policyOf(answer.policy, language) } : {}),
  };
}

/** One thing that somebody holds. */
function held({ type, verdict, code = 'ok', instead: wanted }, teller) {
  const { language } = teller;
  const { verdicts, codes } = wordsOf(language).precheck;
  const instead = insteadText({ code, instead: wanted }, teller);
  return {
    type: typeName(String(type), teller),
    verdict,
    word: own(verdicts, verdict) || verdicts.indeterminate,
    sentence: own(codes, code) || sentence(code, {}, language),
    ...(instead === undefined ? {} : { instead }),
  };
}

function policyOf(policy, language) {
  const instead = nameIn(policy.instead, language);
  return {
    name: policyName(policy, language),
    ...(instead === undefined ? {} : { instead }),
    not_covered: policyDuties(policy, language),
  };
}

/** What will be asked at the counter, a sentence each. */
function asks(policy, teller) {
  const { claims, claims_by_type: byType, optional, assurance = 'paper', status, holder_match: ways, retention } = policy;
  const { wants } = wordsOf(teller.language);
  const listed = (key, names, more) => {
    const items = claimsText(names, teller);
    return items === '' ? undefined : fill(wants[key], { items, ...more });
  };
  const kept = isObject(retention) ? listed('retention', retention.claims, { days: String(retention.days) }) : undefined;
  return [
    listed('claims', claims) || wants.claims_none,
    ...byClaims(byType, teller).map(([type, names]) => listed('claims_by_type', names, { type })),
    listed('optional', optional),
    own(wants, `assurance_${assurance}`),
    waysText(ways, 'told', teller),
    status === true ? wants.status : undefined,
    kept || wants.retention_none,
    listed('never_keep', policy.never_keep),
  ].filter(isText);
}

/** `[types, claims]` of what types must show besides, those with the same claims together. */
function byClaims(byType, teller) {
  const groups = new Map();
  for (const [type, claims] of Object.entries(isObject(byType) ? byType : {})) {
    const key = JSON.stringify(claims);
    groups.set(key, [...(groups.get(key) || []), type]);
  }
  const { separator } = wordsOf(teller.language).ui;
  return [...groups].map(([key, types]) => [typeNamesOf(types, teller).join(separator), JSON.parse(key)]);
}

/** What readRequest() read, in words for the holder: who asks for what, and whether it may. */
export function explainRequest(answer, language, { types } = {}) {
  speaks(language);
  if (!isObject(answer) || (!isObject(answer.request) && typeof answer.code !== 'string')) {
    throw new TypeError('answer: must be what readRequest() answered');
  }
  const { request: wanted, code, detail } = answer;
  if (!isObject(wanted)) return { language, lines: [], notes: [sentence(code, detail, language)] };
  const words = wordsOf(language).request;
  return { language, lines: requestLines(wanted, { language, catalogue: catalogueWith(types) }), notes: [...refusal(), rules()] };

  function refusal() {
    if (code === undefined) return [];
    if (code !== 'policy.claim_unauthorised' || !isObject(detail)) return [sentence(code, detail, language)];
    return [fill(words.claim_unauthorised, { claim: claimName(String(detail.claim), language) })];
  }

  function rules() {
    return answer.known !== true ? words.unknown : answer.same === true ? words.same : words.other;
  }
}

function requestLines(wanted, teller) {
  const { language } = teller;
  const { request: words, wants } = wordsOf(language);
  const { retention_days: days, at, types } = wanted;
  const groups = isObject(types) ? list(types.all) : [list(types)].filter((group) => group.length > 0);
  const rows = {
    maker: wanted.maker,
    audience: wanted.audience,
    scenario: wanted.scenario,
    purpose: wanted.purpose,
    types: groupsText(groups, teller),
    claims: claimsText(wanted.claims, teller),
    optional: claimsText(wanted.optional, teller),
    assurance: own(wants, `assurance_${wanted.assurance}`),
    retention_days: typeof days === 'number' ? fill(words.days, { n: String(days) }) : words.days_none,
    at: typeof at === 'number' ? time(at, language) : undefined,
  };
  return Object.entries(rows)
    .filter(([, text]) => isText(text))
    .map(([key, text]) => {
      const { value, altered } = displayText(text);
      return { key, label: words.labels[key], value, ...(altered ? { altered } : {}) };
    });
}

function isText(value) {
  return typeof value === 'string' && value !== '';
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value) {
  return Array.isArray(value) ? value : [];
}
