// What every host must do, written once: run(host, vectors, report).
//
// host     { createVerifier, explain, languages, VERSION, WASM_SHA256, checkSignature?,
//            trapping?: what trapWebAssembly() gave before the entry was imported, with its createVerifier,
//            foreignBytes?(bytes): the same bytes as a Uint8Array of another realm }
// vectors  the cases of tests/vectors/*.json, of credentials and of the signature primitive, what
//          trust-files.json holds: { bundles, files }, and the policy language, policy-language.json
// report   (suite, id, error?)  error: undefined for passed, an Error for failed, a string for skipped

import { run as runPolicies } from './suite-policy.mjs';
import { knowledge, requests } from './suite-requests.mjs';
import { bytesOf, collect, equal, noise, ok, optionsOf, refused, scanOf, sorted, verifierOf } from './suite-tools.mjs';
import { toldVerifier } from './suite-told.mjs';
import { words } from './suite-words.mjs';

const STEPS = ['envelope', 'signature', 'trust', 'credential', 'status', 'holder', 'policy'];
const LIMIT = 1024 * 1024;

export async function run(host, all, report) {
  const shelf = all.find(({ bundles }) => bundles);
  const language = all.find((each) => each.language);
  const vectors = all.filter((vector) => vector !== shelf && vector !== language);
  const attempt = async (suite, id, body) => {
    try {
      report(suite, id, await body());
    } catch (error) {
      report(suite, id, error);
    }
  };
  for (const vector of vectors) {
    const body = vector.request ? runSignature : runVector;
    await attempt(vector.request ? 'signature-checks' : 'vectors', vector.id, () => body(host, vector, shelf));
  }
  if (language) await runPolicies(host, language, shelf, attempt);
  const good = vectors.find(isGood);
  const tests = { ...misuse, ...requests, ...data, ...words };
  if (good) Object.assign(tests, behaviour, knowledge, host.trapping ? traps : {});
  for (const [id, test] of Object.entries(tests)) await attempt('api', id, () => test(host, good, vectors));
  if (!good) report('api', 'behaviour and traps', 'no accepted vector');
  else if (!host.trapping) report('api', 'traps', 'the host gave no way to trap');
}

/** A case that is accepted as it stands, without anything that the caller adds. */
function isGood({ expect, scan, trust, policy, region, challenge, hub, expected }) {
  const plain = [trust, policy, region, challenge, hub, expected].every((member) => member === undefined);
  return plain && expect.verdict === 'accept' && expect.claims !== undefined && /^[ -~]+$/.test(scan || '');
}

/** One case: the receipt has the verdict, code, step, outcomes and claims that the case expects. */
async function runVector(host, vector, shelf) {
  const { explain, languages } = host;
  const { trust, anchors, types, hub, region, scenario, expect } = vector;
  const options = { anchors, types, ...(hub === undefined ? {} : { hub: () => hub }) };
  const verifier = await toldVerifier(host, { trust, ...options }, shelf);
  if (expect === undefined) return verifier.dispose();
  const asked = { ...optionsOf(vector), region };
  const receipt = await verifier.verify(scanOf(vector), scenario === undefined ? asked : { ...asked, scenario });
  verifier.dispose();
  equal([receipt.verdict, receipt.code], [expect.verdict, expect.code], 'verdict and code');
  equal(receipt.checks.map(({ step }) => step), STEPS, 'steps');
  const cause = receipt.checks.find(({ code }) => code === expect.code) || {};
  if (expect.step) equal(cause.step, expect.step, 'step of the code');
  if (expect.detail) equal(sorted(cause.detail), sorted(expect.detail), 'detail');
  for (const member of ['credential', 'trust']) {
    if (expect[member]) equal(sorted(receipt[member]), sorted(expect[member]), member);
  }
  equal(receipt.assurance, expect.assurance, 'assurance');
  equal(sorted((receipt.parts || []).map(partOf)), sorted(expect.parts || []), 'parts');
  if (expect.notes) equal(sorted(ofChecks(receipt, 'note')), sorted(expect.notes), 'notes');
  if ('age' in expect) equal(ofChecks(receipt, 'age').holder, expect.age, 'age');
  for (const [step, outcome] of Object.entries(expect.outcomes || {})) {
    equal(receipt.checks.find((check) => check.step === step).outcome, outcome, step);
  }
  equal(sorted(receipt.claims), sorted(expect.claims), 'claims');
  checkClaims(receipt);
  for (const language of languages) checkWords(receipt, explain(receipt, language, { types }));
}

/** A member of the checks that have it, by step. */
function ofChecks({ checks }, member) {
  return Object.fromEntries(checks.filter((check) => member in check).map((check) => [check.step, check[member]]));
}

/** What one of several credentials came to, as cases write it. */
function partOf(part) {
  const { verdict, code, claims, assurance } = part;
  return { verdict, code, outcomes: ofChecks(part, 'outcome'), ...(claims && { claims }), ...(assurance && { assurance }) };
}

/** Claims and assurance are there on accept only, and of several credentials in each of them. */
function checkClaims({ verdict, parts = [], ...receipt }) {
  for (const each of [receipt, ...parts]) {
    ok(verdict === 'accept' || !('claims' in each || 'assurance' in each), 'claims only on accept');
  }
  if (verdict !== 'accept') return;
  ok((parts.length > 0 ? parts : [receipt]).every(({ claims, assurance }) => claims && assurance), 'claims on accept');
  ok(parts.length === 0 || !('claims' in receipt || 'assurance' in receipt), 'claims of several stand in the parts');
}

/** One check of the signature primitive alone. */
async function runSignature({ checkSignature }, { request, expect }) {
  if (!checkSignature) return 'the entry has no checkSignature';
  equal(sorted(await checkSignature(request)), sorted(expect), 'answer');
}

/** Every line has words, no place was left open, and no sentence holds a claim. */
function checkWords(receipt, explained) {
  const said = [explained, ...explained.parts];
  const claims = said.flatMap((each) => each.claims);
  for (const { reason, advice, checks, notes, assurance } of said) {
    const sentences = [reason, advice, ...checks.map(({ sentence }) => sentence), ...notes, ...(assurance ? [assurance.sentence] : [])];
    for (const sentence of sentences) {
      ok(sentence.length > 0 && !/[{}—]|undefined|null|NaN/.test(sentence), `words: ${sentence}`);
      for (const { value } of claims) ok(value.length < 6 || !sentence.includes(value), 'a claim stands in a sentence');
    }
  }
  equal(explained.parts.length, (receipt.parts || []).length, 'parts');
}

// --- wrong use is a TypeError that names the option

const misuse = {
  async 'createVerifier names the option'({ createVerifier }) {
    const jwk = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' };
    const cases = [
      ['anchors', undefined], ['anchors', {}], ['anchors', { anchors: 'x' }], ['anchors', { anchors: { keys: [] } }],
      ['anchors[0]', { anchors: [null] }], ['anchors[0]', { anchors: [{}] }], ['anchors[0]', { anchors: [{ jwk, surprise: 1 }] }],
      ['anchors[0]', { anchors: [{ jwk }] }], ['anchors', { anchors: [{ kid: 1n }] }], ['options', null], ['options', 'x'], ['options', []],
      ['trust', { anchors: [], trust: 'x' }], ['root', { anchors: [], root: {} }], ['store', { anchors: [], store: {} }],
      ['engine', { anchors: [], engine: 'native' }], ['engine', { anchors: [], engine: 1 }], ['now', { anchors: [], now: 5 }],
      ['surprise', { anchors: [], surprise: 1 }], ['integrity', { anchors: [], integrity: 'md5-AA' }], ['wasm', { anchors: [], wasm: 5 }],
    ];
    for (const [name, options] of cases) await refused(name, () => createVerifier(options));
  },

  async 'verify names the option'({ createVerifier }) {
    const verifier = await createVerifier({ anchors: [] });
    const fake = { length: 1, 0: 49, [Symbol.toStringTag]: 'Uint8Array' };
    for (const scan of [undefined, null, 1, [], {}, fake, new ArrayBuffer(4), new Uint16Array(2), new DataView(new ArrayBuffer(2)), new String('1')]) {
      await refused('scan', () => verifier.verify(scan));
    }
    const times = [NaN, -1, Infinity, 1.7e12, '', 'now', '2026', '2026-02-31', '2026-01-01T00:00:00', '2026-13-01T00:00:00Z', {}, [], null, true, new Date(NaN)];
    for (const at of times) await refused('at', () => verifier.verify('', { at }));
    for (const scenario of ['hotel.check-in', [], 1, null, {}, { scenario: 1 }, { scenario: 'x', surprise: 1 }, { scenario: 'x', types: 'y' }]) {
      await refused('scenario', () => verifier.verify('', { scenario }));
    }
    await refused('challenge', () => verifier.verify('', { challenge: 1 }));
    await refused('purpose', () => verifier.verify('', { purpose: {} }));
    await refused('surprise', () => verifier.verify('', { surprise: 1 }));
    await refused('options', () => verifier.verify('', null));
    await refused('items', () => verifier.verifyMany('HC1:').next());
    await refused('items', () => verifier.verifyMany([5]).next());
    await refused('surprise', () => verifier.verifyMany([{ scan: '', surprise: 1 }]).next());
    await refused('now', async () => (await createVerifier({ anchors: [], now: () => 'x' })).verify(''));
    verifier.dispose();
    verifier.dispose();
    await refused('dispose', () => verifier.verify(''));
    await refused('dispose', async () => verifier.verifySync(''));
  },

  async 'memory shared with another thread is refused'({ createVerifier }) {
    if (typeof SharedArrayBuffer !== 'function') return 'the host has no SharedArrayBuffer';
    const verifier = await createVerifier({ anchors: [] });
    await refused('scan', () => verifier.verify(new Uint8Array(new SharedArrayBuffer(8))));
  },
};

// --- whatever was scanned, there is a receipt

const data = {
  async 'bad data never throws'({ createVerifier }) {
    const verifier = await createVerifier({ anchors: [] });
    const scans = ['', ' ', '\0', '\uFEFF', '\uD800', 'HC1:\uDFFF', '369041', '3690411', 'HC1:', 'NZCP:/1/', 'shc:/', 'shc:/1/2/5', '{"__proto__":1}', 'ﾊ', '１２３'];
    for (let seed = 1; seed <= 200; seed += 1) {
      const prefix = ['', 'HC1:', 'shc:/', 'NZCP:/1/', '3690411'][seed % 5];
      scans.push(prefix + noise(seed, seed * 7), Uint8Array.from(noise(seed, 300), (c) => (c.charCodeAt(0) * seed) & 255));
    }
    for (const scan of scans) {
      const receipt = await verifier.verify(scan, { at: 1 });
      ok(receipt.verdict !== 'accept' && receipt.code !== 'internal.trap' && receipt.checks.length === 7, 'a receipt');
    }
  },

  async 'nothing scanned is undecided'({ createVerifier }) {
    const verifier = await createVerifier({ anchors: [] });
    for (const scan of ['', new Uint8Array(0)]) {
      const { verdict, code } = await verifier.verify(scan);
      equal([verdict, code], ['indeterminate', 'envelope.missing'], 'empty scan');
    }
  },

  async 'a lone surrogate is not UTF-8'({ createVerifier }) {
    const verifier = await createVerifier({ anchors: [] });
    for (const scan of ['HC1:\uD800', '\uDC00HC1:', 'NZCP:/1/2\uD83D']) {
      equal((await verifier.verify(scan)).code, 'encoding.utf8_malformed', 'lone surrogate');
    }
  },

  async 'one MiB and more is answered within 100 ms'({ createVerifier }) {
    const verifier = await createVerifier({ anchors: [] });
    for (const unit of ['A', '1', 'HC1:', '\u7167', '\uD800']) {
      for (const length of [LIMIT, LIMIT + 1, 4 * LIMIT]) {
        const scan = unit.repeat(Math.ceil(length / unit.length));
        const times = [];
        let receipt;
        for (let time = 0; time < 3; time += 1) {
          const began = Date.now();
          receipt = await verifier.verify(scan);
          times.push(Date.now() - began);
        }
        ok(Math.min(...times) < 100, `${unit} ${length}: ${times} ms`); // the others waited for the machine
        const { code, checks } = receipt;
        ok(code === 'envelope.too_large' || unit === '\uD800', `${unit} ${length}: ${code}`);
        if (code === 'envelope.too_large') ok(checks[0].detail.size <= LIMIT + 1, 'cut before it is copied');
      }
    }
  },

  async 'every plane of Unicode passes the boundary unchanged'({ createVerifier }) {
    const verifier = await createVerifier({ anchors: [] });
    for (let from = 0; from < 0x110000; from += 0x2000) {
      let purpose = '';
      for (let point = from; point < from + 0x2000; point += 7) {
        if (point < 0xd800 || point > 0xdfff) purpose += String.fromCodePoint(point);
      }
      equal((await verifier.verify('', { purpose })).purpose, purpose, `from ${from.toString(16)}`);
    }
    equal((await verifier.verify('', { purpose: 'a\uD800b' })).purpose, 'a\uFFFDb', 'never broken UTF-8 in a Rust string');
  },

  async 'the time is read in every form'({ createVerifier }) {
    const verifier = await createVerifier({ anchors: [], now: () => 1700000000999 });
    const forms = [1700000000, 1700000000.5, '2023-11-14T22:13:20Z', '2023-11-15T06:13:20+08:00', '2023-11-15T06:13:20.9+0800', new Date(1700000000000), undefined];
    for (const at of forms) equal((await verifier.verify('', { at })).at, 1700000000, String(at));
    equal((await verifier.verify('', { at: '2023-11-14' })).at, 1699920000, 'a day begins in UTC');
  },
};

// --- a good credential, seen from all sides

const behaviour = {
  async 'the receipt is plain, deterministic and ends with the wasm hash'(host, good) {
    const verifier = await verifierOf(host, good);
    const receipt = await verifier.verify(good.scan, optionsOf(good));
    equal(receipt.verdict, 'accept', 'verdict');
    equal(Object.keys(receipt).pop(), 'wasm_sha256', 'last key');
    equal([receipt.sdk, receipt.wasm_sha256], [host.VERSION, host.WASM_SHA256], 'version and hash');
    const text = JSON.stringify(receipt);
    equal(JSON.stringify(JSON.parse(text)), text, 'plain JSON');
    equal(JSON.stringify(await verifier.verify(good.scan, optionsOf(good))), text, 'same request, same receipt');
    equal(JSON.stringify(verifier.verifySync(bytesOf(good.scan), optionsOf(good))), text, 'text and bytes, async and sync');
    equal(receipt.trust, { source: 'anchors' }, 'marked as anchors');
  },

  async 'what the caller changes afterwards does not matter'(host, good) {
    const anchors = JSON.parse(JSON.stringify(good.anchors));
    const verifier = await host.createVerifier({ anchors });
    anchors.length = 0;
    const bytes = bytesOf(good.scan);
    const options = optionsOf(good);
    const pending = verifier.verify(bytes, options);
    bytes.fill(0);
    options.at = 0;
    equal((await pending).verdict, 'accept', 'copied at the call');
    const padded = new Uint8Array(bytes.length + 9);
    padded.set(bytesOf(good.scan), 5);
    equal((await verifier.verify(padded.subarray(5, -4), optionsOf(good))).verdict, 'accept', 'a view in the middle');
    if (host.foreignBytes) {
      equal((await verifier.verify(host.foreignBytes(bytesOf(good.scan)), optionsOf(good))).verdict, 'accept', 'another realm');
    }
  },

  async 'nobody is trusted by an empty list'(host, good) {
    const verifier = await host.createVerifier({ anchors: [] });
    const { verdict, code, checks } = await verifier.verify(good.scan, optionsOf(good));
    equal([verdict, code], ['indeterminate', 'trust.issuer_unknown'], 'unknown issuer');
    equal(checks.map(({ outcome }) => outcome).slice(0, 3), ['passed', 'not_reached', 'undecided'], 'no key, no signature check');
  },

  async '64 at once, and many in order'(host, good) {
    const verifier = await verifierOf(host, good);
    const scans = Array.from({ length: 64 }, (_, index) => (index % 3 === 0 ? good.scan : `${index}`));
    const wanted = scans.map((scan) => scan === good.scan);
    const accepted = (receipts) => receipts.map(({ verdict }) => verdict === 'accept');
    equal(accepted(await Promise.all(scans.map((scan) => verifier.verify(scan, optionsOf(good))))), wanted, 'concurrent');
    equal(accepted(await collect(verifier.verifyMany(scans, optionsOf(good)))), wanted, 'many');
    const items = async function* () {
      for (const scan of scans) yield { scan: bytesOf(scan), ...optionsOf(good), purpose: scan.slice(0, 8) };
    };
    const receipts = await collect(verifier.verifyMany(items()));
    equal(accepted(receipts), wanted, 'items with their own options');
    equal(receipts.map(({ purpose }) => purpose), scans.map((scan) => scan.slice(0, 8)), 'order');
  },

  async 'verifiers do not disturb each other'(host, good) {
    const verifiers = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? verifierOf(host, good) : host.createVerifier({ anchors: [] }))));
    verifiers[4].dispose();
    verifiers[5].dispose();
    for (const [index, verifier] of verifiers.entries()) {
      if (index === 4 || index === 5) continue;
      equal((await verifier.verify(good.scan, optionsOf(good))).verdict, index % 2 ? 'accept' : 'indeterminate', `verifier ${index}`);
    }
  },

  async 'a page that patches its globals afterwards changes nothing'(host, good) {
    const verifier = await verifierOf(host, good);
    const wrong = () => {
      throw new Error('patched');
    };
    const restore = [
      [globalThis, 'TextDecoder'], [globalThis, 'TextEncoder'], [WebAssembly, 'Instance'], [WebAssembly, 'instantiate'],
      [WebAssembly, 'compile'], [JSON, 'parse'], [JSON, 'stringify'], [Date, 'now'],
    ].map(([object, name]) => {
      const before = Object.getOwnPropertyDescriptor(object, name);
      if (before) Object.defineProperty(object, name, { configurable: true, writable: true, value: wrong });
      return () => before && Object.defineProperty(object, name, before);
    });
    let receipt;
    let empty;
    try {
      receipt = await (await verifierOf(host, good)).verify(good.scan, optionsOf(good));
      empty = verifier.verifySync(''); // with the clock that it held
    } finally {
      restore.forEach((undo) => undo());
    }
    equal([receipt.verdict, empty.verdict], ['accept', 'indeterminate'], 'verdicts');
  },

  async 'no bit of the text can be changed'(host, good) {
    const verifier = await verifierOf(host, good);
    const bytes = bytesOf(good.scan);
    const every = Math.ceil(bytes.length / 400);
    for (let at = 0; at < bytes.length; at += every) {
      const changed = bytes.slice();
      changed[at] ^= 1 << at % 7;
      ok((await verifier.verify(changed, optionsOf(good))).verdict !== 'accept', `byte ${at}`);
    }
  },
};

// --- when the wasm traps

const traps = {
  async 'a trap costs one answer'(host, good) {
    const { createVerifier, arm, count } = host.trapping;
    const verifier = await createVerifier({ anchors: good.anchors });
    const bystander = await createVerifier({ anchors: good.anchors });
    for (const call of ['verify', 'verifySync']) {
      for (let round = 0; round < 100; round += 1) {
        const before = count();
        arm();
        const trapped = await verifier[call](good.scan, { ...optionsOf(good), purpose: 'p' });
        equal([trapped.verdict, trapped.code, trapped.purpose], ['indeterminate', 'internal.trap', 'p'], 'the answer');
        equal(trapped.checks, STEPS.map((step) => ({ step, outcome: 'not_reached' })), 'nothing was checked');
        ok(!('claims' in trapped) && !('credential' in trapped), 'nothing is said of the credential');
        equal(Object.keys(trapped).pop(), 'wasm_sha256', 'last key');
        for (const language of host.languages) checkWords(trapped, host.explain(trapped, language));
        equal((await verifier[call](good.scan, optionsOf(good))).verdict, 'accept', 'the next call is right');
        equal((await bystander[call](good.scan, optionsOf(good))).verdict, 'accept', 'for every verifier');
        equal(count(), before + 1, 'a new instance');
      }
    }
  },

  async 'with a trap each 100th call all others are right'(host, good) {
    const { createVerifier, arm } = host.trapping;
    const verifier = await createVerifier({ anchors: good.anchors });
    for (let round = 0; round < 10; round += 1) {
      const calls = [];
      for (let call = 0; call < 100; call += 1) {
        if (call === 50) arm();
        calls.push(verifier.verify(good.scan, optionsOf(good)));
        if (call === 70) arm(); // while the others wait for the new instance
      }
      const codes = (await Promise.all(calls)).map(({ code }) => code);
      equal(codes.filter((code) => code === 'internal.trap').length, 2, 'trapped');
      equal(codes.filter((code) => code === 'ok').length, 98, 'right');
    }
  },

  async 'a verifier that cannot be made says so and the next one can'(host, good) {
    const { createVerifier, arm } = host.trapping;
    arm('core_new');
    const error = await createVerifier({ anchors: good.anchors }).then(() => null, (reason) => reason);
    ok(error && error.code === 'internal.trap' && !(error instanceof TypeError), 'an error of ours');
    const verifier = await createVerifier({ anchors: good.anchors });
    equal((await verifier.verify(good.scan, optionsOf(good))).verdict, 'accept', 'the next one');
  },

  async 'memory stays flat'(host, good) {
    const { createVerifier, memory } = host.trapping;
    const hostile = ['', '1'.repeat(LIMIT), `HC1:${noise(3, 4000)}`, `shc:/${'5'.repeat(1000)}`, good.scan];
    const round = async () => {
      const verifier = await createVerifier({ anchors: good.anchors });
      for (const scan of hostile) for (let time = 0; time < 20; time += 1) verifier.verifySync(scan, optionsOf(good));
      verifier.dispose();
    };
    for (let time = 0; time < 3; time += 1) await round();
    const before = memory();
    for (let time = 0; time < 30; time += 1) await round();
    equal(memory(), before, 'bytes of the instance');
  },
};
