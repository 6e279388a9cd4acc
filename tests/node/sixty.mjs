// The sixty in node, over every entry and both engines; and the judge of what any host made of them.
//
// YANZHENG_WRITE=1 writes the hashes of tests/sixty.json anew, from the default entry with WebAssembly. The
// version of the package stands on every receipt, so a new one changes all of them.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { gather, run as runSixty } from '../sixty.mjs';

const DIST = new URL('../../pkg/dist/', import.meta.url);
const VECTORS = new URL('../vectors/', import.meta.url);
const LIST = new URL('../sixty.json', import.meta.url);

/** The last member of a receipt is the hash of the wasm, which changes with every build. */
const ENDING = /,"wasm_sha256":"([0-9a-f]{64})"\}$/;

const readJson = (url) => JSON.parse(readFileSync(url, 'utf8'));
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** The list of the sixty as it is committed. */
export const chosen = () => readJson(LIST);

/** Everything that tests/vectors holds; divergences.json holds reasons, not cases. */
export function readVectors() {
  return readdirSync(VECTORS)
    .filter((name) => name.endsWith('.json') && name !== 'divergences.json')
    .sort()
    .flatMap((name) => readJson(new URL(name, VECTORS)));
}

/** `{ cases, shelf }` as tests/sixty.mjs takes them. */
export const sixty = () => gather(chosen(), readVectors());

/**
 * `[id, fault]` for each of the sixty, `fault` being undefined where the answer is the receipt that it has to
 * be: byte for byte up to the hash of the wasm, and that one `wasmSha256`.
 */
export function judge(answers, wasmSha256) {
  const texts = new Map(answers);
  return chosen().map((one) => [one.id, faultOf(one, texts.get(one.id), wasmSha256)]);
}

function faultOf(one, text, wasmSha256) {
  if (text === undefined) return 'no answer';
  const ending = ENDING.exec(text);
  if (!ending) return `no receipt: ${text.slice(0, 400)}`;
  if (ending[1] !== wasmSha256) return `wasm_sha256 is ${ending[1]}, expected ${wasmSha256}`;
  return hashOf(text) === one.sha256 ? undefined : `another receipt: ${text.slice(0, 2000)}`;
}

function hashOf(text) {
  return sha256(text.replace(ENDING, '}'));
}

/** Reports the judgement of one host, a test for each of the sixty. */
export async function judged(test, host, answers, wasmSha256) {
  for (const [id, fault] of judge(answers, wasmSha256)) {
    await test(`${host}-sixty`, id, () => assert.equal(fault, undefined, fault));
  }
}

export async function run(test) {
  const { cases, shelf } = sixty();
  const { WASM_SHA256 } = await import(new URL('index.mjs', DIST));
  const hosts = await nodeHosts();
  const answers = await runSixty(hosts.node, cases, shelf);
  if (process.env.YANZHENG_WRITE === '1') rewrite(answers);
  const receipts = answers.map(([, text]) => (ENDING.test(text) ? JSON.parse(text) : {}));
  for (const [id, body] of Object.entries(choice)) await test('sixty', id, () => body(cases, receipts));
  for (const [host, createVerifier] of Object.entries(hosts)) {
    await judged(test, host, await runSixty(createVerifier, cases, shelf), WASM_SHA256);
  }
}

/** createVerifier of every entry that node can import, under every engine that the entry has. */
async function nodeHosts() {
  const require = createRequire(import.meta.url);
  const esm = (name) => import(new URL(`${name}.mjs`, DIST));
  const cjs = (name) => require(`../../pkg/dist/${name}.cjs`);
  const [index, url, slim, node, js] = await Promise.all(['index', 'url', 'slim', 'node', 'js'].map(esm));
  const wasm = readFileSync(new URL('yanzheng.wasm', DIST));
  const bytes = ({ createVerifier }) => ({ createVerifier: (options) => createVerifier({ wasm, ...options }) });
  return {
    node: by(index, 'wasm'),
    'node-engine-js': by(index, 'js'),
    'node-cjs': by(cjs('index'), 'wasm'),
    'node-cjs-engine-js': by(cjs('index'), 'js'),
    'node-url': by(url, 'wasm'),
    'node-url-engine-js': by(url, 'js'),
    'node-slim': by(bytes(slim), 'wasm'),
    'node-slim-cjs': by(bytes(cjs('slim')), 'wasm'),
    'node-files': by(node, 'wasm'),
    'node-files-cjs': by(cjs('node'), 'wasm'),
    'node-js': by(js),
    'node-js-cjs': by(cjs('js')),
  };
}

/** createVerifier of an entry under one engine, or under the only one that the entry has. */
function by({ createVerifier }, engine) {
  return async (options) => {
    const verifier = await createVerifier(engine === undefined ? options : { ...options, engine });
    assert.equal(verifier.engine.name, engine ?? 'js');
    return verifier;
  };
}

function rewrite(answers) {
  const texts = new Map(answers);
  const rows = chosen().map(({ file, id }) => JSON.stringify({ file, id, sha256: hashOf(texts.get(id)) }));
  writeFileSync(LIST, `[\n${rows.map((row) => `  ${row}`).join(',\n')}\n]\n`);
}

/** What the choice has to cover, so that nobody makes it smaller without noticing. */
const choice = {
  'sixty cases, each in the file that the list names'() {
    const rows = chosen();
    assert.equal(new Set(rows.map(({ id }) => id)).size, 60);
    for (const { file, id } of rows) assert.ok(idsOf(file).includes(id), `${file}: ${id}`);
  },

  'every file of cases that end in a receipt'() {
    const files = readdirSync(VECTORS).map((name) => name.replace('.json', ''));
    const others = ['divergences', 'signature-checks', 'trust-files'];
    assert.deepEqual([...new Set(chosen().map(({ file }) => file))].sort(), files.filter((file) => !others.includes(file)).sort());
  },

  'every envelope, verdict, assurance and source of trust'(cases, receipts) {
    const parts = receipts.flatMap((receipt) => [receipt, ...(receipt.parts ?? [])]);
    const found = (read) => [...new Set(parts.map(read))].filter((one) => one !== undefined).sort();
    assert.deepEqual(found(({ credential }) => credential?.envelope), ['code', 'hcert', 'jwt', 'nzcp', 'pointer', 'sd-jwt', 'shc']);
    assert.deepEqual(found(({ verdict }) => verdict), ['accept', 'indeterminate', 'reject']);
    assert.deepEqual(found(({ assurance }) => assurance), ['device', 'live', 'paper']);
    assert.deepEqual(found(({ trust }) => trust?.source), ['anchors', 'bundle', 'hub']);
    assert.ok(receipts.some((receipt) => receipt.parts?.length > 1), 'several credentials in one scan');
  },

  'both algorithms with every verdict'(cases, receipts) {
    const algorithms = { ES256: /"crv":"P-256"/, SM2: /"crv":"SM2-P-256"/ };
    for (const [name, curve] of Object.entries(algorithms)) {
      const own = receipts.filter((_, at) => curve.test(JSON.stringify(cases[at].anchors ?? [])));
      for (const verdict of ['accept', 'reject', 'indeterminate']) {
        assert.ok(own.some((receipt) => receipt.verdict === verdict), `${name}: ${verdict}`);
      }
    }
  },

  'policies, status files, bundles, restarts, hubs and live holders'(cases) {
    const wanted = {
      policy: ({ policy }) => policy,
      status: ({ trust }) => trust?.status,
      bundle: ({ trust }) => trust?.offers,
      restart: ({ trust }) => trust?.offers?.some(({ restart }) => restart),
      hub: ({ hub }) => hub,
      holder: ({ challenge }) => challenge,
      expected: ({ expected }) => expected,
      bytes: ({ scan_base64: bytes }) => bytes,
    };
    for (const [name, has] of Object.entries(wanted)) assert.ok(cases.some(has), name);
  },
};

function idsOf(file) {
  const content = readJson(new URL(`${file}.json`, VECTORS));
  return (Array.isArray(content) ? content : content.decisions).map(({ id }) => id);
}
