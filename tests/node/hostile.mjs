// One mebibyte of harm against the released module: an answer within 100 ms, no trap, memory flat.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { deflateRawSync, deflateSync } from 'node:zlib';

import { trapWebAssembly } from '../trapping.mjs';

const DIST = new URL('../../pkg/dist/', import.meta.url);
const MEBIBYTE = 1 << 20;
/** Milliseconds that one answer may take; the best of three, since the machine is shared. */
const PATIENCE = 100;

export async function run(test) {
  const watched = trapWebAssembly();
  const { createVerifier } = await import(`${new URL('index.mjs', DIST)}?watched`);
  watched.restore();
  const verifier = await createVerifier({ anchors: [] });
  const answer = async (scan) => {
    let took = Infinity;
    let receipt;
    for (let round = 0; round < 3; round += 1) {
      const begin = performance.now();
      receipt = await verifier.verify(scan, { at: 1780000000 });
      took = Math.min(took, performance.now() - begin);
    }
    assert.notEqual(receipt.verdict, 'accept');
    assert.notEqual(receipt.code, 'internal.trap');
    assert.ok(took < PATIENCE, `${receipt.code} after ${took.toFixed(1)} ms`);
    return receipt;
  };

  for (const [id, scan] of Object.entries(scans())) {
    await test('hostile-wasm', id, async () => {
      await answer(scan);
    });
  }
  await test('hostile-wasm', 'memory stays flat', async () => {
    const all = Object.values(scans());
    for (const scan of all) await verifier.verify(scan, { at: 1780000000 });
    const before = watched.memory();
    for (let round = 0; round < 20; round += 1) {
      for (const scan of all) await verifier.verify(scan, { at: 1780000000 });
    }
    assert.equal(watched.memory(), before, 'bytes of the instance');
  });
}

function scans() {
  const noise = randomBytes(MEBIBYTE);
  const card = (payload) => {
    const header = Buffer.from('{"zip":"DEF","alg":"ES256","kid":"x"}').toString('base64url');
    const jws = `${header}.${deflateRawSync(payload).toString('base64url')}.${Buffer.alloc(64).toString('base64url')}`;
    return `shc:/${[...jws].map((c) => String(c.charCodeAt(0) - 45).padStart(2, '0')).join('')}`;
  };
  return {
    'a mebibyte of noise': noise,
    'a mebibyte of noise as text': noise.toString('latin1'),
    'a mebibyte of digits': `3690411${'1'.repeat(MEBIBYTE)}`,
    'as many digits as are read': `3690411${'0'.repeat(130_000)}`,
    'a mebibyte of base45': `HC1:${'A'.repeat(MEBIBYTE)}`,
    'as much base45 as is read': `HC1:${'0'.repeat(130_000)}`,
    'base45 of a bomb': base45(deflateSync(Buffer.alloc(8 * MEBIBYTE))),
    'base45 of nested arrays': base45(deflateSync(Buffer.alloc(MEBIBYTE, 0x81))),
    'base45 of noise': base45(noise.subarray(0, 80_000)),
    'as much base32 as is read': `NZCP:/1/${'A'.repeat(130_000)}`,
    'as many pairs as are read': `shc:/${'5'.repeat(130_000)}`,
    'as many parts as are read': 'shc:/1/2/5676 '.repeat(9_000),
    'a card of nested lists': card('['.repeat(30_000)),
    'a card of many names': card(`{${Array.from({ length: 5000 }, (_, i) => `"${i}":0`).join()}}`),
    'a card that is a bomb': card(' '.repeat(MEBIBYTE)),
    'a mebibyte of one long word': '证'.repeat(MEBIBYTE / 3),
    'half of a surrogate pair': '\ud800'.repeat(1000),
  };
}

function base45(bytes) {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
  const text = [];
  for (let i = 0; i < bytes.length; i += 2) {
    let value = i + 1 < bytes.length ? bytes[i] * 256 + bytes[i + 1] : bytes[i];
    for (let n = i + 1 < bytes.length ? 3 : 2; n > 0; n -= 1) {
      text.push(alphabet[value % 45]);
      value = Math.floor(value / 45);
    }
  }
  return `HC1:${text.join('')}`;
}
