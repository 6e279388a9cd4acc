// SM2 with SM3, and SM3 alone, in the wasm as it is published: the public vectors of GB/T 32918.5,
// Botan and openHiTLS. Found through YANZHENG_VECTORS or ../shared/vectors; absent, one line says so.

import assert from 'node:assert/strict';
import { createECDH } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = process.env.YANZHENG_VECTORS ?? fileURLToPath(new URL('../../../shared/vectors', import.meta.url));
const DIST = new URL('../../pkg/dist/', import.meta.url);
const { checkSignature, digest } = await import(new URL('index.mjs', DIST));

/** The field of the SM2 curve, as Botan's file names the curve of the cases that follow. */
const SM2_FIELD = '0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF';

const read = (name) => readFileSync(join(FOLDER, name), 'utf8');

/** Runs every vector. */
export async function run(test) {
  for (const [suite, file, cases] of [
    ['sm2-standard', 'identifiers.json', standard],
    ['sm2-botan', 'sm2-kat/sm2_sig.vec', botan],
    ['sm2-openhitls', 'sm2-kat/test_suite_sdv_eal_sm2_sign.data', openHiTls],
    ['sm3', 'sm3-kat/sm3.vec', digests],
  ]) {
    const name = `node-${suite}`;
    if (!existsSync(join(FOLDER, file))) {
      const why = 'no public vectors at YANZHENG_VECTORS or ../shared/vectors';
      console.log(`suite ${name}: absent, ${why}`);
      await test(name, 'all', () => why);
      continue;
    }
    for (const [id, expected, ask] of cases(read(file))) {
      await test(name, id, async () => assert.deepEqual(await ask(), expected));
    }
  }
}

const VALID = { valid: true };
const INVALID = { valid: false, code: 'signature.invalid' };

function check(key, sm2_id, msg, sig) {
  return async () => checkSignature({ alg: 'SGD_SM3_SM2', key, sm2_id, msg, sig });
}

/** The worked example of the standard, and every bit of its signature changed. */
function standard(text) {
  const { id, msg, pub, r, s } = JSON.parse(text).sm2;
  const [message, signature] = [Buffer.from(msg).toString('hex'), Buffer.from(r + s, 'hex')];
  const flipped = Array.from({ length: 512 }, (_, bit) => {
    const changed = Buffer.from(signature);
    changed[bit >> 3] ^= 1 << (bit & 7);
    return [`bit ${bit}`, INVALID, check(pub, id, message, changed.toString('hex'))];
  });
  return [
    ['signature', VALID, check(pub, id, message, signature.toString('hex'))],
    ['no id', INVALID, check(pub, '', message, signature.toString('hex'))],
    ['s and r', INVALID, check(pub, id, message, s + r)],
    ...flipped,
  ];
}

/** With SM3 a case holds; with SHA-256 it is another scheme. */
function botan(text) {
  const cases = [];
  const row = {};
  for (const [number, line] of text.split(/\r?\n/).entries()) {
    const [name, value] = line.split(' = ');
    if (value) row[name] = value;
    if (name !== 'Signature' || row.P !== SM2_FIELD) continue;
    const key = publicKey(row.x.replace(/^0x/, ''));
    const expected = row.Hash === 'SM3' ? VALID : INVALID;
    cases.push([`line ${number + 1}: ${row.Hash}`, expected, check(key, row.Ident, row.Msg, row.Signature)]);
  }
  return cases;
}

/** Rows of `NAME:"hex":…:flag`, their title in the line above. */
function openHiTls(text) {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, number) => {
    const [name, ...row] = line.split(':').map((part) => part.replace(/^"|"$/g, ''));
    if (row.length < 4) return []; // a title, which may begin as its row does
    const id = `line ${number + 1}: ${lines[number - 1]}`;
    const ask = (key, signer, msg, sig) => check(key, Buffer.from(signer, 'hex').toString(), msg, raw(sig));
    switch (name.replace('SDV_CRYPTO_SM2_', '')) {
      case 'VERIFY_API_TC001':
      case 'VERIFY_FUNC_TC001':
        return [[id, VALID, ask(...row)]];
      case 'VERIFY_FUNC_TC002':
        return [[id, VALID, ask(...row.slice(1))]];
      case 'SIGN_FUNC_TC001':
      case 'SIGN_FUNC_TC002':
      case 'SIGN_FUNC_TC003':
        return row.length === 6 ? [[id, VALID, ask(publicKey(row[0]), row[1], row[3], row[4])]] : [];
      case 'VERIFY_FUNC_TC003':
        return [[id, INVALID, ask(...row)]];
      case 'VERIFY_DATA_FUNC_TC001': // r + s is the group's order: refused whatever was signed
        return [[id, INVALID, ask(row[0], '', row[1], row[2])]];
      default:
        return [];
    }
  });
}

function digests(text) {
  const cases = [];
  let msg = '';
  for (const [number, line] of text.split(/\r?\n/).entries()) {
    const [, name, value] = /^(In|Out) = ?(.*)$/.exec(line) ?? [];
    if (name === 'In') msg = value;
    if (name !== 'Out') continue;
    const message = msg;
    cases.push([`line ${number + 1}`, { digest: value.toLowerCase() }, async () => digest({ alg: 'SM3', msg: message })]);
  }
  return cases;
}

function publicKey(privateHex) {
  const pair = createECDH('SM2');
  pair.setPrivateKey(privateHex, 'hex');
  return pair.getPublicKey('hex');
}

/** DER `SEQUENCE { r INTEGER, s INTEGER }` in hex to r‖s in hex. */
function raw(der) {
  const bytes = Buffer.from(der, 'hex');
  const first = 4 + bytes[3];
  const numbers = [bytes.subarray(4, first), bytes.subarray(first + 2)];
  return numbers.map((number) => number.toString('hex').slice(-64).padStart(64, '0')).join('');
}
