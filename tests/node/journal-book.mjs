// What a caller does with the journal: reads it, proves it, exports it, purges it, decides, objects; and what
// a holder asks before the trip.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { collect, inFolder, KEY, refuses } from './tools.mjs';
import { AT, createIssuer, POLICY } from './wallet.mjs';

const DIST = new URL('../../pkg/dist/', import.meta.url);
const { createVerifier, fileStore, memoryStore, verifyJournal } = await import(new URL('node.mjs', DIST));

const { anchors, wallet } = createIssuer();
const NAME = '王五-Retained';
const present = wallet({ name: NAME, number: 'N-7781' });

/** Runs every test of this file. */
export async function run(test) {
  for (const [id, body] of [reading, people, asking].flatMap(Object.entries)) await test('journal', id, body);
}

const open = (store, options) => createVerifier({ anchors, store, now: () => AT * 1000, ...options });
const show = (verifier, nonce, options) => verifier.verify(present(nonce), { scenario: POLICY, ...options });
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

const reading = {
  async 'entries from one to another, whatever is asked for in between'() {
    const verifier = await open(memoryStore());
    for (const nonce of ['a', 'b', 'c', 'd']) await show(verifier, nonce);
    const numbers = async (options) => (await collect(verifier.journal.entries(options))).map(({ sequence }) => sequence);
    assert.deepEqual([await numbers(), await numbers({ from: 3 }), await numbers({ to: 1 }), await numbers({ from: 2, to: 3 }), await numbers({ from: 9 })], [[0, 1, 2, 3, 4], [3, 4], [0, 1], [2, 3], []]);
    for (const [name, options] of [['from', { from: -1 }], ['from', { from: 1.5 }], ['to', { to: 'x' }], ['surprise', { surprise: 1 }]]) {
      assert.throws(() => verifier.journal.entries(options), new RegExp(`^TypeError: ${name}`));
    }
    for await (const { sequence } of verifier.journal.entries()) if (sequence < 3) await show(verifier, `in-${sequence}`);
    assert.equal((await verifier.journal.checkpoint()).sequence, 7);
  },

  async 'the chain is proved against a checkpoint, here and in a file'() {
    const store = memoryStore();
    const verifier = await open(store);
    for (const nonce of ['a', 'b', 'c']) await show(verifier, nonce);
    const checkpoint = await verifier.journal.checkpoint();
    for (const nonce of ['d', 'e']) await show(verifier, nonce);
    assert.deepEqual([checkpoint.sequence, checkpoint.at], [3, AT]);
    const lines = await collect(verifier.journal.export({ format: 'jsonl' }));
    assert.ok(lines.every((line) => line.endsWith('}\n') && !line.includes(NAME)));
    const whole = { ok: true, entries: 6, head: await verifier.journal.checkpoint() };
    for (const options of [undefined, {}, { checkpoint }, { checkpoint: whole.head }]) {
      assert.deepEqual(await verifier.journal.verifyChain(options), whole);
      assert.deepEqual(await verifyJournal(lines, options), whole);
    }
    const forms = [lines.map((line) => line.trim()), [...lines, ''], lines.map((line) => Buffer.from(line)), (async function* () { yield* lines; })()];
    for (const form of forms) assert.deepEqual(await verifyJournal(form), whole);
    const short = lines.slice(0, 3);
    assert.deepEqual(await verifyJournal(short), { ok: true, entries: 3, head: { ...whole.head, sequence: 2, sha256: JSON.parse(lines[3]).previous } });
    assert.deepEqual(await verifyJournal(short, { checkpoint }), { ok: false, code: 'journal.missing', sequence: 3 });
    assert.deepEqual(await verifyJournal(lines, { checkpoint: { ...checkpoint, sha256: '0'.repeat(64) } }), { ok: false, code: 'journal.checkpoint_mismatch', sequence: 3 });
    assert.deepEqual(await verifyJournal(lines, { checkpoint: { ...checkpoint, journal: 'another' } }), { ok: false, code: 'journal.checkpoint_mismatch', sequence: 0 });
    assert.deepEqual(await verifyJournal([]), { ok: false, code: 'journal.missing', sequence: 0 });
    assert.deepEqual(await verifyJournal([lines[0], '', lines[1]]), { ok: false, code: 'journal.malformed', sequence: 1 });
    assert.deepEqual(await verifyJournal([lines[1]]), { ok: false, code: 'journal.sequence_mismatch', sequence: 0 });
    assert.deepEqual(await verifyJournal([Uint8Array.of(255)]), { ok: false, code: 'journal.malformed', sequence: 0 });
    for (const checkpoint of [5, {}, { journal: 'x', sequence: -1, sha256: '0' }, { ...whole.head, sha256: 'x' }, { ...whole.head, surprise: 1 }]) {
      await assert.rejects(verifyJournal(lines, { checkpoint }), TypeError);
    }
    for (const wrong of [undefined, 'x', lines[0], [5], Buffer.from(lines[0])]) await refuses('lines', () => verifyJournal(wrong));
    store.delete(KEY(5));
    assert.deepEqual(await verifier.journal.verifyChain(), { ok: false, code: 'journal.missing', sequence: 5 }, 'shorter than this counter knows it');
  },

  async 'a table in which nothing is a formula'() {
    const verifier = await open(memoryStore());
    const names = ['=1+1', '+1', '-1', '@x', '\tx', '\rx', ' =1', '＝1', 'a,"b"\nc', 'counter'];
    for (const scenario of names) await verifier.verify(present('n', { aud: scenario }), { scenario: { scenario } });
    const [head, begin, ...rows] = (await collect(verifier.journal.export({ format: 'csv' })));
    assert.equal(head, 'sequence,time,kind,verdict,code,scenario,type,issuer,assurance,credential_id,policy_sha256,sha256\r\n');
    assert.match(begin, /^0,2026-06-01T00:00:00Z,journal,,,,,,,,,[0-9a-f]{64}\r\n$/);
    assert.match(rows[9], /^10,2026-06-01T00:00:00Z,receipt,accept,ok,counter,urn:example:card,https:\/\/issuer\.example,paper,[0-9a-f]{64},[0-9a-f]{64},[0-9a-f]{64}\r\n$/);
    const cells = rows.map((row) => /^\d+,[^,]+,receipt,accept,ok,((?:"(?:[^"]|"")*")|[^,"]*),/.exec(row)[1]);
    assert.deepEqual(cells, ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "\"'\rx\"", "' =1", "'＝1", '"a,""b""\nc"', 'counter']);
    for (const format of ['xml', undefined]) assert.throws(() => verifier.journal.export({ format }), /^TypeError: format/);
    assert.throws(() => verifier.journal.export(), /^TypeError: options/);
  },
};

const people = {
  async 'after purging no claim is left, and the chain is whole'() {
    await inFolder(async (folder) => {
      const verifier = await open(fileStore(folder), { now: () => (AT + 31 * 86400) * 1000 });
      for (const [nonce, days] of [['a', 30], ['b', 1], ['c', 60], ['d', 30]]) {
        const retention = { days, claims: ['name'] };
        await verifier.verify(present(nonce), { at: AT, scenario: { ...POLICY, retention, assurance: undefined } });
      }
      await verifier.verify(present(), { at: AT, scenario: { scenario: 'none' } });
      const half = join(folder, `${KEY(9)}.abc.new`);
      writeFileSync(half, `{}\n{"claims":{"name":"${NAME}"}}`);
      assert.ok(holds(folder, NAME), 'it is there to be found');
      assert.deepEqual(await verifier.journal.purgeExpired(), { purged: 3 });
      const kept = (await collect(verifier.journal.entries())).map(({ claims }) => claims && claims.name);
      assert.deepEqual(kept, [undefined, undefined, undefined, NAME, undefined, undefined, undefined]);
      utimesSync(half, 0, 0); // its writer was killed a minute ago
      assert.deepEqual(await verifier.journal.purgeExpired({ at: AT + 61 * 86400 }), { purged: 1 });
      assert.ok(!holds(folder, NAME), 'every byte of the directory');
      assert.deepEqual(await verifier.journal.purgeExpired({ at: AT + 61 * 86400 }), { purged: 0 });
      const entries = await collect(verifier.journal.entries({ from: 6 }));
      assert.deepEqual(entries.map(({ entry }) => entry.purge), [{ entries: 3 }, { entries: 1 }], 'nothing is written for nothing');
      assert.equal((await verifier.journal.verifyChain()).entries, 8);
      await refuses('at', () => verifier.journal.purgeExpired({ at: 'soon' }));
    });
  },

  async 'a person decides what is left to a person, and nothing else'() {
    const verifier = await open(memoryStore());
    const { entry, verdict } = await show(verifier, 'n1', { scenario: { ...POLICY, status: 'required' } });
    assert.equal(verdict, 'indeterminate');
    await show(verifier, 'n2');
    await show(verifier, 'n3', { scenario: { ...POLICY, status: 'required', indeterminate: 'refuse' } });
    const decided = await verifier.journal.review(entry.sequence, { decision: 'accepted', reason: '已电话核实' });
    const [last] = await collect(verifier.journal.entries({ from: 4 }));
    assert.deepEqual([last.sequence, last.sha256], [decided.sequence, decided.sha256]);
    assert.deepEqual(last.entry.review, { of: 1, decision: 'accepted', reason: '已电话核实' });
    assert.match((await collect(verifier.journal.export({ format: 'csv' }))).pop(), /,review,accepted,,/);
    const fine = { decision: 'refused', reason: 'x' };
    for (const [name, sequence, options] of [['sequence', 2, fine], ['sequence', 3, fine], ['sequence', 0, fine], ['sequence', 99, fine], ['sequence', '1', fine], ['decision', 1, { ...fine, decision: 'ok' }], ['reason', 1, { ...fine, reason: ' ' }], ['surprise', 1, { ...fine, surprise: 1 }], ['options', 1, undefined]]) {
      await refuses(name, () => verifier.journal.review(sequence, options));
    }
  },

  async 'an objection names the entry and the claimed value, and hashes of the rest'() {
    const verifier = await open(memoryStore(), { maker: '前台' });
    const { entry } = await show(verifier, 'n1');
    const made = await verifier.journal.objection(1, { field: 'name', claimed: '王伍', evidence: [Buffer.from('scan'), sha256('other')] });
    const [line, own] = (await collect(verifier.journal.export({ format: 'jsonl' }))).slice(1).map((text) => text.trim());
    assert.deepEqual(made, {
      at: AT, claimed: '王伍', entry: line, evidence_sha256: [sha256('scan'), sha256('other')], field: 'name', format: 'yanzheng objection 1', journal: entry.journal,
      maker: '前台', salt: made.salt, sequence: 1, shown_sha256: sha256(made.salt + NAME),
    });
    assert.equal(sha256(made.entry), entry.sha256);
    assert.deepEqual(JSON.parse(own).objection, { of: 1, sha256: sha256(JSON.stringify(made)) });
    assert.ok(!JSON.stringify(made).includes(NAME) && !own.includes('王伍'));
    const said = await verifier.journal.objection(1, { field: 'birth', shown: '1990', claimed: '1991' });
    assert.equal(said.shown_sha256, sha256(`${said.salt}1990`));
    assert.equal('shown_sha256' in (await verifier.journal.objection(1, { field: 'constructor', claimed: '' })), false, 'nothing is known of what was shown');
    for (const [name, sequence, options] of [['sequence', 0, { field: 'a', claimed: 'b' }], ['field', 1, { claimed: '' }], ['claimed', 1, { field: 'a' }], ['shown', 1, { field: 'a', claimed: 'b', shown: 5 }], ['evidence', 1, { field: 'a', claimed: 'b', evidence: ['x'] }]]) {
      await refuses(name, () => verifier.journal.objection(sequence, options));
    }
  },
};

const asking = {
  async 'a holder learns before the trip what a counter asks'() {
    const verifier = await createVerifier({ anchors, maker: '前台', now: () => AT * 1000 });
    const will = verifier.precheck(POLICY, [POLICY.types[0]]);
    assert.deepEqual([will.verdict, will.asks.claims, will.asks.assurance], ['accept', ['name'], 'device']);
    assert.equal(verifier.precheck(POLICY, ['other']).verdict, 'reject');
    const { text, challenge } = verifier.request(POLICY, { purpose: 'check-in' });
    const read = verifier.readRequest(text);
    assert.deepEqual([read.request.challenge, read.request.maker, read.request.at, read.known], [challenge, '前台', AT, false]);
    assert.equal(verifier.request(POLICY, { challenge: 'of-our-own-0123456789' }).challenge, 'of-our-own-0123456789');
    assert.match(verifier.readRequest('nothing').code, /^(envelope|encoding)\./);
    await refuses('scenario', () => verifier.precheck(5, []));
    await refuses('held', () => verifier.precheck(POLICY, 'x'));
    await refuses('claims', () => verifier.request(POLICY, { claims: 'x' }));
    await refuses('surprise', () => verifier.request(POLICY, { surprise: 1 }));
    await refuses('text', () => verifier.readRequest(5));
  },
};

/** Whether a file in the folder, however deep, holds the text. */
function holds(folder, text) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .some((path) => statSync(path).isFile() && readFileSync(path).includes(text));
}
