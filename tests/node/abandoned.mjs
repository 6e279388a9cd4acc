// What becomes of verifiers that nobody disposed of: one of which somebody still holds any part goes on, and one
// that nobody can reach any more gives its memory back.

import assert from 'node:assert/strict';
import { setTimeout as after } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { trapWebAssembly } from '../trapping.mjs';
import { collect } from '../suite-tools.mjs';
import { AT, createIssuer, POLICY } from './wallet.mjs';

const DIST = new URL('../../pkg/dist/', import.meta.url);
const { createVerifier, memoryStore } = await import(new URL('index.mjs', DIST));
const js = await import(new URL('js.mjs', DIST));
const { anchors, wallet } = createIssuer();
const scan = wallet({ name: '王五' })('n1');

/** Anchors that a core has to remember: enough for its memory to be seen. */
const MANY = Array.from({ length: 40 }, (_, index) => ({ ...anchors[0], kid: `k${index}` }));
const BATCH = 100;

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');

export async function run(test) {
  for (const [id, body] of Object.entries(abandoned)) await test('abandoned', id, body);
}

/** Everything that can be collected was, and whoever waits for it was told. */
async function collected() {
  for (let time = 0; time < 4; time += 1) {
    gc();
    await after(5);
  }
}

const abandoned = {
  async 'verify alone, kept out of its verifier'() {
    for (const make of [createVerifier, js.createVerifier]) {
      const { verify, verifySync } = await make({ anchors });
      await collected();
      const { code } = await verify(scan, { at: AT, scenario: POLICY });
      assert.equal(code, 'ok');
      await collected();
      assert.equal(verifySync(scan, { at: AT, scenario: POLICY }).code, 'ok');
    }
  },

  async 'a journal alone, kept out of its verifier'() {
    const { journal } = await createVerifier({ anchors, store: memoryStore(), now: () => AT * 1000 });
    await collected();
    assert.equal((await journal.verifyChain()).entries, 1);
    const lines = journal.export({ format: 'jsonl' });
    await collected();
    assert.equal((await collect(lines)).length, 1);
  },

  async 'a verification under way, of which nobody holds the verifier'() {
    let answer;
    const hub = () => new Promise((resolve) => (answer = resolve));
    const begun = (async () => (await createVerifier({ anchors: [], hub })).verify('4642087996', { at: AT }))();
    while (answer === undefined) await after(1);
    await collected();
    answer({ status: 0, result: 0 });
    assert.equal((await begun).code, 'ok');
  },

  async 'what nobody holds gives its memory back'() {
    const watched = trapWebAssembly();
    const entry = await import(`${new URL('index.mjs', DIST)}?abandoned`);
    watched.restore();
    const batch = () => Promise.all(Array.from({ length: BATCH }, () => entry.createVerifier({ anchors: MANY })));
    const sizes = [];
    for (let time = 0; time < 8; time += 1) {
      await batch();
      await collected();
      sizes.push(watched.memory());
    }
    assert.equal(sizes.at(-1), sizes[1], `bytes of the instance: ${sizes}`);
    const held = [];
    for (let time = 0; time < 8; time += 1) held.push(...(await batch()));
    assert.ok(watched.memory() > sizes[1], 'and what is held does not');
    assert.equal(held.length, 8 * BATCH);
  },
};
