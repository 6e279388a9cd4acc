// The parts of the package that need no wasm, and the ways in which the wasm arrives.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';

import { readAnchors } from '../../pkg/js/anchors.js';
import { fromBase64, toHex } from '../../pkg/js/base64.js';
import { displayText, displayTime } from '../../pkg/js/display.js';
import { sha256 } from '../../pkg/js/sha256.js';
import * as codec from '../../pkg/js/utf8.js';

const DIST = new URL('../../pkg/dist/', import.meta.url);
const { createVerifier, WASM_SHA256 } = await import(new URL('slim.mjs', DIST));
const wasm = readFileSync(new URL('yanzheng.wasm', DIST));
const integrity = `sha256-${createHash('sha256').update(wasm).digest('base64')}`;

/** Runs every test of this file. */
export async function run(test) {
  for (const [id, body] of Object.entries({ ...codecs, ...anchors, ...arrivals })) await test('parts', id, body);
}

const codecs = {
  'UTF-8 agrees with the host on every code point'() {
    const [encoder, decoder] = [new codec.TextEncoder(), new codec.TextDecoder('utf-8', { ignoreBOM: true })];
    const [theirs, read] = [new TextEncoder(), new TextDecoder('utf-8', { ignoreBOM: true })];
    for (let from = 0; from < 0x110000; from += 0x400) {
      const text = String.fromCodePoint(...Array.from({ length: 0x400 }, (_, index) => from + index));
      const bytes = theirs.encode(text);
      assert.deepEqual(encoder.encode(text), bytes);
      assert.equal(decoder.decode(bytes), read.decode(bytes));
    }
    assert.equal(new codec.TextDecoder().decode(Uint8Array.of(0xef, 0xbb, 0xbf, 65)), 'A');
    assert.equal(decoder.decode(), '');
  },

  'broken UTF-8 is replaced or refused as the host does'() {
    const [ours, theirs] = [new codec.TextDecoder(), new TextDecoder()];
    const [strict, strictly] = [new codec.TextDecoder('utf-8', { fatal: true }), new TextDecoder('utf-8', { fatal: true })];
    const fails = (decoder, bytes) => {
      try {
        decoder.decode(bytes);
        return false;
      } catch {
        return true;
      }
    };
    for (let round = 0; round < 50000; round += 1) {
      const bytes = randomBytes(round % 9).map((byte, index) => (index % 3 ? byte | 0x80 : byte));
      assert.equal(ours.decode(bytes), theirs.decode(bytes));
      assert.equal(fails(strict, bytes), fails(strictly, bytes));
    }
  },

  'encodeInto stops before a character that does not fit'() {
    const target = new Uint8Array(4);
    assert.deepEqual(new codec.TextEncoder().encodeInto('a照照', target), { read: 2, written: 4 });
    assert.deepEqual(new codec.TextEncoder().encodeInto('\u{20000}', target.subarray(0, 3)), { read: 0, written: 0 });
  },

  'a lone surrogate of a scan stays visible'() {
    assert.deepEqual([...codec.scanBytes('a\uD800')], [97, 0xed, 0xa0, 0x80]);
    assert.deepEqual([...codec.scanBytes('\u{10FFFF}')], [0xf4, 0x8f, 0xbf, 0xbf]);
  },

  'SHA-256 and base64 agree with the host'() {
    for (let length = 0; length < 300; length += 1) {
      const bytes = randomBytes(length);
      assert.equal(sha256(bytes), createHash('sha256').update(bytes).digest('hex'));
      assert.deepEqual(Buffer.from(fromBase64(bytes.toString('base64'))), bytes);
      assert.equal(toHex(bytes), bytes.toString('hex'));
    }
    for (const text of ['A', 'AA-_', 'A A=', '照']) assert.equal(fromBase64(text), null);
  },

  'text is made safe to show'() {
    for (const control of '\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200B\u2060\uFEFF\u00AD\u0000\u001B\u007F\u009B') {
      assert.deepEqual(displayText(`张${control}三`), { value: '张三', altered: true });
    }
    assert.deepEqual(displayText('张\u{E0041}三\uD800'), { value: '张三', altered: true });
    assert.deepEqual(displayText('a\u200Cb'), { value: 'ab', altered: true });
    assert.deepEqual(displayText('می\u200Cخواهم'), { value: 'می\u200Cخواهم', altered: false });
    assert.deepEqual(displayText('张\n三'), { value: '张 三', altered: true });
    assert.deepEqual(displayText('𠮷野家 O’Neill'), { value: '𠮷野家 O’Neill', altered: false });
  },

  'times outside the calendar are not shown as one'() {
    assert.equal(displayTime(0, 0), '1970-01-01 00:00');
    assert.equal(displayTime(253402300799, 0), '9999-12-31 23:59');
    for (const seconds of [253402300800, -62135596801, 9e18, NaN, undefined]) assert.equal(displayTime(seconds, 0), null);
  },
};

const anchors = {
  'anchors are read out of the lists that people have'() {
    const jwk = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };
    const list = [{ kid: 'k=', country: 'AT', alg: 'ES256', notBefore: 'a', notAfter: 'b', certificate: 'MII' }];
    assert.deepEqual(readAnchors(JSON.stringify(list)), [{ kid: 'k=', certificate: 'MII' }]);
    assert.deepEqual(readAnchors({ certificates: [{ rawData: 'MII', country: 'DE', certificateType: 'DSC' }] }), [{ certificate: 'MII' }]);
    const records = [{ issuer: 'i', certificate: 'MII', alg: 'ES256', types: ['t'] }, { jwk }];
    assert.deepEqual(readAnchors(records), records);
    const keys = [{ ...jwk, kid: 'a', use: 'sig', d: 'secret', x5c: [] }, { ...jwk, use: 'enc' }, { kty: 'oct', k: 'z' }];
    assert.deepEqual(readAnchors({ keys }), [{ kid: 'a', jwk: { kty: 'EC', use: 'sig', crv: 'P-256', x: 'x', y: 'y' } }]);
    const did = { id: 'did:web:a', verificationMethod: [{ id: 'did:web:a#key-1', publicKeyJwk: jwk }] };
    assert.deepEqual(readAnchors(did), [{ issuer: 'did:web:a', kid: 'key-1', jwk }]);
  },

  'what is no list of anchors is refused'() {
    for (const source of ['{', '1', {}, null, 5, [1], { keys: [null] }, { verificationMethod: [{ id: 'x' }] }, [{ certificate: 'MII', country: 'AT', surprise: 1 }]]) {
      assert.throws(() => readAnchors(source), { name: 'TypeError', message: /^anchors/ });
    }
  },
};

const arrivals = {
  async 'the wasm arrives in every form'() {
    const server = createServer((request, response) => {
      if (request.url === '/missing') response.statusCode = 404;
      response.end(wasm); // no content type: it must not matter
    }).listen(0);
    await once(server, 'listening');
    const address = `http://127.0.0.1:${server.address().port}/`;
    try {
      const own = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length);
      const sources = [wasm, own, address, new URL(address), new URL('yanzheng.wasm', DIST), await fetch(address), fetch(address)];
      for (const source of sources) {
        assert.equal(await hashWith({ wasm: source, integrity: WASM_SHA256 }), WASM_SHA256);
      }
      assert.equal(await hashWith({ wasm: address, integrity }), WASM_SHA256);
      assert.equal(await hashWith({ wasm: await WebAssembly.compile(wasm) }), null);
      await assert.rejects(hashWith({ wasm: `${address}missing` }), { code: 'wasm.load_failed' });
      await assert.rejects(hashWith({ wasm: 'http://127.0.0.1:1/' }), { code: 'wasm.load_failed' });
    } finally {
      server.close();
    }
  },

  async 'bytes with another hash never run'() {
    for (const at of [0, 9, wasm.length >> 1, wasm.length - 1]) {
      const changed = Uint8Array.from(wasm);
      changed[at] ^= 1;
      await assert.rejects(hashWith({ wasm: changed, integrity: WASM_SHA256 }), { code: 'wasm.mismatch' });
    }
    await assert.rejects(hashWith({ wasm: new Uint8Array(8) }), { code: 'wasm.load_failed' });
    await assert.rejects(hashWith({ wasm: await WebAssembly.compile(wasm), integrity }), { name: 'TypeError', message: /^integrity: / });
    await assert.rejects(hashWith({}), { name: 'TypeError', message: /^wasm: / });
  },

  async 'the entries agree on the hash, and it is the file\'s'() {
    for (const entry of ['index', 'url', 'node']) {
      const { WASM_SHA256: hash, createVerifier: create } = await import(new URL(`${entry}.mjs`, DIST));
      assert.equal(hash, sha256(wasm));
      assert.equal((await (await create({ anchors: [] })).verify('')).wasm_sha256, hash);
    }
  },
};

async function hashWith(options) {
  return (await (await createVerifier({ anchors: [], ...options })).verify('')).wasm_sha256;
}
