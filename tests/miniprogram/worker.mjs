// The page and the worker on Alipay: what the one asks, the other answers.

import assert from 'node:assert/strict';

import { AT, createIssuer, POLICY } from '../node/wallet.mjs';
import { sixty } from '../node/sixty.mjs';
import { caseOf, collect, GOOD, KNOWN, thrown } from './cases.mjs';
import { FLAVOURS, openRealm } from './realm.mjs';

const { scan, at, anchors, types } = GOOD;
const { shelf } = sixty();

export async function run({ flavour, directory, test }) {
  if (flavour !== 'alipay-logic') return;
  const WORKER = `${FLAVOURS['alipay-worker'].root}/worker.js`;

  /** A page that is connected with a worker which runs worker.js, as my.createWorker() starts it. */
  function connected({ spoil = () => {}, options } = {}) {
    const worker = openRealm('alipay-worker', { directory });
    spoil(worker);
    for (const path of [...worker.files.keys()]) if (path.endsWith('.js') && path !== WORKER) worker.files.delete(path);
    worker.require(WORKER);
    const page = openRealm('alipay-logic', { directory });
    const { connectWorker, ...entry } = page.require('yanzheng');
    return { page, worker, entry, ...connectWorker(worker.port, options) };
  }

  await test('the worker runs the wasm, and its file stands alone', async () => {
    const { createVerifier, entry, page } = connected();
    for (const { id, scan: each, at: when, anchors: keys, types: rows, expect } of KNOWN) {
      const verifier = await createVerifier({ anchors: keys, types: rows });
      assert.deepEqual({ ...verifier.engine }, { name: 'wasm' });
      const receipt = await verifier.verify(each, { at: when });
      assert.deepEqual([receipt.verdict, receipt.code], [expect.verdict, expect.code], id);
      const here = await entry.createVerifier({ anchors: keys, types: rows });
      assert.equal(JSON.stringify(receipt), JSON.stringify(await here.verify(each, { at: when })), 'the same bytes as in the page');
      assert.ok(page.run('(one) => one instanceof Object')(receipt), 'an object of the page');
      await verifier.dispose();
      assert.match((await thrown(() => verifier.verify(each))).message, /^dispose/);
    }
    assert.ok(!page.calls.some(([name]) => name === 'getRandomValues'));
  });

  await test('chance comes from the worker', async () => {
    const { createVerifier } = connected();
    const verifier = await createVerifier({ anchors, types });
    const [one, other] = await Promise.all([verifier.challenge(), verifier.challenge()]);
    assert.match(one, /^[A-Za-z0-9_-]{22}$/);
    assert.notEqual(one, other);
    assert.equal((await verifier.request({ scenario: 'counter', assurance: 'live' })).challenge.length, 22);
  });

  await test('bytes, dates and files by name cross the line', async () => {
    const { createVerifier } = connected();
    const verifier = await createVerifier({ anchors, types });
    const bytes = Uint8Array.from(Buffer.from(scan));
    assert.equal((await verifier.verify(bytes, { at: new Date(at * 1000) })).verdict, 'accept');
    assert.equal((await verifier.verify(bytes, { at })).at, at);
    const many = await collect(verifier.verifyMany([scan, { scan: bytes, purpose: 'x' }], { at }));
    assert.deepEqual(many.map(({ verdict, purpose }) => [verdict, purpose]), [['accept', undefined], ['accept', 'x']]);
    const { trust } = caseOf('status::list-last');
    const told = await createVerifier({ root: bytesOf(shelf.files[trust.root]), journal: false });
    const files = Object.fromEntries(Object.entries(shelf.bundles.listed).map(([name, file]) => [name, bytesOf(shelf.files[file])]));
    const [{ at: when }] = trust.offers;
    assert.equal((await told.updateTrust(files, { at: when })).ok, true);
    const [{ file, uri }] = trust.status;
    assert.equal((await told.updateStatus(bytesOf(shelf.files[file]), { at: new Date(when * 1000), uri })).kind, 'list');
    assert.equal((await told.updateStatus(new Uint8Array(4))).ok, false);
  });

  await test('a journal in the files of the page', async () => {
    const { createVerifier, entry, page } = connected();
    const { anchors: keys, wallet } = createIssuer();
    const present = wallet({ name: '王五' });
    const store = entry.fileStore('desk');
    const verifier = await createVerifier({ anchors: keys, store, maker: '前台' });
    for (const nonce of ['a', 'b']) {
      const receipt = await verifier.verify(present(nonce), { scenario: POLICY, at: AT });
      assert.equal(receipt.entry.sequence, nonce === 'a' ? 1 : 2, JSON.stringify(receipt));
    }
    assert.equal((await verifier.journal.verifyChain()).entries, 3);
    assert.equal((await collect(verifier.journal.entries({ from: 1 }))).length, 2);
    const lines = await collect(verifier.journal.export({ format: 'jsonl' }));
    assert.equal((await entry.verifyJournal(page.adopt(lines))).ok, true, 'followed in the page, by the other engine');
    const walk = verifier.journal.entries();
    await walk.next();
    await walk.return();
    assert.match((await thrown(() => verifier.journal.review(1, { decision: 'x' }))).message, /^decision/);
    assert.equal((await store.list('journal/')).length, 3);
  });

  await test('a store that is full in the page is full in the worker', async () => {
    const { createVerifier, entry, page } = connected();
    const verifier = await createVerifier({ anchors, types, store: entry.fileStore('desk') });
    page.disk.limit = 0;
    const { code, verdict } = await verifier.verify(scan, { at });
    assert.deepEqual([verdict, code], ['indeterminate', 'policy.journal_missing']);
  });

  await test('a hub is asked in the page', async () => {
    const { createVerifier } = connected();
    const asked = [];
    const verifier = await createVerifier({
      anchors: [],
      hub(question) {
        asked.push(question);
        return { status: 0, result: 3 };
      },
    });
    assert.equal((await verifier.verify('4642087996', { at: 1 })).code, 'hub.expired');
    assert.equal(asked.length, 1);
    assert.equal(typeof asked[0].channel, 'string');
  });

  await test('a name in a credential is not a message', async () => {
    const { createVerifier } = connected();
    const { anchors: keys, wallet } = createIssuer();
    const present = wallet({ name: '王五', bytes: { text: 'x', bytes: [] }, yanzheng: 1, __proto__: null });
    const verifier = await createVerifier({ anchors: keys });
    const receipt = await verifier.verify(present('n', { aud: 'x' }), { at: AT, audience: 'x' });
    assert.deepEqual(JSON.parse(JSON.stringify(receipt.claims)).bytes, { text: 'x', bytes: [] });
  });

  await test('what the caller did wrong is said as in the page', async () => {
    const { createVerifier, checkPolicy, page } = connected();
    for (const [name, options] of [['anchors', {}], ['surprise', { anchors, surprise: 1 }], ['engine', { anchors, engine: 'fast' }], ['wasmPath', { anchors, wasmPath: 5 }], ['now', { anchors, now: () => 1 }], ['anchors', null]]) {
      const error = await thrown(() => createVerifier(options));
      assert.ok(error.name === 'TypeError' && error.message.startsWith(name), `${name}: ${error.name}: ${error.message}`);
    }
    const verifier = await createVerifier({ anchors });
    for (const [name, body] of [['scan', () => verifier.verify(5)], ['at', () => verifier.verify('x', { at: 'soon' })], ['root', () => verifier.updateTrust('{}')]]) {
      const error = await thrown(body);
      assert.ok(error.name === 'TypeError' && error.message.startsWith(name), `${name}: ${error.message}`);
    }
    assert.equal((await checkPolicy(JSON.stringify(POLICY))).ok, true);
    for (const [name, given, options] of [['worker', undefined], ['worker', {}], ['surprise', { postMessage() {}, onMessage() {} }, { surprise: 1 }]]) {
      assert.match((await thrown(() => page.require('yanzheng').connectWorker(given, options))).message, new RegExp(`^${name}`));
    }
  });

  const hopeless = {
    'a worker without WebAssembly': { spoil: (worker) => worker.run('delete this.MYWebAssembly'), code: 'wasm.unavailable' },
    'a worker without the file': { spoil: (worker) => worker.files.delete(`${FLAVOURS['alipay-worker'].root}/yanzheng.wasm.br`), code: 'wasm.load_failed' },
  };
  for (const [id, { spoil, code }] of Object.entries(hopeless)) {
    await test(`${id}: the page's own engine, and it says so`, async () => {
      const { createVerifier } = connected({ spoil });
      const verifier = await createVerifier({ anchors, types });
      assert.deepEqual({ ...verifier.engine }, { name: 'js', code });
      assert.equal((await verifier.verify(scan, { at })).verdict, 'accept');
      assert.equal((await thrown(() => createVerifier({ anchors, engine: 'wasm' }))).code, code);
    });
  }

  await test('a worker that the system ended keeps nobody waiting for ever', async () => {
    const { createVerifier, worker } = connected({ options: { limit: 2000 } });
    const verifier = await createVerifier({ anchors, types });
    worker.port.terminate();
    assert.equal((await thrown(() => verifier.verify(scan, { at }))).code, 'worker.silent');
  });

  await test('messages of the page are left to the page', async () => {
    const { createVerifier, worker } = connected();
    for (const message of [null, 'x', 5, {}, { message: 'x' }, { id: 1 }]) {
      worker.port.postMessage(message);
      worker.run('worker').postMessage(message);
    }
    assert.equal((await createVerifier({ anchors })).engine.name, 'wasm');
  });

  await test('the platform may wrap a message', async () => {
    const worker = openRealm('alipay-worker', { directory });
    worker.require(WORKER);
    const page = openRealm('alipay-logic', { directory });
    const wrapping = { ...worker.port, onMessage: (listener) => worker.port.onMessage((message) => listener({ message })) };
    const verifier = await page.require('yanzheng').connectWorker(wrapping).createVerifier({ anchors, types });
    assert.equal((await verifier.verify(scan, { at })).verdict, 'accept');
  });
}

function bytesOf(content) {
  return content.startsWith('{') ? Uint8Array.from(Buffer.from(content)) : Uint8Array.from(Buffer.from(content, 'base64'));
}
