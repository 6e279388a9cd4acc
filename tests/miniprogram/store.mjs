// fileStore() over what the platforms document of files, and over a program that is killed at every call.

import assert from 'node:assert/strict';

import { collect, GOOD, thrown } from './cases.mjs';
import { createDisk, FLAVOURS, openRealm } from './realm.mjs';

const { scan, at, anchors, types } = GOOD;

const bytes = (text) => Uint8Array.from(Buffer.from(text));
const text = (given) => given && Buffer.from(given).toString();

export async function run({ flavour, directory, test }) {
  const { files: platformFiles } = FLAVOURS[flavour];
  const open = (disk) => openRealm(flavour, { directory, disk });
  const storeOf = (realm, name = 'desk') => realm.require('yanzheng').fileStore(name);

  if (platformFiles === null) {
    await test('a worker has no files, and says so', async () => {
      const store = storeOf(open());
      assert.match((await thrown(() => store.get('a'))).message, /no files/);
    });
    return;
  }

  await test('get, put, delete and list', async () => {
    const disk = createDisk();
    const store = storeOf(open(disk));
    assert.equal(await store.get('trust/0'), undefined);
    assert.deepEqual([...(await store.list())], []);
    assert.equal(await store.put('trust/0', bytes('one')), true);
    assert.equal(await store.put('trust/0', bytes('two')), true);
    assert.equal(await store.put('journal/000000000001', bytes('x')), true);
    assert.equal(await store.put('empty', new Uint8Array(0)), true, 'some platforms refuse an empty file');
    assert.equal(text(await store.get('trust/0')), 'two');
    assert.equal((await store.get('empty')).length, 0);
    assert.deepEqual([...(await store.list())], ['empty', 'journal/000000000001', 'trust/0']);
    assert.deepEqual([...(await store.list('journal/'))], ['journal/000000000001']);
    await store.delete('trust/0');
    await store.delete('trust/0');
    assert.equal(await store.get('trust/0'), undefined);
    assert.deepEqual([...(await storeOf(open(disk)).list())], ['empty', 'journal/000000000001'], 'in the next program');
    assert.deepEqual([...(await storeOf(open(disk), 'other').list())], [], 'under another name');
  });

  await test('of all who create one key, one does', async () => {
    const realm = open();
    const [one, other] = [storeOf(realm), storeOf(realm)];
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => (index % 2 ? one : other).put('key', bytes(`${index}`), { create: true })));
    assert.deepEqual(answers, [true, ...Array(7).fill(false)]);
    assert.equal(text(await one.get('key')), '0');
    await one.delete('key');
    assert.equal(await other.put('key', bytes('again'), { create: true }), true);
  });

  await test('a copy is kept, and a copy is given out', async () => {
    const store = storeOf(open());
    const own = bytes('abc');
    const putting = store.put('key', own);
    own.fill(0);
    await putting;
    (await store.get('key')).fill(0);
    assert.equal(text(await store.get('key')), 'abc');
    const part = Uint8Array.from([1, 2, 3, 4, 5, 6]).subarray(2, 4);
    await store.put('part', part);
    assert.deepEqual([...(await store.get('part'))], [3, 4]);
  });

  await test('wrong use', async () => {
    const { fileStore } = open().require('yanzheng');
    for (const name of [undefined, '', 'a/b', '..', 'a.b', 5]) assert.match((await thrown(() => fileStore(name))).message, /^name/);
    const store = fileStore('desk');
    for (const key of ['', '/a', 'a/', '../a', 'a.b', 'a b', 5, undefined]) assert.match((await thrown(() => store.put(key, bytes('x')))).message, /^key/, String(key));
    for (const given of ['x', undefined, [1], new ArrayBuffer(2)]) assert.match((await thrown(() => store.put('a', given))).message, /^bytes/);
    assert.match((await thrown(() => store.list('../'))).message, /^prefix/);
  });

  await test('killed at every call: what is there is the old one or the new one, and whole', async () => {
    const old = { a: 'old-a', b: 'old-b', c: 'old-c' };
    let kills = 0;
    for (let left = 0; ; left += 1) {
      const disk = createDisk();
      const before = storeOf(open(disk));
      for (const [key, value] of Object.entries(old)) await before.put(key, bytes(value));
      disk.left = left;
      const store = storeOf(open(disk));
      const over = { it: false };
      const done = await Promise.race([
        store.put('a', bytes('new-a')).then(() => store.put('d', bytes('new-d'), { create: true })).then(() => store.delete('b')).then(() => store.put('c', bytes('new-c'))).then(() => true),
        died(disk, over),
      ]);
      over.it = true;
      Object.assign(disk, { left: Infinity, dead: false });
      const after = storeOf(open(disk));
      const found = Object.fromEntries(await Promise.all(['a', 'b', 'c', 'd'].map(async (key) => [key, text(await after.get(key))])));
      assert.ok(['old-a', 'new-a'].includes(found.a) && ['old-b', undefined].includes(found.b), JSON.stringify(found));
      assert.ok(['old-c', 'new-c'].includes(found.c) && ['new-d', undefined].includes(found.d), JSON.stringify(found));
      const order = [found.a === 'new-a', found.d === 'new-d', found.b === undefined, found.c === 'new-c'];
      assert.deepEqual(order, [...order].sort().reverse(), 'one after another');
      assert.deepEqual([...(await after.list())], Object.keys(found).filter((key) => found[key] !== undefined));
      assert.ok([...disk.files.keys()].every((path) => path.includes('/kept/')), 'nothing unfinished is left');
      if (done) break;
      kills += 1;
    }
    assert.ok(kills > 8, `${kills} places to die`);
  });

  await test('what the platform refuses is thrown, and counts as full where it is full', async () => {
    const disk = createDisk();
    const store = storeOf(open(disk));
    await store.put('a', bytes('a'));
    disk.limit = 1000;
    const full = await thrown(() => store.put('b', new Uint8Array(2000)));
    assert.equal(full.code, 'ENOSPC', full.message);
    assert.equal(text(await store.get('a')), 'a');
    disk.limit = Infinity;
    disk.broken = (name) => name === 'readFile';
    assert.match((await thrown(() => store.get('a'))).message, /^readFile/);
    disk.broken = () => false;
    assert.equal(text(await store.get('a')), 'a', 'and is tried again');
    for (const name of ['writeFile', 'rename', 'unlink', 'readdir']) {
      disk.broken = (called) => called === name;
      const next = storeOf(open(disk));
      await thrown(() => next.put('a', bytes('b')));
      disk.broken = () => false;
      assert.match(text(await next.get('a')), /^[ab]$/, name);
      await next.put('a', bytes('a'));
    }
  });

  await test('half a file is not given out as a whole one', async () => {
    const disk = createDisk();
    await storeOf(open(disk)).put('a', bytes('abc'));
    const [path] = disk.files.keys();
    disk.files.set(path, Buffer.alloc(0));
    assert.match((await thrown(() => storeOf(open(disk)).get('a'))).message, /whole/);
  });

  if (FLAVOURS[flavour].random === null) return;

  await test('a journal in it survives the program, and its chain holds', async () => {
    const disk = createDisk();
    let head;
    for (let program = 0; program < 3; program += 1) {
      const realm = open(disk);
      const { createVerifier, fileStore, verifyJournal } = realm.require('yanzheng');
      const verifier = await createVerifier({ anchors, types, store: fileStore('desk'), now: () => at * 1000 });
      assert.equal((await verifier.verify(scan)).entry.sequence, program + 1);
      if (head !== undefined) assert.equal((await verifier.journal.verifyChain({ checkpoint: head })).ok, true);
      head = await verifier.journal.checkpoint();
      const lines = await collect(verifier.journal.export({ format: 'jsonl' }));
      assert.deepEqual(plain(await verifyJournal(realm.adopt(lines))), { ok: true, entries: program + 2, head: plain(head) });
    }
  });
}

function plain(value) {
  return JSON.parse(JSON.stringify(value));
}

/** Resolves to false when the program was killed, or when nobody waits for that any more. */
async function died(disk, over) {
  while (!disk.dead && !over.it) await new Promise((resolve) => setTimeout(resolve, 2));
  return false;
}
