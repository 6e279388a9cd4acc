// Both engines in one program, on one store.

import assert from 'node:assert/strict';

import { collect } from '../suite-tools.mjs';
import { AT, createIssuer, POLICY } from './wallet.mjs';

/** `(engines)` are both of them. */
export const together = {
  async 'a journal that one engine began the other goes on with'({ wasm, js }) {
    const { anchors, wallet } = createIssuer();
    const present = wallet({ name: '王五', number: 'N-7781' });
    const store = wasm.memoryStore();
    const codes = [];
    for (const [turn, { createVerifier }] of [wasm, js, wasm, js].entries()) {
      const verifier = await createVerifier({ anchors, store, now: () => AT * 1000 });
      for (const nonce of [`n${turn}`, 'n0']) codes.push((await verifier.verify(present(nonce), { scenario: POLICY })).code);
      verifier.dispose();
    }
    assert.deepEqual(codes, [1, 2, 3, 4].flatMap(() => ['ok', 'policy.replayed']));
    for (const { createVerifier, verifyJournal } of [wasm, js]) {
      const verifier = await createVerifier({ anchors, store, now: () => AT * 1000 });
      const head = await verifier.journal.checkpoint();
      assert.deepEqual(await verifier.journal.verifyChain(), { ok: true, entries: 9, head });
      assert.deepEqual(await verifyJournal(await collect(verifier.journal.export({ format: 'jsonl' }))), { ok: true, entries: 9, head });
      verifier.dispose();
    }
  },

  async 'two counters write at once, one under each engine'({ wasm, js }) {
    const { anchors, wallet } = createIssuer();
    const present = wallet({ name: '王五', number: 'N-7781' });
    const store = wasm.memoryStore();
    const counters = await Promise.all([wasm, js].map(({ createVerifier }) => createVerifier({ anchors, store, now: () => AT * 1000 })));
    const nonces = Array.from({ length: 6 }, (_, index) => `n${index}`);
    const receipts = await Promise.all(counters.flatMap((each) => nonces.map((nonce) => each.verify(present(nonce), { scenario: POLICY }))));
    const codes = receipts.map(({ code }) => code).sort();
    assert.deepEqual(codes, [...nonces.map(() => 'ok'), ...nonces.map(() => 'policy.replayed')]);
    for (const each of counters) assert.equal((await each.journal.verifyChain()).entries, 13);
    for (const each of counters) each.dispose();
  },
};
