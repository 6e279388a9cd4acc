// Which engine runs, and what a verifier says of it: when the host lacks or refuses WebAssembly, when the module
// or the caller's own is at fault, and when nothing but the caller's wish decides.

import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { inFolder, refuses } from './tools.mjs';

const DIST = fileURLToPath(new URL('../../pkg/dist/', import.meta.url));
const bytes = readFileSync(join(DIST, 'yanzheng.wasm'));
const options = { anchors: [] };

/** What Chromium says where a policy has no 'wasm-unsafe-eval'. */
const REFUSAL = "WebAssembly.compile(): Compiling or instantiating WebAssembly module violates the following Content Security policy directive because 'unsafe-eval' is not an allowed source of script";

let copies = 0;

/** Runs every test of this file. */
export async function run(test) {
  for (const [id, body] of Object.entries(tests)) await test('choice', id, body);
}

const tests = {
  async 'what was asked for runs, and says no more than its name'() {
    const { createVerifier } = await entry('index.mjs', {});
    for (const [engine, name] of [[undefined, 'wasm'], ['auto', 'wasm'], ['wasm', 'wasm'], ['js', 'js']]) {
      const verifier = await createVerifier({ ...options, engine });
      assert.deepEqual(verifier.engine, { name });
      assert.ok(Object.isFrozen(verifier.engine));
    }
  },

  async 'a host without WebAssembly gets the translation, and the receipt the same hash'() {
    for (const name of ['index.mjs', 'url.mjs']) {
      const { createVerifier, WASM_SHA256 } = await entry(name, null);
      const verifier = await createVerifier(options);
      assert.deepEqual(verifier.engine, { name: 'js', code: 'wasm.unavailable' });
      assert.equal((await verifier.verify('')).wasm_sha256, WASM_SHA256);
      assert.equal((await createVerifier({ ...options, wasm: bytes })).engine.code, 'wasm.unavailable', 'the caller brought one');
      assert.equal(await codeOf(createVerifier({ ...options, engine: 'wasm' })), 'wasm.unavailable');
    }
    assert.equal(await codeOf((await entry('slim.mjs', null)).createVerifier({ ...options, wasm: bytes })), 'wasm.unavailable');
  },

  async 'a policy that refuses WebAssembly is asked once'() {
    const host = refusing('compile', new WebAssembly.CompileError(REFUSAL));
    const { createVerifier } = await entry('index.mjs', host);
    for (const given of [options, options, { ...options, wasm: bytes }]) {
      assert.deepEqual((await createVerifier(given)).engine, { name: 'js', code: 'wasm.blocked_by_csp' });
    }
    assert.equal(host.calls, 1);
    assert.equal(await codeOf(createVerifier({ ...options, engine: 'wasm' })), 'wasm.blocked_by_csp');
    const asked = refusing('compile', new WebAssembly.CompileError(REFUSAL));
    const { createVerifier: create, checkPolicy } = await entry('index.mjs', asked);
    assert.deepEqual((await create({ ...options, engine: 'js' })).engine, { name: 'js' });
    await checkPolicy('{}');
    assert.equal(asked.calls, 0, 'no violation to report');
  },

  async 'a host that cannot compile or start the module gets the translation'() {
    for (const step of ['compile', 'instantiate']) {
      const host = refusing(step, new WebAssembly.LinkError('no'));
      const { createVerifier } = await entry('index.mjs', host);
      assert.deepEqual((await createVerifier(options)).engine, { name: 'js', code: 'wasm.load_failed' });
      assert.deepEqual((await createVerifier(options)).engine.code, 'wasm.load_failed');
      assert.equal(host.calls, 1, 'tried once');
      assert.equal(await codeOf(createVerifier({ ...options, wasm: bytes })), 'wasm.load_failed', 'what the caller brought may be at fault');
      assert.equal(await codeOf(createVerifier({ ...options, engine: 'wasm' })), 'wasm.load_failed');
    }
  },

  async 'what is wrong with the file is never answered with the other engine'() {
    const { createVerifier } = await entry('index.mjs', {});
    const changed = Uint8Array.from(bytes);
    changed[9] ^= 1;
    const hash = '0'.repeat(64);
    assert.equal(await codeOf(createVerifier({ ...options, wasm: changed })), 'wasm.load_failed');
    assert.equal(await codeOf(createVerifier({ ...options, wasm: bytes, integrity: hash })), 'wasm.mismatch');
    assert.equal(await codeOf(createVerifier({ ...options, integrity: hash })), 'wasm.mismatch');
    assert.equal(await codeOf(createVerifier({ ...options, wasm: new URL('file:///none.wasm') })), 'wasm.load_failed');
    await inFolder(async (folder) => {
      for (const name of ['url.mjs', 'js-engine.mjs']) copyFileSync(join(DIST, name), join(folder, name));
      const alone = await import(pathToFileURL(join(folder, 'url.mjs')));
      assert.equal(await codeOf(alone.createVerifier(options)), 'wasm.load_failed', 'nothing lies beside it');
    });
  },

  async 'a translation that is not there is said by its own code'() {
    await inFolder(async (folder) => {
      copyFileSync(join(DIST, 'index.mjs'), join(folder, 'index.mjs'));
      const alone = await import(pathToFileURL(join(folder, 'index.mjs')));
      assert.equal(await codeOf(alone.createVerifier({ ...options, engine: 'js' })), 'engine.load_failed');
      assert.equal((await alone.createVerifier(options)).engine.name, 'wasm');
    });
  },

  async 'an entry with one engine names the entry that has the other'() {
    const slim = await entry('slim.mjs', {});
    await refuses("engine: 'js' is not in this entry; import yanzheng/js", () => slim.createVerifier({ ...options, wasm: bytes, engine: 'js' }));
    const { createVerifier } = await entry('js.mjs', {});
    await refuses("engine: 'wasm' is not in this entry; import yanzheng", () => createVerifier({ ...options, engine: 'wasm' }));
    await refuses('wasm: ', () => createVerifier({ ...options, wasm: bytes }));
    await refuses('integrity: ', () => createVerifier({ ...options, integrity: '0'.repeat(64) }));
    for (const engine of [undefined, 'auto', 'js']) assert.deepEqual((await createVerifier({ ...options, engine })).engine, { name: 'js' });
    const index = await entry('index.mjs', {});
    await refuses('wasm: ', () => index.createVerifier({ ...options, wasm: bytes, engine: 'js' }));
  },
};

/** A fresh copy of an entry, in a host that has these in its WebAssembly; null: none. */
async function entry(name, changes) {
  const real = globalThis.WebAssembly;
  globalThis.WebAssembly = changes === null ? undefined : Object.assign(Object.create(real), changes);
  try {
    copies += 1;
    return await import(`${pathToFileURL(join(DIST, name))}?choice=${copies}`);
  } finally {
    globalThis.WebAssembly = real;
  }
}

/** A WebAssembly one of whose functions refuses; `calls` counts. */
function refusing(step, error) {
  const host = { calls: 0 };
  host[step] = async () => {
    host.calls += 1;
    throw error;
  };
  return host;
}

function codeOf(promise) {
  return promise.then(() => 'none', (error) => (error instanceof TypeError ? `TypeError ${error.message}` : error.code));
}
