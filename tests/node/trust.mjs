// Trust bundles and what is kept of them: updates, refusals, restarts, torn slots, stores that fail, and
// instances that trap.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { trapWebAssembly } from '../trapping.mjs';
import { AT, carrier, createRepository, LISTS, REGION } from './repository.mjs';

const DIST = new URL('../../pkg/dist/', import.meta.url);
const { createVerifier, fileStore, memoryStore } = await import(new URL('node.mjs', DIST));
const { explain, explainRefusal, languages } = await import(new URL('messages.mjs', DIST));

const KEEPER = fileURLToPath(new URL('./keep-updates.mjs', import.meta.url));
const ROUNDS = 12;
const REQUIRED = { scenario: 'counter', status: 'required' };

const repository = createRepository();
const { root } = repository;
const credential = repository.credential();

/** Runs every test of this file. */
export async function run(test) {
  for (const [id, body] of Object.entries({ ...updates, ...stores, ...restarts, ...traps })) await test('trust', id, body);
}

const versionOf = (answer) => answer.versions && answer.versions.timestamp;
const codeOf = async (verifier, scan = credential, options = { at: AT }) => (await verifier.verify(scan, options)).code;

const updates = {
  async 'a bundle is a carrier in any form, or its files'() {
    const files = repository.publish(2);
    const bytes = carrier(files);
    const text = bytes.toString();
    const asText = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, file.toString()]));
    for (const trust of [bytes, new Uint8Array(bytes), bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), text, files, asText]) {
      const verifier = await createVerifier({ root });
      assert.equal(await codeOf(verifier), 'trust.bundle_missing');
      const answer = await verifier.updateTrust(trust, { at: AT });
      assert.deepEqual([answer.ok, answer.changed, answer.keys, answer.policies, answer.before], [true, true, 1, ['counter'], undefined]);
      assert.equal('kept' in answer, false, 'no store');
      assert.equal(await codeOf(verifier), 'ok');
    }
    for (const pinned of [root, root.toString(), JSON.parse(root)]) {
      const verifier = await createVerifier({ root: pinned, trust: files, now: () => AT * 1000 });
      assert.equal(await codeOf(verifier), 'ok');
    }
  },

  async 'wrong use is a TypeError that begins with the name'() {
    const wrong = [
      ['anchors', {}], ['root', { root: '' }], ['root', { root: 5 }], ['root', { root: '{}' }], ['root', { root: 'x'.repeat(1 << 20) }], ['root', { root: {} }], ['root', { root: null }],
      ['trust', { anchors: [], trust: '{}' }], ['trust', { root, trust: 5 }], ['trust', { root, trust: ['x'] }], ['trust["a"]', { root, trust: { a: 5 } }],
      ['store', { anchors: [], store: {} }], ['store', { root, store: {} }], ['store', { root, store: { ...memoryStore(), put: 1 } }],
      ['region', { root, region: 5 }], ['region', { anchors: [], region: '' }],
    ];
    for (const [name, options] of wrong) await refuses(name, () => createVerifier(options));
    const verifier = await createVerifier({ root });
    for (const bundle of [undefined, null, 5, []]) await refuses('bundle', () => verifier.updateTrust(bundle));
    for (const file of [undefined, null, {}, []]) await refuses('file', () => verifier.updateStatus(file));
    await refuses('at', () => verifier.updateTrust('', { at: 'soon' }));
    await refuses('surprise', () => verifier.updateTrust('', { surprise: 1 }));
    await refuses('uri', () => verifier.updateStatus('', { uri: 5 }));
    await refuses('region', () => verifier.verify('', { region: 5 }));
    await refuses('scenario', async () => (await createVerifier({ anchors: [] })).verify('', { scenario: 'counter' }));
    await refuses('root', async () => (await createVerifier({ anchors: [] })).updateTrust('{}'));
    await verifier.updateTrust(repository.publish(1), { at: AT });
    await refuses('scenario', () => verifier.verify('', { scenario: 'none', at: AT }));
    verifier.dispose();
    await refuses('dispose', () => verifier.updateTrust('{}'));
    await refuses('dispose', () => verifier.updateStatus('{}'));
  },

  async 'bad data never throws, and what is held stays'() {
    const verifier = await createVerifier({ root });
    const good = carrier(repository.publish(3));
    await verifier.updateTrust(good, { at: AT });
    const cut = good.subarray(0, good.length >> 1);
    const files = repository.publish(4);
    const without = Object.fromEntries(Object.entries(files).filter(([name]) => !name.includes('issuers')));
    const changed = { ...files, 'metadata/timestamp.json': Buffer.from(files['metadata/timestamp.json'].toString().replace('timestamp', 'timestomp')) };
    const huge = { 'metadata/timestamp.json': 'x'.repeat(7 << 20) };
    const cases = [['', 'malformed'], ['{', 'malformed'], [cut, 'malformed'], [{}, 'file_missing'], [without, 'file_missing'], [changed, 'malformed'],
      ['{"bundle":2,"files":{}}', 'unsupported'], ['x'.repeat(9 << 20), 'too_large'], [huge, 'too_large'], [new Uint8Array(20 << 20), 'too_large'], [repository.publish(2), 'replayed'],
      [repository.publish(4, { expires: AT - 1 }), 'expired'], [createRepository().publish(5), 'signature_missing']];
    for (const [bundle, reason] of cases) {
      const answer = await verifier.updateTrust(bundle, { at: AT });
      assert.deepEqual([answer.ok, answer.code, versionOf(answer)], [false, `trust.bundle_${reason}`, 3]);
      for (const language of languages) assert.doesNotMatch(Object.values(explainRefusal(answer, language)).join(), /[{}—]|undefined/);
      const receipt = await verifier.verify(credential, { at: AT });
      assert.deepEqual([receipt.code, receipt.trust.refused], ['ok', answer.code]);
      assert.ok(explain(receipt, 'en').notes.some((note) => note.includes(answer.code)));
    }
    const answer = await verifier.updateTrust(files, { at: AT });
    assert.deepEqual([answer.ok, versionOf(answer), answer.before.timestamp], [true, 4, 3]);
    assert.equal('refused' in (await verifier.verify(credential, { at: AT })).trust, false);
  },

  async 'explainRefusal says what it is given, and only that'() {
    await refuses('language', () => explainRefusal({ ok: false, code: 'x' }, 'fr'));
    for (const refusal of [null, undefined, {}, { ok: true }]) await refuses('refusal', () => explainRefusal(refusal, 'en'));
    const stale = { code: 'trust.bundle_signature_missing', detail: { role: 'region/990000', have: 1, of: 2 } };
    assert.match(explainRefusal(stale, 'en').reason, /“region\/990000”.* 1 of 2 /);
    assert.match(explainRefusal({ ...stale, detail: { role: 'root', have: 1, of: 2 } }, 'zh-Hans').reason, /“根密钥”.* 2 个有效签名，只有 1 个/);
    assert.ok(explainRefusal({ code: 'trust.bundle_new_reason' }, 'en').reason.includes('trust.bundle_new_reason'));
    assert.ok(!explainRefusal({ code: 'x\u202Ey' }, 'en').reason.includes('\u202E'));
  },

  async 'a bundle that is refused at the start is said on every receipt'() {
    const verifier = await createVerifier({ root, trust: '{', now: () => AT * 1000 });
    const receipt = await verifier.verify(credential);
    assert.deepEqual([receipt.verdict, receipt.code, receipt.trust], ['indeterminate', 'trust.bundle_malformed', { source: 'bundle', refused: 'trust.bundle_malformed' }]);
    assert.equal(await codeOf(verifier, credential, { scenario: 'counter' }), 'trust.bundle_malformed', 'nor is a scenario known');
  },

  async 'a receipt says who, where, by which bundle and how old'() {
    const verifier = await createVerifier({ root, region: REGION });
    await verifier.updateTrust(repository.publish(7), { at: AT });
    const receipt = await verifier.verify(credential, { at: AT + 90000, scenario: 'counter' });
    assert.deepEqual(receipt.trust, {
      source: 'bundle', issuer: { 'zh-Hans': '样例签发机构', en: 'Sample issuer' }, region: REGION,
      versions: { root: 1, timestamp: 7, snapshot: 7, targets: 7 }, expires: AT + 30 * 86400, age: 90000,
    });
    assert.equal(receipt.policy.scenario, 'counter');
    const told = explain(receipt, 'zh-Hans');
    const line = (lines, key) => lines.find((each) => each.key === key).value;
    assert.equal(line(told.credential, 'issuer'), '样例签发机构（sample）');
    assert.equal(line(told.credential, 'region'), REGION);
    assert.deepEqual(told.trust.map(({ key, value }) => [key, value]).slice(0, 2), [['trust', '信任包 1.7.7.7'], ['trust_age', '25 小时前']]);
    assert.match(told.notes.join(), /25 小时前的，请技术人员尽快更新/);
    assert.equal((await verifier.verify(credential, { at: AT, region: '110000' })).code, 'trust.recognition_missing');
    assert.equal((await verifier.verify(credential, { at: AT + 31 * 86400 })).code, 'trust.bundle_expired');
  },

  async 'a status list decides, and says how old it is'() {
    const verifier = await createVerifier({ root });
    await verifier.updateTrust(repository.publish(1), { at: AT });
    const ask = (index) => verifier.verify(repository.credential(`${LISTS}1`, index), { at: AT + 7200, scenario: REQUIRED });
    assert.equal((await ask(0)).code, 'status.missing');
    assert.equal((await verifier.updateStatus(repository.statusList([0, 1, 2, 3]), { at: AT, uri: `${LISTS}2` })).code, 'status.subject_mismatch');
    assert.equal((await verifier.updateStatus(createRepository().statusList([0]), { at: AT })).ok, false);
    const answer = await verifier.updateStatus(repository.statusList([0, 1, 2, 3]), { at: AT, uri: `${LISTS}1` });
    assert.deepEqual(answer, { ok: true, kind: 'list', uri: `${LISTS}1`, region: REGION });
    const codes = [];
    for (const index of [0, 1, 2, 3]) codes.push((await ask(index)).code);
    assert.deepEqual(codes, ['ok', 'status.revoked', 'status.suspended', 'status.unknown']);
    const receipt = await ask(0);
    assert.equal(receipt.checks.find(({ step }) => step === 'status').age, 7200);
    assert.match(explain(receipt, 'en').checks[4].sentence, /2 h old/);
    assert.equal((await verifier.updateStatus(repository.statusList([1], { at: AT - 1 }), { at: AT })).code, 'status.replayed');
    for (const file of ['', 'x', new Uint8Array(17 << 20), '{}']) assert.equal((await verifier.updateStatus(file, { at: AT })).ok, false);
  },
};

const stores = {
  async 'every store keeps, replaces, lists and deletes'() {
    await inFolder(async (folder) => {
      for (const store of [memoryStore(), fileStore(join(folder, 'deep/er'))]) {
        assert.ok(!(await store.get('trust/0')));
        assert.deepEqual(await store.list('trust/'), []);
        const bytes = Uint8Array.of(1, 2, 3);
        await store.put('trust/0', bytes);
        bytes.fill(9);
        await store.put('other', Uint8Array.of(5));
        assert.deepEqual([...(await store.get('trust/0'))], [1, 2, 3], 'copied');
        (await store.get('trust/0')).fill(7);
        await store.put('trust/1', new Uint8Array(100000));
        await store.put('trust/1', Uint8Array.of(4));
        assert.deepEqual([[...(await store.get('trust/0'))], [...(await store.get('trust/1'))]], [[1, 2, 3], [4]]);
        assert.deepEqual([await store.list('trust/'), await store.list()], [['trust/0', 'trust/1'], ['other', 'trust/0', 'trust/1']]);
        await store.delete('trust/0');
        await store.delete('trust/0');
        assert.deepEqual([await store.list('trust/'), !(await store.get('trust/0'))], [['trust/1'], true]);
        await assert.rejects(async () => store.put('trust/0', [1]), TypeError);
      }
    });
  },

  async 'a file store stays in its directory, and half a file is no file'() {
    await inFolder(async (folder) => {
      const store = fileStore(folder);
      for (const key of ['../x', '/etc/x', 'a/../../x', 'a//b', '', 'x.new', 'a\\b', 'C:x', 5]) {
        await assert.rejects(store.put(key, new Uint8Array(1)), /^TypeError: key/, String(key));
        await assert.rejects(store.get(key), /^TypeError: key/, String(key));
      }
      await store.put('trust/0', Uint8Array.of(1));
      writeFileSync(join(folder, 'trust/0.77.1.new'), 'half');
      assert.deepEqual(await store.list(), ['trust/0']);
      await Promise.all(Array.from({ length: 20 }, (_, index) => store.put('trust/0', new Uint8Array(5000).fill(index))));
      assert.equal(new Set(await store.get('trust/0')).size, 1, 'whole');
      assert.deepEqual(readdirSync(join(folder, 'trust')).sort(), ['0', '0.77.1.new'], 'nothing is left lying');
    });
    for (const directory of ['', undefined, 5]) assert.throws(() => fileStore(directory), /^TypeError: directory/);
  },
};

const restarts = {
  async 'what was accepted is there again, in turn in two slots'() {
    for (const open of await storesTwice()) {
      for (const version of [1, 2, 3]) {
        const verifier = await createVerifier({ root, store: open() });
        const answer = await verifier.updateTrust(repository.publish(version), { at: AT });
        assert.deepEqual([answer.kept, answer.changed, answer.before && answer.before.timestamp], [true, true, version > 1 ? version - 1 : undefined]);
      }
      assert.deepEqual(await open().list('trust/'), ['trust/0', 'trust/1']);
      const again = await createVerifier({ root, store: open() });
      assert.deepEqual([await codeOf(again), (await again.verify(credential, { at: AT })).trust.versions.timestamp], ['ok', 3]);
      const old = await again.updateTrust(repository.publish(2), { at: AT });
      assert.deepEqual([old.code, versionOf(old)], ['trust.bundle_replayed', 3]);
      assert.equal((await again.updateTrust(repository.publish(3), { at: AT })).changed, false);
    }
  },

  async 'a page that ships an older bundle than it has seen keeps the newer'() {
    const store = memoryStore();
    const now = () => AT * 1000;
    await createVerifier({ root, store, now, trust: repository.publish(5) });
    const verifier = await createVerifier({ root, store, now, trust: repository.publish(4) });
    const { code, trust } = await verifier.verify(credential);
    assert.deepEqual([code, trust.versions.timestamp, trust.refused], ['ok', 5, 'trust.bundle_replayed']);
  },

  async 'one torn slot: the other one counts'() {
    for (const [damage, place] of [[(bytes) => bytes.subarray(0, bytes.length - 9), 1], [(bytes) => bytes.subarray(0, 40), 1], [() => Uint8Array.of(0), 1], [(bytes) => bytes.map((byte, at) => (at === 20 ? byte ^ 1 : byte)), 1], [(bytes) => bytes.subarray(1), 0]]) {
      const store = memoryStore();
      await keepVersions(store, [1, 2]);
      store.put(`trust/${place}`, damage(store.get(`trust/${place}`)));
      const verifier = await createVerifier({ root, store });
      const { code, trust } = await verifier.verify(credential, { at: AT });
      assert.deepEqual([code, trust.versions.timestamp, trust.state], ['ok', place === 1 ? 1 : 2, undefined]);
      const whole = store.get(`trust/${1 - place}`);
      await verifier.updateTrust(repository.publish(9), { at: AT });
      assert.deepEqual(store.get(`trust/${1 - place}`), whole, 'the torn one is written, not the whole one');
    }
  },

  async 'both torn: lost, and said until the program ends'() {
    const store = memoryStore();
    await keepVersions(store, [1, 2, 3]);
    for (const key of store.list()) store.put(key, store.get(key).subarray(0, 300));
    const verifier = await createVerifier({ root, store });
    const receipt = await verifier.verify(credential, { at: AT });
    assert.deepEqual([receipt.code, receipt.trust], ['trust.bundle_missing', { source: 'bundle', state: 'lost' }]);
    for (const language of languages) assert.equal(explain(receipt, language).notes.length, 1);
    assert.equal((await verifier.updateTrust(repository.publish(2), { at: AT })).kept, true);
    assert.deepEqual([await codeOf(verifier), (await verifier.verify(credential, { at: AT })).trust.state], ['ok', 'lost']);
    const again = await createVerifier({ root, store });
    assert.deepEqual([await codeOf(again), (await again.verify(credential, { at: AT })).trust.state], ['ok', undefined]);
  },

  async 'a store that fails is said, and the update stays in memory'() {
    const failing = memoryStore();
    const good = failing.put;
    const written = [];
    failing.put = (key) => {
      written.push(key);
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    };
    const verifier = await createVerifier({ root, store: failing, journal: false });
    const full = await verifier.updateTrust(repository.publish(1), { at: AT });
    assert.deepEqual([full.ok, full.changed, full.kept, full.reason], [true, true, false, 'store.full']);
    failing.put = async (key) => {
      written.push(key);
      throw new Error('gone');
    };
    const gone = await verifier.updateTrust(repository.publish(1), { at: AT });
    assert.deepEqual([gone.changed, gone.kept, gone.reason], [false, false, 'store.unavailable']);
    assert.equal(await codeOf(verifier), 'ok');
    assert.deepEqual(written, ['trust/0', 'trust/0'], 'a place that failed is tried again before the other');
    failing.put = good;
    assert.equal((await verifier.updateTrust(repository.publish(1), { at: AT })).kept, true);
    assert.deepEqual(failing.list(), ['trust/0']);
    const silent = { ...memoryStore(), get: () => Promise.reject(new Error('blocked')) };
    const other = await createVerifier({ root, store: silent, journal: false, trust: repository.publish(1), now: () => AT * 1000 });
    assert.deepEqual([await codeOf(other), (await other.verify(credential)).trust.state], ['ok', 'lost']);
  },

  async 'the highest time seen is kept, and the clock cannot go back behind it'() {
    const store = memoryStore();
    let puts = 0;
    const put = store.put;
    store.put = (...values) => {
      puts += 1;
      return put(...values);
    };
    let clock = AT;
    const now = () => clock * 1000;
    const verifier = await createVerifier({ root, store, now, journal: false, trust: repository.publish(1) });
    assert.equal(puts, 1);
    for (clock of [AT + 100, AT + 300]) await verifier.verify(credential);
    await settled();
    assert.equal(puts, 1, 'not for every scan');
    clock = AT + 5000;
    for (let time = 0; time < 50; time += 1) verifier.verifySync(credential);
    await settled();
    assert.equal(puts, 2, 'once it has advanced');
    clock = AT + 4000;
    assert.equal(await codeOf(verifier, credential, {}), 'trust.clock_mismatch');
    const again = await createVerifier({ root, store, now });
    const receipt = await again.verify(credential);
    assert.deepEqual([receipt.code, receipt.checks[2].detail], ['trust.clock_mismatch', { behind: 1000 }]);
    clock = AT + 4800;
    assert.equal(await codeOf(again, credential, {}), 'ok', 'five minutes are no fault');
    await verifier.verify(credential, { at: AT + 20 * 86400 });
    assert.equal(await codeOf(verifier, credential, {}), 'ok', 'a time that the caller names is not the clock');
  },

  async 'after a restart an older status list than one that was seen is refused'() {
    const store = memoryStore();
    const verifier = await createVerifier({ root, store });
    assert.equal('kept' in (await verifier.updateStatus(repository.statusList([0]), { at: AT })), false, 'no bundle, nothing to keep');
    await verifier.updateTrust(repository.publish(1), { at: AT });
    assert.equal((await verifier.updateStatus(repository.statusList([1], { at: AT + 60 }), { at: AT + 60 })).kept, true);
    const again = await createVerifier({ root, store });
    assert.equal((await again.updateStatus(repository.statusList([0]), { at: AT + 60 })).code, 'status.replayed');
    assert.equal(await codeOf(again), 'ok', 'the list itself is not kept');
    await again.updateStatus(repository.statusList([1], { at: AT + 60 }), { at: AT + 60 });
    assert.equal(await codeOf(again), 'status.revoked');
  },

  async 'killed while it writes: never lost, and never behind what was acknowledged'() {
    await inFolder(async (folder) => {
      const bundles = Array.from({ length: 40 }, (_, index) => carrier(repository.publish(index + 1)).toString('base64'));
      writeFileSync(join(folder, 'world.json'), JSON.stringify({ root: root.toString(), bundles, at: AT }));
      let reached = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        reached = Math.max(reached, await killed(folder, 30 + 12 * round));
        const verifier = await createVerifier({ root, store: fileStore(join(folder, 'store')) });
        const { trust } = await verifier.verify(credential, { at: AT });
        assert.equal(trust.state, undefined, `round ${round}`);
        assert.ok(reached === 0 || trust.versions.timestamp >= reached, `round ${round}: ${reached} was acknowledged`);
      }
      assert.ok(reached > 0, 'no update was ever acknowledged');
    });
  },
};

const traps = {
  async 'after a trap the same receipts come out'() {
    const { createVerifier: create, arm, count } = await trapping();
    const torn = memoryStore();
    torn.put('trust/0', Uint8Array.of(1));
    for (const store of [undefined, memoryStore(), torn]) {
      let clock = AT;
      const verifier = await create({ root, store, journal: false, region: REGION, now: () => clock * 1000 });
      await verifier.updateTrust(repository.publish(2));
      for (const time of [AT - 60, AT]) await verifier.updateStatus(repository.statusList([0, 1, 2], { at: time }), { uri: `${LISTS}1` });
      await verifier.updateStatus(repository.statusList([1], { uri: `${LISTS}2` }));
      await verifier.updateTrust(repository.publish(1));
      clock = AT + 4000;
      const scans = [credential, repository.credential(`${LISTS}1`, 1), repository.credential(`${LISTS}2`), repository.credential(`${LISTS}3`), 'x'];
      const receipts = async () => {
        const all = [];
        for (const scan of scans) for (const options of [{ scenario: REQUIRED }, { scenario: 'counter' }, { at: AT }]) all.push(await verifier.verify(scan, options));
        return JSON.stringify(all);
      };
      const before = await receipts();
      for (let round = 0; round < 3; round += 1) {
        const instances = count();
        arm();
        const trapped = await verifier.verify(credential);
        assert.deepEqual([trapped.code, trapped.trust], ['internal.trap', { source: 'bundle' }]);
        assert.ok((await receipts()) === before, 'the receipts are others');
        assert.equal(count(), instances + 1);
      }
      clock = AT;
      assert.equal(await codeOf(verifier, credential, {}), 'trust.clock_mismatch', 'the highest time seen too');
      const old = await verifier.updateTrust(repository.publish(1), { at: AT });
      assert.deepEqual([old.code, versionOf(old)], ['trust.bundle_replayed', 2], 'no way back through a trap');
      if (store === undefined) continue;
      arm();
      await verifier.verify(credential);
      assert.equal((await verifier.updateTrust(repository.publish(3), { at: AT + 4000 })).kept, true);
      const again = await create({ root, store });
      assert.equal((await again.verify(credential, { at: AT + 4000 })).trust.versions.timestamp, 3, 'the newest slot is the newest');
    }
  },

  async 'an update that traps took nothing'() {
    const { createVerifier: create, arm } = await trapping();
    const verifier = await create({ root, store: memoryStore() });
    await verifier.updateTrust(repository.publish(1), { at: AT });
    arm('core_updateTrust');
    assert.deepEqual(await verifier.updateTrust(repository.publish(2), { at: AT }), { ok: false, code: 'internal.trap' });
    assert.equal((await verifier.verify(credential, { at: AT })).trust.versions.timestamp, 1);
    arm('core_updateStatus');
    assert.deepEqual(await verifier.updateStatus(repository.statusList([1]), { at: AT }), { ok: false, code: 'internal.trap' });
    assert.equal(await codeOf(verifier, credential, { at: AT, scenario: REQUIRED }), 'status.missing');
    assert.equal(versionOf(await verifier.updateTrust(repository.publish(2), { at: AT })), 2);
  },

  async 'memory stays flat over updates'() {
    const { createVerifier: create, memory } = await trapping();
    const verifier = await create({ root, store: memoryStore() });
    const round = async (version) => {
      await verifier.updateTrust(repository.publish(version), { at: AT });
      await verifier.updateTrust('{', { at: AT });
      await verifier.updateStatus(repository.statusList([0, 1], { at: AT + version }), { at: AT + version });
    };
    for (let version = 1; version <= 20; version += 1) await round(version);
    const before = memory();
    for (let version = 21; version <= 120; version += 1) await round(version);
    assert.equal(memory(), before, 'bytes of the instance');
  },
};

async function refuses(name, body) {
  const error = await Promise.resolve().then(body).then(() => null, (reason) => reason);
  assert.ok(error instanceof TypeError && error.message.startsWith(name), `${name}: ${error}`);
}

/** A tick of the event loop after everything that was queued. */
function settled() {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

async function keepVersions(store, versions) {
  for (const version of versions) {
    const verifier = await createVerifier({ root, store });
    await verifier.updateTrust(repository.publish(version), { at: AT });
  }
}

/** Ways to open one store again and again: in memory, and in a directory. */
async function storesTwice() {
  const memory = memoryStore();
  const folder = mkdtempSync(join(tmpdir(), 'yanzheng-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return [() => memory, () => fileStore(folder)];
}

async function inFolder(body) {
  const folder = mkdtempSync(join(tmpdir(), 'yanzheng-'));
  try {
    await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lets a program update and update, kills it some milliseconds after its first word; the last version that it acknowledged. */
function killed(folder, after) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [KEEPER, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), after);
      said += chunk;
    });
    child.on('error', reject);
    child.on('close', () => resolve(Math.max(0, ...said.split('\n').map(Number))));
  });
}

let imports = 0;

/** The default entry over instances that can be made to trap. */
async function trapping() {
  const patched = trapWebAssembly();
  imports += 1;
  const { createVerifier: create } = await import(`${new URL('index.mjs', DIST)}?trust${imports}`);
  patched.restore();
  return { ...patched, createVerifier: create };
}
