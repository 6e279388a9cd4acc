// The example mini-program in WeChat's realms: what the check-in page shows of each guest, that it shows nothing
// of the one before, and that its parts fit together.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { caseOf, collect } from './cases.mjs';
import { filesOf, openPage, read, ROOT } from './page.mjs';
import { createDisk, FLAVOURS } from './realm.mjs';
import { isOld } from './source.mjs';
import { htmlOf, tapsOf } from './wxml.mjs';

const { resolve: find } = createRequire(new URL('../../pkg/package.json', import.meta.url));

/** A file of the example that is data. */
function dataOf(path) {
  const module = { exports: {} };
  new Function('module', read(path))(module);
  return module.exports;
}

const trust = dataOf('hotel/trust.js');
const samples = Object.fromEntries(dataOf('hotel/samples.js').map((sample) => [sample.id, sample]));
const AT = trust.at;
const GUEST = /张|990101199001010019/;

/** The members of `data` that are about a guest. */
const aboutGuest = ({ result, request, decided }) => JSON.stringify({ result, request, decided });
const NOBODY = aboutGuest({ result: null, request: null, decided: '' });

function valueOf(lines, key) {
  const line = lines.find((each) => each.key === key);
  return line && line.value;
}

export async function run({ directory, test }) {
  const open = (flavour = 'wechat', options = {}) => openPage(flavour, { directory, at: AT, ...options });

  for (const flavour of ['wechat', 'wechat-ios']) {
    await test(`${flavour}: accepted by the camera`, async () => {
      const { page, realm, scanned } = await open(flavour);
      assert.deepEqual([page.data.ready, page.data.engine, page.data.warning], [true, '', '']);
      const { result, status } = await scanned(samples.fresh.scan);
      assert.deepEqual([result.verdict, result.word, result.icon, status], ['accept', '通过', '/hotel/icons/accept.svg', '']);
      assert.equal(valueOf(result.claims, 'certificateHolderName'), '张伟（演示）');
      assert.equal(valueOf(result.claims, 'certificateHolderCode'), '990101199001010019');
      assert.deepEqual(result.outputs.map(({ label }) => label), ['旅馆留存', '报送公安']);
      assert.match(result.keep.join(), /可以保存：姓氏。90 天后.*不得保存：持证主体代码/);
      assert.match(result.advice, /照片/);
      assert.equal(result.rule.name, '');
      assert.match(valueOf(result.record, 'entry'), /^第 1 条/);
      const [, options] = realm.calls.find(([name]) => name === 'scanCode');
      assert.equal(options.onlyFromCamera, true);
    });
  }

  await test('shown a second time: rejected, by which rule, and nothing of the guest', async () => {
    const { scanned } = await open();
    await scanned(samples.fresh.scan);
    const { result } = await scanned(samples.fresh.scan);
    assert.equal(valueOf(result.record, 'code'), 'policy.replayed');
    assert.equal(result.verdict, 'reject');
    assert.deepEqual([result.claims, result.outputs], [[], []]);
    assert.doesNotMatch(JSON.stringify(result), GUEST);
  });

  await test('a print: rejected, by which rule, and what would do', async () => {
    const { scanned } = await open();
    const { result } = await scanned(samples.paper.scan);
    assert.deepEqual([result.verdict, result.word, result.icon], ['reject', '不通过', '/hotel/icons/reject.svg']);
    assert.deepEqual(result.rule, { name: '持有人 · 出示方式', instead: '要由持有人用自己的手机当场出示。' });
    assert.match(result.instead, /证件原件/);
    assert.deepEqual([result.claims, result.outputs, result.keep], [[], [], []]);
    assert.doesNotMatch(JSON.stringify(result), GUEST);
  });

  await test('an online code: nobody can say, and a person decides, in the journal', async () => {
    const disk = createDisk();
    const { scanned, tap } = await open('wechat', { disk });
    const { result } = await scanned(samples.pointer.scan);
    assert.deepEqual([result.verdict, result.word, result.icon], ['indeterminate', '无法确认', '/hotel/icons/indeterminate.svg']);
    assert.notEqual(result.review, '');
    assert.deepEqual(result.claims, []);
    const data = await tap('decide', { decision: 'accepted' });
    assert.match(data.decided, /已记入日志/);
    const { entries, whole } = await journalOf(await open('wechat', { disk }));
    assert.deepEqual([whole.ok, entries.map(({ entry }) => Object.keys(entry.review || entry.receipt || {}).length > 0)], [true, [false, true, true]]);
    assert.match(JSON.stringify(entries[2]), /查验了证件原件/);
  });

  await test('went back from the scanner: said so, and nothing was verified', async () => {
    const { page, realm, scanned } = await open();
    const { result, status } = await scanned(() => {
      throw realm.adopt({ errMsg: 'scanCode:fail cancel' });
    });
    assert.deepEqual([result, status, page.data.busy], [null, '没有扫码。', false]);
    assert.equal((await scanned(samples.fresh.scan)).result.verdict, 'accept');
  });

  await test('no WebAssembly: the same answer by the other engine, and it says so', async () => {
    const [usual, without] = [await open(), await open('wechat', { change: ({ run: inRealm }) => inRealm('WXWebAssembly = undefined') })];
    assert.match(without.page.data.engine, /兼容引擎（wasm\.unavailable）/);
    const answers = [await usual.tap('trySample', { id: 'fresh' }), await without.tap('trySample', { id: 'fresh' })];
    assert.deepEqual(answers[1].result, answers[0].result);
    assert.equal((await without.scanned(samples.fresh.scan)).result.verdict, 'accept');
  });

  await test('no random numbers either: it says so, and opens for nobody', async () => {
    const { page, scanned } = await open('wechat-old');
    assert.deepEqual([page.data.ready, page.data.failed], [false, true]);
    assert.match(page.data.status, /微信太旧/);
    assert.equal((await scanned(samples.fresh.scan)).result, null);
  });

  await test('the wasm is not where it should be: the same', async () => {
    const { page, scanned } = await open('wechat', { change: ({ files }) => files.delete(`${ROOT}/yanzheng.wasm.br`) });
    assert.match(page.data.engine, /兼容引擎（wasm\.load_failed）/);
    assert.equal((await scanned(samples.fresh.scan)).result.verdict, 'accept');
  });

  await test('a request: its picture reads as its text, and only an answer to it will do', async () => {
    const { page, realm, scanned } = await open();
    await page.ask();
    const { request } = page.data;
    assert.equal(await readPicture(request.picture), request.text);
    assert.deepEqual(request.lines.map(({ key }) => key), ['purpose', 'types', 'claims', 'optional', 'retention_days']);
    page.copyRequest();
    assert.deepEqual(realm.calls.at(-1)[1].data, request.text);
    const { result } = await scanned(samples.fresh.scan);
    assert.deepEqual([result.verdict, valueOf(result.record, 'code')], ['reject', 'holder.nonce_missing']);
    page.next();
    assert.equal((await scanned(samples.fresh.scan)).result.verdict, 'accept', 'a challenge counts once');
  });

  await test('the next guest: nothing is left of this one', async () => {
    const { page, scanned, tap } = await open();
    await scanned(samples.fresh.scan);
    assert.match(aboutGuest(page.data), GUEST);
    page.next();
    assert.equal(aboutGuest(page.data), NOBODY);
    assert.doesNotMatch(JSON.stringify([page.data, page.entry, page.challenge]), GUEST);
    await page.ask();
    page.next();
    assert.deepEqual([aboutGuest(page.data), page.challenge], [NOBODY, '']);
    await scanned(samples.pointer.scan);
    await tap('decide', { decision: 'refused' });
    page.next();
    assert.equal(aboutGuest(page.data), NOBODY);
  });

  await test('what was kept of a guest goes on its day', async () => {
    const disk = createDisk();
    const isKept = () => [...disk.files.values()].some((bytes) => GUEST.test(bytes.toString()));
    await (await open('wechat', { disk })).scanned(samples.fresh.scan);
    await open('wechat', { disk, at: AT + 89 * 86400 });
    assert.equal(isKept(), true);
    await open('wechat', { disk, at: AT + 91 * 86400 });
    assert.equal(isKept(), false);
  });

  await test('several credentials in one code: the claims of each', async () => {
    const { realm } = await open();
    const { anchors, at, scan } = caseOf('envelope::together');
    const { createVerifier } = realm.require('yanzheng');
    const receipt = await (await createVerifier({ anchors })).verify(scan, { at });
    const { verdict, claims } = realm.require('/hotel/told.js').tellReceipt(receipt);
    const told = receipt.parts.map((part) => Object.keys(part.claims));
    assert.deepEqual([verdict, Array.from(claims, ({ key }) => key).sort()], ['accept', [].concat(...told).sort()]);
  });

  await test('the list of what was withdrawn is old: nobody can say', async () => {
    const { scanned } = await open('wechat', { at: AT + 86400 });
    const { result } = await scanned(samples.revoked.scan);
    assert.equal(result.verdict, 'reject', 'what was withdrawn stays so');
    assert.equal((await scanned(samples.paper.scan)).result.checks[4].outcome, 'undecided');
  });

  for (const [id, verdict] of Object.entries({ fresh: 'accept', paper: 'reject', revoked: 'reject', changed: 'reject', pointer: 'indeterminate' })) {
    await test(`sample ${id}`, async () => {
      const { realm, tap } = await open('wechat', { at: AT + 200 * 86400 });
      const before = [...realm.disk.files.keys()];
      const { result } = await tap('trySample', { id });
      assert.equal(result.verdict, verdict);
      assert.equal(valueOf(result.record, 'entry'), undefined);
      assert.deepEqual([...realm.disk.files.keys()], before, 'samples are in no journal');
    });
  }

  await test('codes of digits of every length can be read', async () => {
    const { realm } = await open();
    const { qrPicture } = realm.require('/hotel/qr.js');
    for (let count = 1; count < 1500; count += count < 45 ? 1 : 61) {
      const digits = Array.from({ length: count }, (_, place) => (place * place * 7 + count) % 10).join('');
      assert.equal(await readPicture(qrPicture(digits)), digits, `${count} digits`);
    }
  });

  await test('its scripts are ECMAScript 2017', async () => {
    for (const path of filesOf()) if (path.endsWith('.js')) assert.ok(await isOld(read(path)), path);
  });

  await test('its parts fit together', () => parts());
}

/** Pages with their four files, taps with their methods, pictures that are there, the package's own version. */
function parts() {
  const files = filesOf();
  const app = JSON.parse(read('app.json'));
  const pages = [...app.pages, ...app.subPackages.flatMap(({ root, pages: names }) => names.map((name) => `${root}/${name}`))];
  for (const page of pages) for (const kind of ['js', 'json', 'wxml', 'wxss']) assert.ok(files.includes(`/${page}.${kind}`), `${page}.${kind}`);
  for (const page of pages) {
    const methods = methodsOf(page);
    for (const tap of tapsOf(read(`${page}.wxml`))) assert.ok(methods.includes(tap), `${page}: nothing is named ${tap}`);
    htmlOf({ wxml: read(`${page}.wxml`), wxss: '', data: {}, picture: (path) => path });
  }
  for (const verdict of ['accept', 'reject', 'indeterminate']) assert.ok(files.includes(`/hotel/icons/${verdict}.svg`));
  const { version } = JSON.parse(readFileSync(new URL('../../pkg/package.json', import.meta.url), 'utf8'));
  assert.equal(JSON.parse(read('hotel/package.json')).dependencies.yanzheng, version);
  const [{ miniprogramNpmDistDir: made }] = JSON.parse(read('project.config.json')).setting.packNpmRelationList;
  assert.equal(`${made}miniprogram_npm/yanzheng`, `.${ROOT}`);
  assert.ok(read('hotel/counter.js').includes(`'${ROOT}/yanzheng.wasm.br'`));
  assert.ok(FLAVOURS.wechat.root !== ROOT, 'the package is not where it would be found without wasmPath');
}

/** The methods of a page, as its text has them. */
function methodsOf(page) {
  return [...read(`${page}.js`).matchAll(/^ {2}(?:async )?(\w+)\(/gm)].map(([, name]) => name);
}

/** The journal that a page has written, as another program reads it. */
async function journalOf({ realm }) {
  const yanzheng = realm.require('yanzheng');
  const { journal } = await yanzheng.createVerifier({ anchors: [], wasmPath: `${ROOT}/yanzheng.wasm.br`, store: yanzheng.fileStore('hotel') });
  return { entries: await collect(journal.entries()), whole: await journal.verifyChain() };
}

let reader;

/** The text of a code that is drawn as the example draws it. */
async function readPicture(address) {
  if (reader === undefined) {
    reader = await import(find('zxing-wasm/reader'));
    reader.prepareZXingModule({ overrides: { wasmBinary: readFileSync(find('zxing-wasm/reader/zxing_reader.wasm')) } });
  }
  const [code] = await reader.readBarcodes(pixels(address), { formats: ['QRCode'] });
  return code && code.text;
}

/** Black on white, three pixels a module. */
function pixels(address) {
  const svg = Buffer.from(address.split(',')[1], 'base64').toString();
  const size = 3 * Number(svg.match(/viewBox="0 0 (\d+) /)[1]);
  const picture = { width: size, height: size, data: new Uint8ClampedArray(4 * size * size).fill(255) };
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let row = 3 * y; row < 3 * y + 3; row += 1) {
      const from = 4 * (row * size + 3 * x);
      for (let at = from; at < from + 12 * length; at += 4) picture.data.fill(0, at, at + 3);
    }
  }
  return picture;
}
