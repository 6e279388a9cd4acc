// scanCode() over what the platforms' scanners give.

import assert from 'node:assert/strict';

import { GOOD, thrown } from './cases.mjs';
import { FLAVOURS, openRealm } from './realm.mjs';

const base64 = (given) => Buffer.from(given).toString('base64');

/** What the scanner gives → the text, or the bytes as hex. */
const CONTENTS = [
  ['the text', { result: 'HC1:ABC', rawData: base64('HC1:ABC') }, 'HC1:ABC'],
  ['without rawData', { result: 'HC1:ABC' }, 'HC1:ABC'],
  ['an empty rawData', { result: 'HC1:ABC', rawData: '' }, 'HC1:ABC'],
  ['a rawData that is no base64', { result: 'HC1:ABC', rawData: '***' }, 'HC1:ABC'],
  ['a rawData with what a decoder keeps besides', { result: 'HC1:ABC', rawData: base64([0x40, 0x74, 0x84]) }, 'HC1:ABC'],
  ['Chinese', { result: '证照', rawData: base64('证照') }, '证照'],
  ['several lines', { result: 'a\nb', rawData: base64('x') }, 'a\nb'],
  ['no text, but bytes', { result: '', rawData: base64([0xd2, 0x84, 0x43]) }, 'd28443'],
  ['bytes read as Latin', { result: 'Ò\u0084C', rawData: base64([0xd2, 0x84, 0x43]) }, 'd28443'],
  ['bytes that are no text', { result: '\ufffd\ufffdC', rawData: base64([0xd2, 0x84, 0x43]) }, 'd28443'],
  ['a text that ends at a zero byte', { result: 'ab', rawData: base64([0x61, 0x62, 0, 0x63]) }, '61620063'],
  ['base64 in lines', { result: '', rawData: `${base64([1, 2, 3])}\n` }, '010203'],
  ['no bytes and an odd text', { result: 'Ò', rawData: '' }, 'Ò'],
];

export async function run({ flavour, directory, test }) {
  const { platform, scanner } = FLAVOURS[flavour];
  const open = (answer) => {
    const realm = openRealm(flavour, { directory });
    if (answer) realm.answers[scanner] = answer;
    return realm;
  };
  const scanned = (realm, options) => realm.require('yanzheng').scanCode(options);

  if (scanner === null) {
    await test('a worker has no scanner, and says so', async () => {
      assert.equal((await thrown(() => scanned(open()))).code, 'scan.unavailable');
    });
    return;
  }

  for (const [id, answer, expected] of CONTENTS) {
    await test(id, async () => {
      const realm = open(() => realm.adopt(answer));
      const given = await scanned(realm);
      assert.equal(typeof given === 'string' ? given : Buffer.from(given).toString('hex'), expected);
      if (typeof given !== 'string') assert.ok(realm.run('(one) => one instanceof Uint8Array')(given));
    });
  }

  await test('what was scanned is what verify() takes', async () => {
    const { scan, at, anchors, types } = GOOD;
    const realm = open(() => realm.adopt({ result: scan, rawData: base64(scan), scanType: 'QR_CODE', charSet: 'UTF-8' }));
    const verifier = await realm.require('yanzheng').createVerifier({ anchors, types });
    assert.equal((await verifier.verify(await scanned(realm), { at })).verdict, 'accept');
  });

  await test('what the platform is asked', async () => {
    const realm = open(() => realm.adopt({ result: 'x' }));
    await scanned(realm);
    await scanned(realm, { onlyFromCamera: true, scanType: ['qrCode', 'pdf417'] });
    const asked = realm.calls.filter(([name]) => name === scanner).map(([, { onlyFromCamera, scanType }]) => [onlyFromCamera, [...scanType]]);
    assert.deepEqual(asked, [[undefined, ['qrCode']], [true, ['qrCode', 'pdf417']]]);
    assert.match((await thrown(() => scanned(realm, { surprise: 1 }))).message, /^surprise/);
  });

  await test('who goes back is told from who has no camera', async () => {
    assert.equal((await thrown(() => scanned(open()))).code, 'scan.cancelled');
    const broken = platform === 'my' ? { error: 11, errorMessage: '操作失败' } : { errMsg: `${scanner}:fail system permission denied` };
    const fails = () => {
      throw broken;
    };
    const error = await thrown(() => scanned(open(fails)));
    assert.equal(error.code, 'scan.failed');
    assert.match(error.message, platform === 'my' ? /操作失败/ : /permission denied/);
  });

  await test('nothing in the code', async () => {
    for (const answer of [{ result: '' }, { result: '', rawData: '' }, {}]) {
      assert.equal((await thrown(() => scanned(open(() => answer)))).code, 'scan.empty');
    }
  });

  await test('a base library without the call', async () => {
    const realm = open();
    realm.run(`delete ${platform}.${scanner}`);
    assert.equal((await thrown(() => scanned(realm))).code, 'scan.unavailable');
  });

  if (platform !== 'my') return;

  await test('the older names of the answer', async () => {
    assert.equal(await scanned(open(() => ({ code: 'HC1:A' }))), 'HC1:A');
    assert.equal(await scanned(open(() => ({ qrCode: 'HC1:B' }))), 'HC1:B');
  });
}
