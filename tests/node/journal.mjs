// The journal: what is kept of a verification, what is shown twice, what fails and what traps. What a caller
// does with it afterwards is in journal-book.mjs, many counters and kills in journal-crowd.mjs, tampering and
// sizes in journal-proof.mjs.

import assert from 'node:assert/strict';

import { trapWebAssembly } from '../trapping.mjs';
import { collect, inFolder, KEY, refuses } from './tools.mjs';
import { AT, createIssuer, POLICY } from './wallet.mjs';

const DIST = new URL('../../pkg/dist/', import.meta.url);
const { createVerifier, fileStore, memoryStore } = await import(new URL('node.mjs', DIST));

const issuer = createIssuer();
const { anchors } = issuer;
const NAME = '王五-Retained';
const present = issuer.wallet({ name: NAME, number: 'N-7781' });

/** Runs every test of the journal. */
export async function run(test) {
  const groups = [keeping, failing, trapping];
  for (const [id, body] of groups.flatMap(Object.entries)) await test('journal', id, body);
  for (const file of ['journal-book', 'journal-crowd', 'journal-proof']) await (await import(`./${file}.mjs`)).run(test);
}

const open = (store, options) => createVerifier({ anchors, store, now: () => AT * 1000, ...options });
const show = (verifier, nonce, options) => verifier.verify(present(nonce), { scenario: POLICY, ...options });
const codes = (receipts) => receipts.map(({ code }) => code);
const textOf = async (store, sequence) => new TextDecoder().decode(await store.get(KEY(sequence)));

const keeping = {
  async 'a verdict is one record, without its claims in the chain'() {
    const store = memoryStore();
    const verifier = await open(store, { maker: '前台' });
    const receipt = await show(verifier, 'n1', { purpose: 'check-in', matched: undefined });
    assert.deepEqual([receipt.verdict, receipt.claims.name, receipt.maker, receipt.purpose], ['accept', NAME, '前台', 'check-in']);
    assert.match(receipt.credential.id, /^[0-9a-f]{64}$/);
    assert.deepEqual(receipt.outputs, { desk: { name: NAME, reference: receipt.credential.id } });
    const [begin, kept, ...none] = await collect(verifier.journal.entries());
    assert.deepEqual([begin.entry.journal, begin.sequence, none.length], [receipt.entry.journal, 0, 0]);
    assert.deepEqual([kept.sequence, kept.sha256], [receipt.entry.sequence, receipt.entry.sha256]);
    assert.deepEqual(kept.claims, { name: NAME, number: 'N-7781' });
    const { claims, outputs, entry, ...bare } = receipt;
    assert.deepEqual(kept.entry.receipt, bare);
    assert.ok(!(await textOf(store, 1)).split('\n')[0].includes(NAME));
    assert.deepEqual(await store.list(), [KEY(0), KEY(1), 'terminal/key']);
  },

  async 'a presentation is accepted once, by whoever opens the store'() {
    await inFolder(async (folder) => {
      const memory = memoryStore();
      for (const again of [() => memory, () => fileStore(folder)]) {
        const first = await open(again());
        assert.deepEqual(codes([await show(first, 'n1'), await show(first, 'n1'), await show(first, 'n2')]), ['ok', 'policy.replayed', 'ok']);
        const second = await open(again());
        assert.deepEqual(codes([await show(second, 'n1'), await show(first, 'n2'), await show(second, 'n3'), await show(first, 'n3')]), ['policy.replayed', 'policy.replayed', 'ok', 'policy.replayed']);
        assert.equal((await first.journal.verifyChain()).entries, 8);
        const paper = { ...POLICY, assurance: undefined };
        for (const verifier of [first, second, first]) assert.equal((await verifier.verify(present(), { scenario: paper })).code, 'ok', 'paper as often as anybody likes');
      }
    });
  },

  async 'a memory that was lost does not guess'() {
    const store = memoryStore();
    await show(await open(store), 'n1');
    for (const key of store.list()) store.delete(key);
    const later = await open(store, { now: () => (AT + 20) * 1000 });
    const receipt = await later.verify(present('n1'), { scenario: POLICY, at: AT + 20 });
    assert.deepEqual([receipt.verdict, receipt.code], ['indeterminate', 'policy.memory_missing']);
    assert.equal((await later.verify(present('n2', { at: AT + 20 }), { scenario: POLICY })).code, 'ok');
  },

  async 'it opens again minutes later and still knows the last ones'() {
    const store = memoryStore();
    let clock = AT;
    const now = () => clock * 1000;
    const verifier = await open(store, { now });
    for (let shown = 0; shown < 40; shown += 1, clock += 9) {
      await verifier.verify(present(`n${shown}`, { at: clock }), { scenario: POLICY });
      await verifier.verify('nothing');
    }
    clock -= 9;
    const again = await open(store, { now });
    for (let shown = 34; shown < 40; shown += 1) {
      const at = AT + 9 * shown;
      assert.equal((await again.verify(present(`n${shown}`, { at }), { scenario: POLICY })).code, 'policy.replayed', `n${shown}`);
    }
    assert.equal((await again.verify(present('n0'), { scenario: POLICY })).code, 'holder.stale');
  },

  async 'calls of one verifier are kept one after another'() {
    const store = memoryStore();
    const verifier = await open(store);
    const receipts = await Promise.all(Array.from({ length: 60 }, (_, index) => show(verifier, `n${index % 20}`)));
    assert.deepEqual(receipts.map(({ entry }) => entry.sequence), Array.from({ length: 60 }, (_, index) => index + 1));
    assert.equal(codes(receipts).filter((code) => code === 'ok').length, 20);
    const waiting = [show(verifier, 'a'), show(verifier, 'b')];
    verifier.dispose();
    assert.deepEqual(codes(await Promise.all(waiting)), ['ok', 'ok'], 'what was asked before is answered');
    await refuses('dispose', () => verifier.journal.checkpoint());
    assert.throws(() => verifier.journal.entries(), /^TypeError: dispose/);
  },

  async 'of a code that a hub resolves the final receipt is kept'() {
    const verifier = await open(memoryStore(), { hub: async () => ({ status: 0, result: 0, claims: { certificateNumber: '1' } }) });
    const receipts = [await verifier.verify('4642087996'), await verifier.verify('nothing')];
    assert.deepEqual(receipts.map(({ code, trust }) => [code, trust.source]), [['ok', 'hub'], ['envelope.unknown', 'anchors']]);
    const kept = await collect(verifier.journal.entries({ from: 1 }));
    assert.deepEqual(kept.map(({ entry }) => entry.receipt.code), ['ok', 'envelope.unknown']);
  },

  async 'wrong use is a TypeError that begins with the name'() {
    const store = memoryStore();
    for (const [name, options] of [['journal', { journal: true }], ['journal', { store, journal: 1 }], ['store', { store: {} }], ['maker', { maker: 5 }]]) {
      await refuses(name, () => createVerifier({ anchors, ...options }));
    }
    const verifier = await open(store);
    await refuses('journal', () => verifier.verifySync('x'));
    await refuses('scenario', () => verifier.verify('x', { scenario: { scenario: 'x', types: 1 } }));
    await refuses('asks', () => verifier.verify('x', { asks: 'name' }));
    await refuses('matched', () => verifier.verify('x', { matched: 5 }));
    assert.equal((await show(verifier, 'n1')).entry.sequence, 1, 'and nothing of it is kept');
    const without = await open(store, { journal: false });
    assert.deepEqual([without.journal, without.verifySync('x').code, 'entry' in (await show(without, 'n1'))], [undefined, 'envelope.unknown', false]);
    assert.equal((await createVerifier({ anchors })).journal, undefined);
  },
};

const failing = {
  async 'a store that cannot create is no place for a journal'() {
    const silent = memoryStore();
    const { put } = silent;
    await refuses('store', () => open({ ...silent, put: (key, bytes) => void put(key, bytes) }));
    await refuses('store', () => open({ ...silent, put: (key, bytes) => put(key, bytes) }), 'one that overwrites');
    assert.equal((await open({ ...silent, put: () => undefined }, { journal: false })).journal, undefined);
  },

  async 'a store that fails accepts nobody, and goes on when it is back'() {
    for (const method of ['get', 'put', 'list']) {
      const store = memoryStore();
      const broken = { ...store, [method]: () => Promise.reject(Object.assign(new Error('gone'), { name: 'QuotaExceededError' })) };
      const parts = { ...broken };
      const closed = await open({ get: (...of) => parts.get(...of), put: (...of) => parts.put(...of), delete: () => {}, list: (...of) => parts.list(...of) });
      const receipt = await show(closed, 'n1');
      assert.deepEqual([receipt.verdict, receipt.code, 'claims' in receipt, 'entry' in receipt], ['indeterminate', 'policy.journal_missing', false, false], method);
      const fault = await closed.journal.checkpoint().catch((error) => error);
      assert.deepEqual([fault.code, fault instanceof TypeError], ['store.full', false]);
      Object.assign(parts, store);
      assert.deepEqual(codes([await show(closed, 'n2'), await show(closed, 'n2')]), ['ok', 'policy.replayed'], method);
      parts.put = broken.put;
      if (method === 'put') assert.deepEqual(codes([await show(closed, 'n3'), await show(closed, 'n3')]), ['policy.journal_missing', 'policy.journal_missing']);
      parts.put = store.put;
      assert.equal((await show(closed, 'n4')).code, 'ok');
      assert.equal((await closed.journal.verifyChain()).ok, true);
    }
  },

  async 'written and not acknowledged: not accepted, and not accepted afterwards'() {
    const store = memoryStore();
    let isLate = false;
    const late = {
      ...store,
      put(...values) {
        const answer = store.put(...values);
        if (isLate) throw new Error('no answer');
        return answer;
      },
    };
    const verifier = await open(late);
    isLate = true;
    assert.equal((await show(verifier, 'n1')).code, 'policy.journal_missing');
    isLate = false;
    assert.deepEqual(codes([await show(verifier, 'n1'), await show(verifier, 'n2')]), ['policy.replayed', 'ok']);
    assert.deepEqual(await verifier.journal.verifyChain(), { ok: true, entries: 4, head: await verifier.journal.checkpoint() });
  },

  async 'a journal that was changed behind its back accepts nobody'() {
    const damages = [
      (text) => text.replace('"ok"', '"no"'), () => '', () => '{}', (text) => text.slice(0, 40), (text) => text.replace('N-7781', 'N-7782'), (text) => `\uFEFF${text}`,
    ];
    for (const damage of damages) {
      const store = memoryStore();
      const verifier = await open(store);
      for (const nonce of ['n1', 'n2']) await show(verifier, nonce);
      store.put(KEY(2), new TextEncoder().encode(damage(await textOf(store, 2))));
      assert.equal((await verifier.journal.verifyChain()).ok, false);
      const again = await open(store);
      const isEdited = damage === damages[0]; // the newest entry is believed until another one stands on it
      assert.equal((await show(again, 'n3')).code, isEdited ? 'ok' : 'policy.journal_missing');
      const said = await again.journal.verifyChain();
      assert.deepEqual([said.ok, /^journal\./.test(said.code)], [isEdited, !isEdited]);
    }
  },
};

const trapping = {
  async 'after a trap the journal goes on, and what was shown is known'() {
    const { createVerifier: create, arm, count } = await trapped();
    const store = memoryStore();
    const verifier = await create({ anchors, store, now: () => AT * 1000 });
    const beside = await create({ anchors, store, now: () => AT * 1000 });
    await show(verifier, 'n0');
    const instances = count();
    for (const [round, names] of [['core_verifyKept'], ['core_follow'], ['core_verifyKept', 'core_new'], ['core_verifyKept', 'core_follow']].entries()) {
      for (const [place, name] of names.entries()) {
        arm(name);
        const receipt = await show(verifier, `n${round}.${place}`);
        // What was written before the trap is said; the next verification opens the journal again.
        const wanted = name === 'core_follow' && place === 0 ? ['ok', true] : ['internal.trap', false];
        assert.deepEqual([receipt.code, 'entry' in receipt], wanted, names.join());
      }
      assert.deepEqual(codes([await show(verifier, 'n0'), await show(beside, 'n0')]), ['policy.replayed', 'policy.replayed'], names.join());
      assert.deepEqual(codes([await show(verifier, `m${round}`), await show(beside, `m${round}`)]), ['ok', 'policy.replayed'], names.join());
    }
    assert.equal(count(), instances + 6, 'each cost one instance');
    arm('chain_follow');
    assert.deepEqual(await verifier.journal.verifyChain(), { ok: false, code: 'internal.trap', sequence: 0 });
    assert.equal((await verifier.journal.verifyChain()).ok, true);
    const shown = (await collect(verifier.journal.entries())).flatMap(({ entry }) => entry.shown || []).map(([key]) => key);
    assert.equal(new Set(shown).size, shown.length, 'nothing was accepted twice');
  },

  async 'memory stays flat over verdicts'() {
    const { createVerifier: create, memory } = await trapped();
    let clock = AT;
    const verifier = await create({ anchors, store: memoryStore(), now: () => clock * 1000 });
    const some = async () => {
      for (let time = 0; time < 100; time += 1, clock += 3) await verifier.verify(present('n', { at: clock }), { scenario: POLICY });
    };
    await some();
    const before = memory();
    for (let round = 0; round < 5; round += 1) await some();
    assert.equal(memory(), before, 'bytes of the instance');
  },
};

let imports = 0;

/** The default entry over instances that can be made to trap. */
async function trapped() {
  const patched = trapWebAssembly();
  imports += 1;
  const { createVerifier: create } = await import(`${new URL('index.mjs', DIST)}?journal${imports}`);
  patched.restore();
  return { ...patched, createVerifier: create };
}
