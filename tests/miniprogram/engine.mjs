// Which engine runs, what the verifier says of it, and what happens where there is none.

import assert from 'node:assert/strict';
import { brotliDecompressSync } from 'node:zlib';

import { GOOD, thrown } from './cases.mjs';
import { FLAVOURS, openRealm } from './realm.mjs';

const { scan, at, anchors, types } = GOOD;

export async function run({ flavour, directory, test }) {
  const hasWasm = FLAVOURS[flavour].wasm !== null;
  const { root } = FLAVOURS[flavour];
  const open = () => openRealm(flavour, { directory });

  async function made(realm, options) {
    const verifier = await realm.require('yanzheng').createVerifier({ anchors, types, ...options });
    const { verdict } = await verifier.verify(scan, { at });
    assert.equal(verdict, 'accept');
    return verifier;
  }

  await test('auto says what runs', async () => {
    const realm = open();
    const { engine } = await made(realm);
    assert.deepEqual({ ...engine }, hasWasm ? { name: 'wasm' } : { name: 'js', code: 'wasm.unavailable' });
    assert.ok(Object.isFrozen(engine));
  });

  await test('js at once, and its file is read by nobody else', async () => {
    const realm = open();
    assert.deepEqual({ ...(await made(realm, { engine: 'js' })).engine }, { name: 'js' });
    if (!hasWasm) return;
    realm.files.delete(`${root}/js-engine.js`);
    const other = open();
    other.files.delete(`${root}/js-engine.js`);
    assert.equal((await made(other)).engine.name, 'wasm');
  });

  await test('wasm or an Error', async () => {
    const realm = open();
    if (hasWasm) assert.deepEqual({ ...(await made(realm, { engine: 'wasm' })).engine }, { name: 'wasm' });
    else assert.equal((await thrown(() => made(realm, { engine: 'wasm' }))).code, 'wasm.unavailable');
  });

  await test('options that are wrong', async () => {
    const { createVerifier } = open().require('yanzheng');
    for (const [name, options] of [
      ['wasmPath', { anchors, wasmPath: 'static/x.wasm' }], ['wasmPath', { anchors, wasmPath: 5 }], ['wasm', { anchors, wasm: new Uint8Array(8) }],
      ['integrity', { anchors, integrity: 'x' }], ['engine', { anchors, engine: 'fast' }], ['surprise', { anchors, surprise: 1 }],
      ['anchors', {}], ['options', null], ['options', []], ['options', 5],
    ]) {
      const error = await thrown(() => createVerifier(options));
      assert.ok(error.name === 'TypeError' && error.message.startsWith(name), `${name}: ${error.name}: ${error.message}`);
    }
  });

  if (!hasWasm) return;

  await test('from another path', async () => {
    const realm = open();
    const file = realm.files.get(`${root}/yanzheng.wasm.br`);
    realm.files.delete(`${root}/yanzheng.wasm.br`);
    realm.files.set('/static/yanzheng.wasm.br', file);
    assert.deepEqual({ ...(await made(realm, { wasmPath: '/static/yanzheng.wasm.br' })).engine }, { name: 'wasm' });
  });

  await test('a copy of another version is refused, where the platform lets it be read', async () => {
    const realm = open();
    const module = brotliDecompressSync(realm.files.get(`${root}/yanzheng.wasm.br`));
    realm.files.set('/static/yanzheng.wasm', module);
    realm.files.set('/static/other.wasm', Buffer.concat([module, Buffer.from([0, 3, 1, 0x78, 0])])); // one more custom section
    assert.equal((await made(realm, { wasmPath: '/static/yanzheng.wasm' })).engine.name, 'wasm');
    const other = () => made(realm, { wasmPath: '/static/other.wasm' });
    if (FLAVOURS[flavour].platform === 'wx') assert.equal((await thrown(other)).code, 'wasm.mismatch');
    else assert.equal((await other()).engine.name, 'wasm');
  });

  const spoilt = {
    'a path where nothing lies': { options: { wasmPath: '/nowhere.wasm.br' } },
    'a file that the tools dropped': { spoil: (realm) => realm.files.delete(`${root}/yanzheng.wasm.br`) },
    'a host that starts nothing': { spoil: (realm) => realm.files.set(`${root}/yanzheng.wasm.br`, Buffer.from('broken')) },
  };
  for (const [id, { options, spoil = () => {} }] of Object.entries(spoilt)) {
    await test(`${id}: the other engine, once, and it says so`, async () => {
      const realm = open();
      spoil(realm);
      for (let time = 0; time < 2; time += 1) {
        assert.deepEqual({ ...(await made(realm, options)).engine }, { name: 'js', code: 'wasm.load_failed' });
      }
      assert.equal((await thrown(() => made(realm, { ...options, engine: 'wasm' }))).code, 'wasm.load_failed');
      assert.deepEqual(realm.said, []);
    });
  }

  await test('without the file of the other engine an Error, not a page that breaks', async () => {
    const realm = open();
    realm.files.delete(`${root}/js-engine.js`);
    const error = await thrown(() => made(realm, { wasmPath: '/nowhere.wasm.br' }));
    assert.deepEqual([error.code, /js-engine/.test(error.message)], ['engine.load_failed', true]);
  });

  await test('a verifier goes on after a trap', async () => {
    const realm = open();
    const verifier = await made(realm);
    realm.trap = true; // the next call of the core traps: see packaged-wasm.mjs
    const trapped = await verifier.verify(scan, { at });
    assert.deepEqual([trapped.verdict, trapped.code], ['indeterminate', 'internal.trap']);
    assert.equal((await verifier.verify(scan, { at })).verdict, 'accept');
  });
}
