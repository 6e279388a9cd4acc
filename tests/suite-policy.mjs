// The policy language in every host: run(host, language, shelf, attempt). The cases are those of
// tests/policy.rs, and so are the answers: a receipt, a precheck or a request is the same from Rust and from
// the package.

import { toldVerifier } from './suite-told.mjs';
import { equal, ok, optionsOf, sorted } from './suite-tools.mjs';

/** What kinds of cases there are, and how each is run. */
const KINDS = { written: runWritten, decisions: runDecision, prechecks: runPrecheck, requests: runRequest, readings: runReading };

export async function run(host, language, shelf, attempt) {
  for (const [kind, body] of Object.entries(KINDS)) {
    for (const named of language[kind]) {
      const given = { ...language.verifiers[named.verifier], ...named };
      await attempt(`policy-${kind}`, named.id, () => body(host, { ...given, scan: language.scans[named.scan] }, shelf));
    }
  }
}

/** A text is a policy, or the mistake in it stands where the case says. */
async function runWritten({ checkPolicy }, { text, expect }) {
  if (!checkPolicy) return 'the entry has no checkPolicy';
  const { sentence, ...found } = await checkPolicy(text);
  equal(sorted(found), sorted(expect), 'answer');
  ok(found.ok === (sentence === undefined), `a sentence beside each mistake: ${sentence}`);
}

/** Everything that a receipt says of a decision. */
async function runDecision(host, given, shelf) {
  const receipt = await judged(host, given, shelf);
  const { expect } = given;
  equal([receipt.verdict, receipt.code], [expect.verdict, expect.code], 'verdict and code');
  const cause = receipt.checks.find(({ code }) => code === expect.code) || {};
  equal(cause.step, expect.step, 'step of the code');
  for (const member of ['detail', 'rule', 'instead']) equal(sorted(cause[member]), sorted(expect[member]), member);
  for (const member of ['claims', 'assurance']) equal(sorted(receipt[member]), sorted(expect[member]), member);
  equal(sorted(outcomes(receipt)), sorted(expect.outcomes), 'outcomes');
  equal(sorted((receipt.parts || []).map(partOf)), sorted(expect.parts || []), 'parts');
  for (const [member, value] of Object.entries(expect.receipt)) equal(sorted(receipt[member] ?? null), sorted(value), member);
  for (const language of host.languages) said(host.explain(receipt, language, { types: given.types }), receipt);
}

/** Each refusal has a sentence, and where a rule refuses, one of what would do. */
function said({ reason, advice, notes }, { claims = {} }) {
  for (const sentence of [reason, advice, ...notes]) {
    ok(sentence.length > 0 && !/[{}]|undefined|null|NaN/.test(sentence), `words: ${sentence}`);
    for (const claim of Object.values(claims)) ok(String(claim).length < 6 || !sentence.includes(claim), 'a claim stands in a sentence');
  }
}

async function judged(host, given, shelf) {
  const { scan, kept, region, asks, matched } = given;
  const options = { ...optionsOf(given), region, asks, matched };
  const verifier = await (kept ? keeping(host, given) : verifierOf(host, given, shelf));
  if (kept === 'twice') await verifier.verify(scan, options);
  const receipt = await verifier.verify(scan, options);
  verifier.dispose();
  return receipt;
}

/** A verifier that keeps its verdicts: from before the scan on, from after it on, or not as it should. */
function keeping({ createVerifier, memoryStore }, { kept, at, anchors, types }) {
  const store = memoryStore();
  const failing = { ...store, put: () => Promise.reject(new Error('the disk is full')) };
  const now = () => (kept === 'late' ? at + 1 : at - 1) * 1000;
  return createVerifier({ anchors, types, now, store: kept === 'failing' ? failing : store });
}

async function runPrecheck(host, given, shelf) {
  const { policy, scenario = policy, held, expect } = given;
  const verifier = await verifierOf(host, given, shelf);
  equal(sorted(verifier.precheck(scenario, held)), sorted(expect), 'answer');
  verifier.dispose();
}

/** A request is what the case says, is read as what it is, and is no credential. */
async function runRequest(host, given, shelf) {
  const { policy, options, at, expect } = given;
  const verifier = await verifierOf(host, given, shelf);
  const found = verifier.request(policy, { ...options, at });
  equal(sorted(found), sorted(expect), 'answer');
  if (found.text) {
    equal(sorted(verifier.readRequest(found.text).request), sorted(found.request), 'read again');
    equal((await verifier.verify(found.text)).code, 'envelope.unsupported', 'verified');
  }
  verifier.dispose();
}

async function runReading(host, given, shelf) {
  const verifier = await verifierOf(host, given, shelf);
  equal(sorted(verifier.readRequest(given.text)), sorted(given.expect), 'answer');
  verifier.dispose();
}

/** The verifier that a case names, at the case's time. */
function verifierOf(host, { trust, anchors, types, maker, at = 0 }, shelf) {
  return toldVerifier(host, { trust, anchors, types, maker, now: () => at * 1000 }, shelf);
}

function outcomes({ checks }) {
  return Object.fromEntries(checks.map(({ step, outcome }) => [step, outcome]));
}

function partOf(part) {
  const { verdict, code, claims, assurance } = part;
  return { verdict, code, outcomes: outcomes(part), ...(claims && { claims }), ...(assurance && { assurance }) };
}
