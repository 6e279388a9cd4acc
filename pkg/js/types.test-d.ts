// Checked by tsc and never run: what callers write must pass, and what is wrong must not.

import { types } from './catalogue.js';
import { checkPolicy, createVerifier, checkSignature, digest, indexedDbStore, memoryStore, verifyJournal, VERSION, WASM_SHA256 } from './index.js';
import type { Assurance, Held, HubAnswer, Policy, Receipt, Store, TypeRecord, Verdict, Verifier } from './index.js';
import { explain, explainJournal, explainPolicy, explainPrecheck, explainRefusal, explainRequest, languages, receiptPage } from './messages.js';
import { createVerifier as createTranslated, WASM_SHA256 as translatedFrom } from './js.js';
import { fileStore, readAnchors, readPicture } from './node.js';
import { policies, policy } from './policies.js';
import { createVerifier as createSlim } from './slim.js';

const verifier: Verifier = await createVerifier({ anchors: [], engine: 'auto', now: () => Date.now() });
const receipt: Receipt = await verifier.verify('HC1:', { at: new Date(), scenario: { scenario: 'hotel.check-in' } });
const verdict: Verdict = verifier.verifySync(new Uint8Array(), { at: 1 }).verdict;
for await (const each of verifier.verifyMany(['1', { scan: '2', at: '2026-01-01' }])) each.wasm_sha256 satisfies string | null;
verifier.dispose();

const row: TypeRecord = { type: 't', name: { zh: '证' }, perpetual: true, statuses: { '01': 'valid' }, source: 's', date: '2026-01-01' };
const ask = async (code: string): Promise<HubAnswer> => ({ status: 0, result: code.length });
const counter = await createVerifier({ anchors: [], types: [...types, row], audience: 'us', hub: ({ channel, scan }) => ask(channel + scan), hubTimeout: 500 });
const challenge: string = counter.challenge();
const answered = await counter.verify('1', { challenge, audience: 'hotel', expected: { certificateHolderName: '张三' } });
answered.parts?.map((part) => part.assurance satisfies Assurance | undefined);
explain(answered, 'zh-Hans', { types: [row] }).parts.flatMap((part) => part.notes satisfies string[]);
await createVerifier({ anchors: [], hub: () => null });
(await digest({ alg: 'SM3', msg: '' })).digest satisfies string;

explain(receipt, languages[0] ?? 'en').claims.map((line) => line.label satisfies string);
(await checkSignature({ alg: 'ES256', key: '', msg: '', sig: '' })).valid satisfies boolean;
await createVerifier({ anchors: readAnchors('[]') });
await createSlim({ anchors: [], wasm: new URL('https://example.org/'), integrity: WASM_SHA256 });
await createSlim({ anchors: [], wasm: fetch('/yanzheng.wasm') });
(await readPicture(new Uint8Array())) satisfies string[];

const translated: Verifier = await createTranslated({ anchors: [], engine: 'js' });
translated.engine satisfies { readonly name: 'wasm' | 'js'; readonly code?: string };
translatedFrom satisfies string;
// @ts-expect-error nothing else runs there
await createTranslated({ anchors: [], engine: 'wasm' });

const stores: Store[] = [memoryStore(), indexedDbStore('desk'), fileStore('/var/lib/desk')];
const bundled = await createVerifier({ root: '{}', trust: { 'metadata/timestamp.json': new Uint8Array() }, region: '990000', store: stores[0] });
await createVerifier({ root: { signed: {} }, anchors: [] });
await bundled.verify('', { scenario: 'hotel.check-in', region: '980000' });
const updated = await bundled.updateTrust('{}', { at: 1 });
if (updated.ok) updated.revocation.map(({ path }) => path satisfies string);
else explainRefusal(updated, 'en').reason satisfies string;
const listed = await bundled.updateStatus(new Uint8Array(), { at: new Date(), uri: 'https://s.example/1' });
if (listed.ok && listed.kind === 'pack') listed.sequence satisfies number;
receipt.trust.versions?.timestamp satisfies number | undefined;

const rule: Policy = {
  scenario: 's', version: 1, title: { zh: '场景' }, types: { all: [['passport'], ['urn:example:type', 'degree']] }, claims: ['a'], claims_by_type: { passport: ['b'] },
  optional: ['c'], values: { d: [true, 'x'] }, same: ['a'], assurance: 'live', holder_match: ['staff_photo', 'face_external'], status: 'required', max_status_age: 60,
  regions: ['330000'], agreements: ['yrd'], indeterminate: 'review', retention: { days: 30, claims: ['a'] }, never_keep: ['e'], outputs: { desk: ['a', 'reference'] },
  not_covered: ['police.upload'], sources: [{ title: 't', checked: true }],
};
const kept = await createVerifier({ anchors: [], store: memoryStore(), maker: 'us' });
await createVerifier({ anchors: [], store: { ...memoryStore(), put: async (_key, _bytes, { create = false } = {}) => !create }, journal: true });
const judged = await kept.verify('', { scenario: rule, asks: ['a'], matched: 'staff_photo', purpose: 'p' });
judged.checks.map(({ rule: name, instead }) => [name, instead?.types, instead?.max_status_age]);
judged.policy?.retention?.until satisfies number | undefined;
judged.outputs?.['desk']?.['reference'] satisfies unknown;
[judged.maker, judged.matched, judged.entry?.sequence, judged.credential?.id];
const told = explain(judged, 'zh-Hans');
[told.instead, told.policy?.match, told.policy?.not_covered.map(({ text }) => text), told.record, told.outputs.map(({ lines }) => lines)];
receiptPage(judged, { language: 'zh-Hans', paper: '80mm', types: [row] }) satisfies string;

const held: Held = { type: 'passport', region: '330000', claims: ['a'], assurance: 'device' };
const before = kept.precheck('hotel.check-in', ['resident_id_card', held]);
if (before.code === undefined) before.asks.claims satisfies string[];
explainPrecheck(before, 'en').held.map(({ sentence }) => sentence satisfies string);
const shown = kept.request(rule, { purpose: 'p', claims: ['a'], at: new Date() });
if (shown.code === undefined) shown.text satisfies string;
const read = kept.readRequest('36904');
if (read.request) read.known satisfies boolean;
explainRequest(read, 'en').lines;
explainRequest(shown, 'en').notes;
explainPolicy(policies[0] ?? rule, 'zh-Hans').asks satisfies string[];
policy('hotel.check-in')?.scenario satisfies string | undefined;
const checked = await checkPolicy('{}');
(checked.ok ? checked.sha256 : checked.line) satisfies string | number;

const { journal } = kept;
if (journal) {
  for await (const { sequence, entry, claims } of journal.entries({ from: 1, to: 9 })) [sequence, entry.receipt?.verdict, entry.review?.reason, claims];
  const checkpoint = await journal.checkpoint();
  explainJournal(await journal.verifyChain({ checkpoint }), 'en').reason satisfies string;
  (await journal.purgeExpired({ at: '2027-01-01' })).purged satisfies number;
  await journal.review(1, { decision: 'accepted', reason: 'r' });
  (await journal.objection(1, { field: 'a', claimed: 'b', evidence: [new Uint8Array()] })).shown_sha256 satisfies string | undefined;
  const chain = await verifyJournal(journal.export({ format: 'jsonl' }), { checkpoint });
  (chain.ok ? chain.head.journal : chain.code) satisfies string;
  for await (const entry of journal.entries()) if (entry.entry.receipt) receiptPage(entry.entry.receipt, { language: 'en' });
}
export default [verdict, VERSION];

// @ts-expect-error a bundle needs the pinned root
await createVerifier({ anchors: [], trust: '{}' });
// @ts-expect-error a store answers whether it created what was to be new
await createVerifier({ anchors: [], store: { ...memoryStore(), put: () => undefined } });
// @ts-expect-error the holder is asked for by assurance
({ scenario: 's', holder: 'required' }) satisfies Policy;
// @ts-expect-error no such way of matching
({ scenario: 's', holder_match: ['fingerprint'] }) satisfies Policy;
// @ts-expect-error all is of groups
({ scenario: 's', types: { all: ['passport'] } }) satisfies Policy;
// @ts-expect-error no such decision
await kept.journal?.review(1, { decision: 'perhaps', reason: 'r' });
// @ts-expect-error no such format
kept.journal?.export({ format: 'xml' });
// @ts-expect-error no such paper
receiptPage(receipt, { language: 'en', paper: 'A5' });
// @ts-expect-error a page has a language
receiptPage(receipt, {});
// @ts-expect-error what is held is a list
kept.precheck('s', 'passport');
// @ts-expect-error a refusal has no versions of its own to show
(await bundled.updateTrust('{}')).issuers;

// @ts-expect-error anchors or a root are required
await createVerifier({});
// @ts-expect-error slim has no wasm of its own
await createSlim({ anchors: [] });
// @ts-expect-error a scan is text or bytes
await verifier.verify(1);
// @ts-expect-error a policy names its scenario
await verifier.verify('', { scenario: {} });
// @ts-expect-error what is expected is text
await verifier.verify('', { expected: { a: 1 } });
// @ts-expect-error a row says where it comes from
await createVerifier({ anchors: [], types: [{ type: 't' }] });
// @ts-expect-error no such state
await createVerifier({ anchors: [], types: [{ ...row, statuses: { '01': 'fine' } }] });
// @ts-expect-error a hub answers with numbers and texts
await createVerifier({ anchors: [], hub: () => 'ok' });
// @ts-expect-error no such digest
await digest({ alg: 'MD5', msg: '' });
// @ts-expect-error no such language
explain(receipt, 'fr');
