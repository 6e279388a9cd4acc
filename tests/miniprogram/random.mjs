// Random bytes come from the platform's own source, or not at all.

import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';

import { GOOD, thrown } from './cases.mjs';
import { FLAVOURS, NEVER, openRealm } from './realm.mjs';

const { scan, at, anchors, types } = GOOD;
/** Runs in the realm: keeps every array of bytes that is made. */
function record() {
  const Native = Uint8Array;
  const seen = [];
  Uint8Array = function (...values) {
    seen.push(Reflect.construct(Native, values, Native));
    return seen[seen.length - 1];
  };
  Object.setPrototypeOf(Uint8Array, Native);
  Uint8Array.prototype = Native.prototype;
  Object.defineProperty(Array.prototype, 'recorded', { value: seen });
}

const REFUSED = 'challenge: this host has no source of random numbers';

export async function run({ flavour, directory, test }) {
  const { random } = FLAVOURS[flavour];
  const open = () => openRealm(flavour, { directory });
  const made = (realm, options) => realm.require('yanzheng').createVerifier({ anchors, types, ...options });
  const asked = (realm) => realm.calls.filter(([name]) => name === 'getRandomValues').length;

  await test('Math.random is never asked', async () => {
    const realm = open();
    realm.run('Math.random = () => { throw new Error("Math.random") }');
    const verifier = await made(realm);
    assert.equal((await verifier.verify(scan, { at })).verdict, 'accept');
    if (random === null) assert.deepEqual(await thrown(() => verifier.challenge()), { name: 'TypeError', message: REFUSED, code: undefined });
    else assert.match(verifier.challenge(), /^[A-Za-z0-9_-]{22}$/);
  });

  if (random === null) {
    await test('without a source: verifying goes on, and what needs chance is refused', async () => {
      const realm = open();
      const { memoryStore } = realm.require('yanzheng');
      const verifier = await made(realm);
      assert.equal((await verifier.verify(scan, { at })).verdict, 'accept');
      const refused = await thrown(() => verifier.request({ scenario: 'counter', assurance: 'live' }));
      assert.deepEqual([refused.name, refused.message], ['TypeError', REFUSED]);
      const journaling = await thrown(() => made(realm, { store: memoryStore() }));
      assert.deepEqual([journaling.name, journaling.message], ['TypeError', REFUSED]);
    });
    return;
  }

  await test('a challenge at once after createVerifier(), and never the same', async () => {
    const verifier = await made(open());
    const seen = new Set(Array.from({ length: 20 }, () => verifier.challenge()));
    assert.equal(seen.size, 20);
  });

  if (random !== 'platform') return;

  await test('what the platform gave is what is used, each byte once', async () => {
    const realm = open();
    realm.run(`(${record})()`);
    const given = [];
    const buffer = realm.run('((length) => new ArrayBuffer(length))');
    realm.answers.getRandomValues = ({ length }) => {
      const randomValues = buffer(length);
      const view = globalThis.crypto.getRandomValues(new Uint8Array(randomValues));
      given.push({ copy: Buffer.from(view), view });
      return { randomValues };
    };
    const verifier = await made(realm);
    const bytes = Buffer.concat(Array.from({ length: 8 }, () => Buffer.from(verifier.challenge(), 'base64url')));
    assert.deepEqual(bytes, given[0].copy.subarray(0, 128));
    assert.ok(given.every(({ view }) => view.every((byte) => byte === 0)), 'nothing of it is left with the platform');
    const left = realm.run('[].recorded').filter((one) => one.buffer.byteLength < 4096).map((one) => Buffer.from(one.buffer));
    assert.ok(left.some((one) => one.includes(given[0].copy.subarray(128, 144))), 'what is not used yet is there');
    assert.ok(!left.some((one) => one.includes(bytes.subarray(0, 16))), 'what was used is not');
  });

  await test('the pool is filled before it is empty, by itself', async () => {
    const realm = open();
    const verifier = await made(realm);
    assert.equal(asked(realm), 1);
    for (let time = 0; time < 33; time += 1) verifier.challenge();
    await wait(30);
    assert.equal(asked(realm), 2);
    const seen = new Set();
    for (let time = 0; time < 400; time += 1) {
      seen.add(verifier.challenge());
      if (time % 30 === 29) await wait(30);
    }
    assert.equal(seen.size, 400);
  });

  await test('an empty pool refuses, and is filled again', async () => {
    const realm = open();
    const verifier = await made(realm);
    const drained = [];
    const error = await thrown(() => {
      while (drained.length < 1000) drained.push(verifier.challenge());
    });
    assert.deepEqual([error.name, error.message], ['TypeError', REFUSED]);
    assert.equal(drained.length, 64, '1024 bytes');
    await wait(30);
    assert.match(verifier.challenge(), /^[A-Za-z0-9_-]{22}$/);
  });

  await test('a thousand entries of a journal, faster than the platform answers', async () => {
    const realm = open();
    const { memoryStore } = realm.require('yanzheng');
    const verifier = await made(realm, { store: memoryStore(), now: () => at * 1000 });
    for (let time = 0; time < 200; time += 1) {
      const { verdict, code, entry } = await verifier.verify(scan);
      assert.equal(entry && entry.sequence, time + 1, `${verdict} ${code}`);
    }
  });

  const buffer = (realm, bytes) => realm.run(`Uint8Array.from(${JSON.stringify(bytes)}).buffer`);
  const broken = {
    'a platform that fails': () => {
      throw { errMsg: 'getRandomValues:fail' };
    },
    'zeros': (realm, length) => ({ randomValues: buffer(realm, Array(length).fill(0)) }),
    'too few': (realm, length) => ({ randomValues: buffer(realm, Array.from({ length: length - 1 }, (_, index) => index % 251)) }),
    'no bytes': () => ({ randomValues: 'abc' }),
    'nothing': () => ({}),
  };
  for (const [id, answer] of Object.entries(broken)) {
    await test(`${id}: refused, and verifying goes on`, async () => {
      const realm = open();
      realm.answers.getRandomValues = ({ length }) => answer(realm, length);
      const verifier = await made(realm);
      assert.equal((await verifier.verify(scan, { at })).verdict, 'accept');
      assert.deepEqual(await thrown(() => verifier.challenge()), { name: 'TypeError', message: REFUSED, code: undefined });
    });
  }

  await test('a platform that never answers keeps nobody waiting', async () => {
    const realm = open();
    realm.answers.getRandomValues = NEVER;
    const begun = performance.now();
    const verifier = await made(realm);
    assert.ok(performance.now() - begun < 6000);
    assert.equal((await thrown(() => verifier.challenge())).message, REFUSED);
  });

  await test('a base library without the call', async () => {
    const realm = open();
    realm.run(`delete ${FLAVOURS[flavour].platform}.getRandomValues`);
    const verifier = await made(realm);
    assert.equal((await verifier.verify(scan, { at })).verdict, 'accept');
    assert.equal((await thrown(() => verifier.challenge())).message, REFUSED);
  });
}
