// Checked by tsc and never run: what callers write must pass, and what is wrong must not.

import { createVerifier, checkSignature, VERSION, WASM_SHA256 } from './index.js';
import type { Receipt, Verdict, Verifier } from './index.js';
import { explain, languages } from './messages.js';
import { readAnchors, readPicture } from './node.js';
import { createVerifier as createSlim } from './slim.js';

const verifier: Verifier = await createVerifier({ anchors: [], engine: 'auto', now: () => Date.now() });
const receipt: Receipt = await verifier.verify('HC1:', { at: new Date(), scenario: { scenario: 'hotel.check-in' } });
const verdict: Verdict = verifier.verifySync(new Uint8Array(), { at: 1 }).verdict;
for await (const each of verifier.verifyMany(['1', { scan: '2', at: '2026-01-01' }])) each.wasm_sha256 satisfies string | null;
verifier.dispose();

explain(receipt, languages[0] ?? 'en').claims.map((line) => line.label satisfies string);
(await checkSignature({ alg: 'ES256', key: '', msg: '', sig: '' })).valid satisfies boolean;
await createVerifier({ anchors: readAnchors('[]') });
await createSlim({ anchors: [], wasm: new URL('https://example.org/'), integrity: WASM_SHA256 });
await createSlim({ anchors: [], wasm: fetch('/yanzheng.wasm') });
(await readPicture(new Uint8Array())) satisfies string[];
export default [verdict, VERSION];

// @ts-expect-error anchors are required
await createVerifier({});
// @ts-expect-error the engine without WebAssembly is not in this version
await createVerifier({ anchors: [], engine: 'js' });
// @ts-expect-error slim has no wasm of its own
await createSlim({ anchors: [] });
// @ts-expect-error a scan is text or bytes
await verifier.verify(1);
// @ts-expect-error a policy names its scenario
await verifier.verify('', { scenario: {} });
// @ts-expect-error no such language
explain(receipt, 'fr');
