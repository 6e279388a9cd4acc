// Many counters on one directory, and counters that are killed: nothing is accepted twice, and nothing that
// was said is lost.
//
// YANZHENG_KILLS sets how often a counter is killed. A kill ends the program and not the machine: what the
// system holds for the disk survives it, so that this shows the order of the writing and not the disk's word.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

import { inFolder } from './tools.mjs';
import { AT, createIssuer, POLICY } from './wallet.mjs';

const { createVerifier, fileStore } = await import(new URL('../../pkg/dist/node.mjs', import.meta.url));

const COUNTER = fileURLToPath(new URL('./keep-journal.mjs', import.meta.url));
const KILLS = Number(process.env.YANZHENG_KILLS || 40);
/** Kills of counters on one directory, before a fresh one. */
const ROUNDS = 20;
/** Milliseconds after its first word, and after its first verdict, within which a counter is killed. */
const LIFE = { opening: 150, keeping: 120 };

const LOST = 'the log is whole, nothing that was said is lost, nothing is accepted twice';

const { anchors, wallet } = createIssuer();
const present = wallet({ name: '张三', number: 'N-1' });

/** Runs every test of this file. */
export async function run(test) {
  for (const [id, body] of Object.entries({ ...crowds, [`${KILLS} kills: ${LOST}`]: kills, ...stores })) await test('journal', id, body);
}

const crowds = {
  async '8 workers with the same 100 nonces: 100 are accepted'() {
    await inWorld(100, async (folder) => {
      const workers = Array.from({ length: 8 }, (_, index) => inWorker(folder, index * 12));
      await judge(folder, (await Promise.all(workers)).flat(), 100);
    });
  },

  async 'two processes with the same 60 nonces: 60 are accepted'() {
    await inWorld(60, async (folder) => {
      const counters = [0, 30].map((turn) => inProcess(folder, turn));
      await judge(folder, (await Promise.all(counters)).flat(), 60);
    });
  },
};

async function kills() {
  let said = 0;
  let accepted = 0;
  for (let done = 0; done < KILLS; done += ROUNDS) {
    await inWorld(400, async (folder) => {
      const all = [];
      let known = 0;
      for (let round = done; round < Math.min(done + ROUNDS, KILLS); round += 1) {
        // Begins with one that was accepted before, and goes on to those that were not.
        all.push(...(await inProcess(folder, Math.max(0, known - 1), round % 4 === 0 ? 'opening' : 'keeping')));
        known = await judge(folder, all);
      }
      said += all.length;
      accepted += known;
    });
  }
  console.error(`${KILLS} kills: ${said} verdicts said, ${accepted} accepted`);
  assert.ok(said >= KILLS / 2, 'the counters were killed before they said anything');
}

const stores = {
  async 'of 40 that create one key one does, also where there are no links'() {
    for (const isLinkless of [false, true]) {
      await withoutLinks(isLinkless, () =>
        inFolder(async (folder) => {
          const stores = Array.from({ length: 40 }, () => fileStore(folder));
          const answers = await Promise.all(stores.map((store, index) => store.put('journal/1', new Uint8Array(3000).fill(index), { create: true })));
          assert.equal(answers.filter((answer) => answer === true).length, 1);
          assert.equal(answers.filter((answer) => answer === false).length, 39);
          const [store] = stores;
          assert.deepEqual([...new Set(await store.get('journal/1'))], [answers.indexOf(true)], 'whole, and of whom it was answered');
          assert.equal(await store.put('journal/1', Uint8Array.of(7)), true);
          assert.equal(await store.put('journal/1', Uint8Array.of(8), { create: true }), false);
          assert.equal(await store.put('other', Uint8Array.of(9)), true);
          assert.deepEqual([[...(await store.get('journal/1'))], await store.list('journal/'), await store.list()], [[7], ['journal/1'], ['journal/1', 'other']]);
          assert.deepEqual(await fs.readdir(join(folder, 'journal')), ['1'], 'nothing is left lying');
          await store.delete('journal/1');
          assert.deepEqual([await store.list(), await store.get('journal/1')], [['other'], undefined]);
          await assert.rejects(store.delete('journal'));
          for (const prefix of ['../', '/', 'a//', 5]) await assert.rejects(store.list(prefix), /^TypeError: prefix/);
        }),
      );
    }
  },

  async 'a counter on a file system without links'() {
    await withoutLinks(true, () =>
      inWorld(5, async (folder) => {
        const verifiers = [];
        for (let index = 0; index < 2; index += 1) verifiers.push(await createVerifier({ anchors, store: fileStore(join(folder, 'store')), now: () => AT * 1000 }));
        const shown = Array.from({ length: 20 }, (_, index) => verifiers[index % 2].verify(present(`n${index % 5}`), { scenario: POLICY }));
        assert.equal((await Promise.all(shown)).filter(({ code }) => code === 'ok').length, 5);
        await judge(folder, [], 5);
      }),
    );
  },
};

/** The chain is whole, holds everything that was said, and accepted no presentation twice; how many it did. */
async function judge(folder, said, expected) {
  const verifier = await createVerifier({ anchors, store: fileStore(join(folder, 'store')), now: () => AT * 1000 });
  const { ok, code, entries } = await verifier.journal.verifyChain();
  assert.equal(ok, true, `${code} after ${entries} entries`);
  const hashes = new Map();
  const shown = [];
  for await (const { sequence, sha256, entry } of verifier.journal.entries()) {
    hashes.set(sequence, sha256);
    shown.push(...(entry.shown || []).map(([key]) => key));
  }
  assert.equal(new Set(shown).size, shown.length, 'a nonce was accepted twice');
  const accepted = [];
  for (const { sequence, sha256, nonce, isAccepted } of said) {
    assert.equal(hashes.get(sequence), sha256, `entry ${sequence} was said and is lost`);
    if (isAccepted) accepted.push(nonce);
  }
  assert.equal(new Set(accepted).size, accepted.length, 'a nonce was said to be accepted twice');
  if (expected !== undefined) assert.deepEqual([shown.length, said.length === 0 ? expected : accepted.length], [expected, expected]);
  verifier.dispose();
  return shown.length;
}

/** Works in a folder with a world of so many presentations. */
function inWorld(length, body) {
  return inFolder((folder) => {
    const presentations = Array.from({ length }, (_, index) => ({ nonce: `n${index}`, scan: present(`n${index}`) }));
    writeFileSync(join(folder, 'world.json'), JSON.stringify({ anchors, policy: POLICY, at: AT, presentations }));
    return body(folder);
  });
}

function inWorker(folder, turn) {
  return new Promise((resolve, reject) => {
    const lines = [];
    const worker = new Worker(COUNTER, { argv: [folder, String(turn)] });
    worker.on('message', (line) => lines.push(line));
    worker.on('error', reject);
    worker.on('exit', () => resolve(read(lines, true)));
  });
}

/** What a counter said, in a process of its own, which is killed while it opens or while it keeps. */
function inProcess(folder, turn, phase) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COUNTER, folder, String(turn)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    let isDoomed = false;
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const isDue = phase === 'opening' || (phase === 'keeping' && text.split('\n').length > 2);
      if (!isDue || isDoomed) return;
      isDoomed = true;
      setTimeout(() => child.kill('SIGKILL'), Math.random() * LIFE[phase]);
    });
    child.on('error', reject);
    child.on('close', () => {
      const lines = text.split('\n').slice(0, -1); // what stands behind the last line end was not said
      try {
        resolve(read(lines, phase === undefined));
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** The verdicts among the lines that a counter said. */
function read(lines, isWhole) {
  if (isWhole) assert.equal(lines[lines.length - 1], 'ends');
  return lines
    .filter((line) => line !== 'begins' && line !== 'ends')
    .map((line) => {
      const [sequence, sha256, nonce, code] = line.split(' ');
      assert.ok(code === 'ok' || code === 'policy.replayed', line);
      return { sequence: Number(sequence), sha256, nonce, isAccepted: code === 'ok' };
    });
}

/** Works where the file system says that it has no hard links. */
async function withoutLinks(isLinkless, body) {
  const { link } = fs;
  if (isLinkless) fs.link = () => Promise.reject(Object.assign(new Error('no links'), { code: 'EPERM' }));
  syncBuiltinESMExports();
  try {
    await body();
  } finally {
    fs.link = link;
    syncBuiltinESMExports();
  }
}
