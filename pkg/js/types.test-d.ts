// Checked by tsc and never run: what callers write must pass, and what is wrong must not.

import { types } from './catalogue.js';
import { createVerifier, checkSignature, digest, indexedDbStore, memoryStore, VERSION, WASM_SHA256 } from './index.js';
import type { Assurance, HubAnswer, Receipt, Store, TypeRecord, Verdict, Verifier } from './index.js';
import { explain, explainRefusal, languages } from './messages.js';
import { fileStore, readAnchors, readPicture } from './node.js';
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
export default [verdict, VERSION];

// @ts-expect-error a bundle needs the pinned root
await createVerifier({ anchors: [], trust: '{}' });
// @ts-expect-error a store keeps the bundle
await createVerifier({ anchors: [], store: memoryStore() });
// @ts-expect-error a refusal has no versions of its own to show
(await bundled.updateTrust('{}')).issuers;

// @ts-expect-error anchors or a root are required
await createVerifier({});
// @ts-expect-error the engine without WebAssembly is not in this version
await createVerifier({ anchors: [], engine: 'js' });
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
