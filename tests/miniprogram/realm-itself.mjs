// The realm is what it says: whoever uses more than its host documents fails in it.

import assert from 'node:assert/strict';

import { FLAVOURS, openRealm } from './realm.mjs';

/** Names that pages of a browser know, and base libraries do not. */
const WEB = [
  'window', 'document', 'self', 'location', 'navigator', 'localStorage', 'fetch', 'Request', 'Response', 'Headers', 'XMLHttpRequest',
  'WebSocket', 'URL', 'URLSearchParams', 'Blob', 'File', 'FileReader', 'process', 'Buffer', 'TextDecoder', 'TextEncoder', 'atob', 'btoa',
  'performance', 'structuredClone', 'queueMicrotask', 'AbortController', 'Event', 'MessageChannel', 'setImmediate', 'Intl', 'global',
  'globalThis', 'WebAssembly', 'BigInt', 'WeakRef', 'FinalizationRegistry', 'SharedArrayBuffer', 'Atomics',
];

const NEWER = [
  '[].flat()', '[].flatMap(String)', '[].at(0)', 'Object.fromEntries([])', 'Object.hasOwn({}, "x")', '"".replaceAll("a", "b")', '"".matchAll(/a/g)',
  'Promise.resolve().finally(() => {})', 'Promise.allSettled([])', 'Promise.any([])', 'new Uint8Array(1).at(0)', '" ".trimStart()', 'eval("1")', 'new Function("return 1")()',
];

export async function run({ flavour, directory, test }) {
  const row = FLAVOURS[flavour];

  await test('no name of the web', () => {
    const realm = openRealm(flavour);
    const known = WEB.filter((name) => realm.run(`typeof ${name}`) !== 'undefined');
    assert.deepEqual(known, []);
    assert.equal(realm.run('typeof crypto'), row.random === 'crypto' ? 'object' : 'undefined');
    assert.equal(realm.run('typeof Symbol.asyncIterator'), 'undefined');
  });

  await test('nothing that came after ECMAScript 2017', () => {
    const realm = openRealm(flavour);
    for (const text of NEWER) assert.throws(() => realm.run(text), text);
  });

  await test('one platform and its own WebAssembly', () => {
    const realm = openRealm(flavour);
    const names = ['wx', 'tt', 'my'].filter((name) => realm.run(`typeof ${name}`) !== 'undefined');
    assert.deepEqual(names, row.platform === null ? [] : [row.platform]);
    const wasms = ['WXWebAssembly', 'TTWebAssembly', 'MYWebAssembly'].filter((name) => realm.run(`typeof ${name}`) !== 'undefined');
    assert.deepEqual(wasms, row.wasm === null ? [] : [row.wasm.name]);
  });

  await test('modules are asked for by relative paths, and have no `this`', () => {
    const realm = openRealm(flavour, { directory });
    realm.files.set('/a/one.js', Buffer.from('module.exports = [this === undefined, require("./two")]'));
    realm.files.set('/a/two.js', Buffer.from('exports.two = 2'));
    assert.equal(JSON.stringify(realm.require('/a/one')), '[true,{"two":2}]');
    for (const name of ['fs', 'node:fs', 'lodash', './nothing']) assert.throws(() => realm.require(name), /is not defined/);
  });

  await test('who asks for more than the host has fails', async () => {
    const realm = openRealm(flavour);
    realm.files.set('/web.js', Buffer.from('new TextDecoder()'));
    assert.throws(() => realm.require('/web.js'), /TextDecoder is not defined/);
  });

  if (row.wasm === null) return;

  await test('WebAssembly only from a path in the code package', async () => {
    const realm = openRealm(flavour, { directory });
    for (const given of ['"x.wasm"', '"https://example.org/x.wasm"', '"wxfile://usr/x.wasm"', '"/nothing.wasm"', 'new Uint8Array(8)', 'new ArrayBuffer(8)', `"${row.root}/index.js"`]) {
      await assert.rejects(Promise.resolve(realm.run(`${row.wasm.name}.instantiate(${given}, {})`)), given);
    }
  });

  await test('an instance hides what the host hides', async () => {
    const realm = openRealm(flavour, { directory });
    realm.files.set('/names.wasm', await names());
    const { exports } = await realm.run(`${row.wasm.name}.instantiate("/names.wasm", {}).then((given) => given.instance || given)`);
    const seen = Object.keys(exports).sort();
    assert.deepEqual(seen, row.wasm.ios ? ['alone'] : ['a', 'alone', 'b', 'c', 'd', 'global']);
  });
}

/** A module with a function of four names, one of one name, and an exported Global. */
async function names() {
  const section = (id, bytes) => [id, bytes.length, ...bytes];
  const name = (text) => [text.length, ...Buffer.from(text)];
  const exported = [...['a', 'b', 'c', 'd'].map((text) => [...name(text), 0, 0]), [...name('alone'), 0, 1], [...name('global'), 3, 0]];
  return Buffer.from([
    0, 97, 115, 109, 1, 0, 0, 0,
    ...section(1, [1, 0x60, 0, 0]),
    ...section(3, [2, 0, 0]),
    ...section(6, [1, 0x7f, 0, 0x41, 0, 0x0b]),
    ...section(7, [exported.length, ...exported.flat()]),
    ...section(10, [2, 2, 0, 0x0b, 2, 0, 0x0b]),
  ]);
}
