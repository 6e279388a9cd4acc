// The command line, run as people run it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { verifyInput, worst } from '../../pkg/cli/input.js';
import { AT as BUNDLE_AT, carrier, createRepository } from './repository.mjs';
import { AT, createIssuer, POLICY } from './wallet.mjs';

const PKG = fileURLToPath(new URL('../../pkg/', import.meta.url));
const BIN = join(PKG, 'bin/yanzheng.js');

/** A PNG of 1×1 pixel: a picture without a code. */
const BLANK = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');

/** A key nobody has: the base point of P-256. */
const BASE_POINT = { kty: 'EC', crv: 'P-256', x: 'axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY', y: 'T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU' };

/** Resident bytes that a long batch may grow by: the stream's buffers and V8's own wish for room. */
const GROWTH = 64 * 1024 * 1024;

const issuer = createIssuer();
const present = issuer.wallet({ name: '王五-Retained', number: 'N-7781', holderOver18: true });

/** Runs every test of this file, in a directory of its own. */
export async function run(test) {
  const home = mkdtempSync(join(tmpdir(), 'yanzheng-'));
  const at = (name) => join(home, name);
  writeFileSync(at('anchors.json'), '[]');
  writeFileSync(at('blank.png'), BLANK);
  writeFileSync(at('scan.txt'), '\uFEFF4642087996\r\n');
  writeFileSync(at('policy.json'), '{"scenario":"hotel.check-in"}');
  writeFileSync(at('wrong-types.json'), '[{"type":1}]');
  writeFileSync(at('types.json'), JSON.stringify([{ type: 't', source: 's', date: '2026-01-01' }]));
  writeFileSync(at('kinds.json'), JSON.stringify([{ type: 'urn:example:card', kind: 'resident_id_card', name: { zh: '样例卡', en: 'Sample card' }, source: 's', date: '2026-01-01' }]));
  writeFileSync(at('counter.json'), JSON.stringify(POLICY));
  writeFileSync(at('wallet.json'), JSON.stringify(issuer.anchors));
  try {
    for (const [id, body] of Object.entries(tests)) await test('cli', id, () => body(at));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const tests = {
  async 'verify: exit codes follow the verdict'(at) {
    const verify = (...inputs) => yanzheng(['verify', '--anchors', at('anchors.json'), '--json', ...inputs]);
    for (const [input, code, exit] of [['4642087996', 'envelope.online_only', 2], ['nothing', 'envelope.unknown', 1], [at('blank.png'), 'envelope.missing', 2], [`@${at('scan.txt')}`, 'envelope.online_only', 2]]) {
      const { stdout, status } = await verify(input);
      assert.equal(JSON.parse(stdout).code, code);
      assert.equal(status, exit);
    }
    const { stdout, status } = await verify('4642087996', 'nothing', at('blank.png'));
    assert.deepEqual([stdout.trim().split('\n').length, status], [3, 1], 'a rejection is worse than a doubt');
  },

  async 'verify: reads the code in a picture'(at) {
    writeFileSync(at('code.png'), await qrCode('https://example.org/'));
    const { stdout, status } = await yanzheng(['verify', '--anchors', at('anchors.json'), '--json', at('code.png')]);
    assert.deepEqual([JSON.parse(stdout).checks[0].detail.channel, status], ['url', 2]);
  },

  async 'several codes in one picture'() {
    const found = { a: 'ok', b: 'signature.invalid', u: 'envelope.unknown', p: 'envelope.online_only' };
    const verdict = (code) => (code === 'ok' ? 'accept' : code === 'envelope.online_only' ? 'indeterminate' : 'reject');
    const seen = [];
    const verifier = {
      async verify(scan) {
        seen.push(scan);
        return { code: found[scan] || 'ok', verdict: verdict(found[scan] || 'ok') };
      },
    };
    const codes = async (...texts) => {
      const receipts = await verifyInput({ readPicture: async () => texts }, verifier, { picture: BLANK }, {});
      return [worst(receipts).code, receipts.length];
    };
    assert.deepEqual(await codes('a', 'u', 'p'), ['ok', 1], 'what is no credential does not count beside one');
    assert.deepEqual(await codes('a', 'b'), ['signature.invalid', 2], 'the worst speaks for the picture');
    assert.deepEqual(await codes('p', 'u'), ['envelope.unknown', 2]);
    seen.length = 0;
    await codes('shc:/2/2/6', 'SHC:/1/2/5');
    assert.deepEqual(seen, ['shc:/2/2/6\nSHC:/1/2/5'], 'the parts of one card are one scan');
  },

  async 'verify: - reads lines, and no line is no pass'(at) {
    const verify = (stdin) => yanzheng(['verify', '--anchors', at('anchors.json'), '--json', '-'], { stdin });
    const { stdout, status } = await verify('4642087996\r\n\nhttps://example.org/\n');
    assert.deepEqual(stdout.trim().split('\n').map((line) => JSON.parse(line).checks[0].detail.channel), ['hub_code', 'url']);
    assert.equal(status, 2);
    const empty = await verify('');
    assert.deepEqual([JSON.parse(empty.stdout).code, empty.status], ['envelope.missing', 2]);
  },

  async 'verify: people get words, colours only on a terminal'(at) {
    const args = ['verify', '--anchors', at('anchors.json'), '--scenario', at('policy.json'), 'nothing'];
    const english = await yanzheng(args, { env: { LANG: 'C' } });
    assert.match(english.stdout, /^✗ Rejected\n {2}This is not a credential code/);
    const chinese = await yanzheng(args, { env: { LC_ALL: 'zh_CN.UTF-8' } });
    assert.match(chinese.stdout, /^✗ 不通过\n/);
    assert.match(chinese.stdout, /\n {2}签名 {8}· 未检查 {2}/, 'columns count wide characters as two');
    assert.match((await yanzheng([...args, '--lang', 'en'], { env: { LANG: 'zh_CN' } })).stdout, /Rejected/);
    assert.ok(!(english.stdout + chinese.stdout).includes('\u001B'));
  },

  async 'wrong use is 64 and names what is wrong'(at) {
    const anchors = ['--anchors', at('anchors.json')];
    const cases = [
      [[], /command/], [['fly'], /fly/], [['verify', 'x'], /anchors/], [['verify', ...anchors], /input/], [['verify', ...anchors, '--surprise', 'x'], /surprise/],
      [['verify', ...anchors, '--trust', 'a', 'x'], /--trust: a cannot be read/], [['verify', '--root', 'a', 'x'], /--root: a cannot be read/], [['verify', '--root', at('anchors.json'), 'x'], /^yanzheng: root: /],
      [['verify', ...anchors, '--trust', at('policy.json'), 'x'], /^yanzheng: root: required/], [['verify', ...anchors, '--scenario', 'name', 'x'], /^yanzheng: scenario: /],
      [['verify', ...anchors, '--status', 'a', 'x'], /--status: a cannot be read/], [['trust'], /show, update/], [['trust', 'fly', 'x'], /show, update/], [['trust', 'show'], /one bundle/], [['trust', 'show', 'a', 'b'], /one bundle/],
      [['trust', 'show', 'a'], /needs --root/], [['trust', 'update', 'a', '--root', 'b'], /needs --store/], [['trust', 'show', at('none'), '--root', at('anchors.json')], /none: cannot be read/], [['trust', 'show', at('.'), '--root', at('anchors.json')], /no metadata and no targets/], [['journal'], /journal/], [['verify', '--anchors', at('none.json'), 'x'], /none\.json/], [['verify', '--anchors', at('blank.png'), 'x'], /not JSON/],
      [['verify', ...anchors, '--at', 'soon', 'x'], /^yanzheng: at: /], [['verify', ...anchors, '--lang', 'fr', 'x'], /lang/], [['verify', ...anchors, '--at'], /--at/],
      [['verify', ...anchors, '--types', at('policy.json'), 'x'], /^yanzheng: types: /], [['verify', ...anchors, '--types', at('wrong-types.json'), 'x'], /^yanzheng: types\[/],
      [['verify', ...anchors, '--expected', 'name', 'x'], /--expected: /], [['verify', ...anchors, '--expected', '=x', 'x'], /--expected: /], [['verify', ...anchors, '--expected', 'a=1', '--expected=a=2', 'x'], /--expected: a is given twice/],
      [['verify', ...anchors, '--challenge', 'x'], /input/], [['verify', ...anchors, '--audience'], /--audience/], [['digest', 'x'], /digest/],
      [['verify', ...anchors, ...anchors, 'x'], /twice/], [['verify', ...anchors, '--json=yes', 'x'], /--json/], [['verify', ...anchors, '@none.txt'], /none\.txt/],
      [['verify', ...anchors, at('policy.json')], /@/], [['verify', ...anchors, '--scenario', at('anchors.json'), 'x'], /scenario/], [['batch', ...anchors, at('none')], /batch: .*none is no folder/], [['batch', 'a', 'b'], /batch/],
      [['digest', '--root', 'x'], /--root: digest does not read it/], [['verify', ...anchors, '--output', 'x', 'x'], /--output: verify does not read it/], [['verify', ...anchors, '--constructor', 'x', 'x'], /--constructor: unknown/], [['constructor'], /constructor: unknown/],
      [['verify', ...anchors, '--asks', 'a,,b', 'x'], /--asks: /], [['verify', ...anchors, '--scenario', at('counter.json'), '--asks', 'a,a', 'x'], /^yanzheng: asks/], [['verify', ...anchors, '--lang', 'en', '--language', 'en', 'x'], /--language: given twice/],
      [['batch', ...anchors, '--output', at('none/out')], /--output: .*cannot be written/], [['journal', 'fly'], /show, verify, export/], [['journal', 'show'], /needs --store/], [['journal', 'show', '--store', at('none')], /none has no journal/],
      [['journal', 'verify'], /an exported file, or --store/], [['journal', 'verify', 'a', '--store', 'b'], /an exported file, or --store/], [['journal', 'verify', at('none')], /none: cannot be read/], [['journal', 'review', '--store', at('none'), '--decision', 'accepted', '--reason', 'r'], /number of an entry/],
      [['policy'], /check, list, show/], [['policy', 'check'], /file of a policy/], [['policy', 'show', 'none'], /no policy none.*hotel\.check-in/], [['policy', 'show', at('anchors.json')], /anchors\.json:1: /], [['policy', 'check', at('none.json')], /none\.json: cannot be read/],
      [['precheck', 'passport'], /needs --scenario/], [['precheck', '--scenario', 'age.gate'], /needs what is held/], [['precheck', '--scenario', 'none', 'passport'], /^yanzheng: scenario/], [['request'], /needs --scenario/], [['request', 'read'], /needs one request/], [['request', 'write', 'x'], /write is not known/],
    ];
    for (const [args, message] of cases) {
      const { status, stderr, stdout } = await yanzheng(args);
      assert.match(stderr, message, args.join(' '));
      assert.deepEqual([status, stdout, stderr.trim().split('\n').length], [64, '', 1], args.join(' '));
    }
  },

  async 'trust: a bundle is shown, kept, refused and used'(at) {
    const repository = createRepository();
    const when = ['--at', String(BUNDLE_AT)];
    const rooted = ['--root', at('root.json'), ...when];
    writeFileSync(at('root.json'), repository.root);
    for (const version of [1, 2]) writeFileSync(at(`${version}.bundle.json`), carrier(repository.publish(version)));
    for (const [name, bytes] of Object.entries(repository.publish(3))) {
      mkdirSync(dirname(at(`loose/${name}`)), { recursive: true });
      writeFileSync(at(`loose/${name}`), bytes);
    }
    mkdirSync(at('loose/targets/revocation/990000'), { recursive: true });
    writeFileSync(at('loose/targets/revocation/990000/x.1.snapshot'), Buffer.alloc(9 << 20));
    writeFileSync(at('pass.txt'), repository.credential(undefined, 1));
    writeFileSync(at('good.txt'), repository.credential());
    writeFileSync(at('list.jwt'), repository.statusList([0, 1]));

    const shown = await yanzheng(['trust', 'show', at('2.bundle.json'), ...rooted, '--lang', 'en']);
    assert.match(shown.stdout, /^✓ The trust bundle is good\n {2}versions {2}root 1 · timestamp 2 · snapshot 2 · targets 2\n/);
    assert.match(shown.stdout, /ends {6}2026-07-01T00:00:00Z\n {2}holds {5}issuers 1 · keys 1/);
    const update = (bundle, ...more) => yanzheng(['trust', 'update', at(bundle), ...rooted, '--store', at('store'), ...more]);
    const answers = [];
    for (const bundle of ['1.bundle.json', '2.bundle.json', '2.bundle.json', '1.bundle.json', 'loose']) {
      const { stdout, status } = await update(bundle, '--json');
      const { ok, changed, before, versions, kept, code } = JSON.parse(stdout);
      answers.push([status, ok, changed, before && before.timestamp, versions.timestamp, kept, code]);
    }
    assert.deepEqual(answers, [
      [0, true, true, undefined, 1, true, undefined], [0, true, true, 1, 2, true, undefined], [0, true, false, undefined, 2, true, undefined],
      [1, false, undefined, undefined, 2, undefined, 'trust.bundle_replayed'], [0, true, true, 2, 3, true, undefined],
    ]);
    const refused = await update('2.bundle.json', '--lang', 'zh-Hans');
    assert.match(refused.stdout, /^✗ 没有采用信任包 \[trust\.bundle_replayed\]\n.*旧.*\n {2}仍用: root 1 · timestamp 3/);
    writeFileSync(at('blocked'), '');
    const unkept = await yanzheng(['trust', 'update', at('1.bundle.json'), ...rooted, '--store', at('blocked'), '--json']);
    assert.deepEqual([unkept.status, JSON.parse(unkept.stdout).kept, JSON.parse(unkept.stdout).reason], [1, false, 'store.unavailable']);

    const verify = async (...args) => {
      const { stdout, stderr, status } = await yanzheng(['verify', ...rooted, '--scenario', 'counter', '--json', ...args]);
      return [JSON.parse(stdout).code, status, stderr];
    };
    const stored = ['--store', at('store')];
    assert.deepEqual(await verify(`@${at('good.txt')}`), ['trust.bundle_missing', 2, '']);
    assert.deepEqual(await verify(...stored, `@${at('good.txt')}`), ['ok', 0, '']);
    assert.deepEqual(await verify('--trust', at('loose'), `@${at('good.txt')}`), ['ok', 0, '']);
    assert.deepEqual(await verify(...stored, '--status', at('list.jwt'), `@${at('pass.txt')}`), ['status.revoked', 1, '']);
    assert.deepEqual(await verify(...stored, '--region', '110000', `@${at('good.txt')}`), ['trust.recognition_missing', 1, '']);
    const [code, status, stderr] = await verify(...stored, '--trust', at('1.bundle.json'), '--status', at('root.json'), `@${at('good.txt')}`);
    assert.deepEqual([code, status, stderr.trim().split('\n').map((line) => /^yanzheng: --(trust|status).*\[[a-z._0-9]+\]$/.test(line))], ['ok', 0, [true, true]]);
    const lines = [{ id: 1, file: at('good.txt') }, { id: 2, file: at('good.txt'), region: '110000' }, { id: 3, file: at('pass.txt'), scenario: { scenario: 's', status: 'required' } }, { id: 4, file: at('good.txt'), scenario: 'none' }];
    const batch = await yanzheng(['batch', ...rooted, ...stored, '--status', at('list.jwt'), '--scenario', 'counter'], { stdin: lines.map((line) => JSON.stringify(line)).join('\n') });
    assert.deepEqual(parseLines(batch.stdout).map(({ receipt, error }) => (receipt ? receipt.code : error.split(':')[0])), ['ok', 'trust.recognition_missing', 'status.revoked', 'scenario']);
    const words = (await yanzheng(['verify', ...rooted, ...stored, `@${at('good.txt')}`, '--lang', 'en'])).stdout;
    assert.match(words, /Issuer +Sample issuer \(sample\)[^]*Trusted by {3}trust bundle 1\.3\.3\.3/);
  },

  async '--help and --version'() {
    const { version } = JSON.parse(readFileSync(join(PKG, 'package.json'), 'utf8'));
    assert.deepEqual(await yanzheng(['--version']), { status: 0, stdout: `${version}\n`, stderr: '' });
    assert.match((await yanzheng(['--help', '--lang', 'zh-Hans'])).stdout, /离线核验/);
    assert.equal((await yanzheng(['batch', '--help'])).status, 0);
  },

  async 'batch: in order, each line with its own wishes'(at) {
    const lines = [
      { id: 'a', scan: '4642087996', anchors: [], types: [], at: 1700000000, challenge: 'c', audience: 'us', expected: { a: 'b' }, purpose: 'p' },
      { id: 2, scan: 'x', anchors: [], at: '2023-11-14T22:13:20Z', scenario: { scenario: 's' } },
      { id: 'picture', image: at('blank.png'), anchors: [] },
      { id: 'file', file: at('scan.txt'), anchors: null },
      { scan: '' },
    ];
    const { stdout, status } = await yanzheng(['batch', '--anchors', at('anchors.json')], { stdin: lines.map((line) => `${JSON.stringify(line)}\r\n\n`).join('') });
    const answers = parseLines(stdout);
    assert.deepEqual(answers.map(({ id, receipt }) => [id, receipt.code]), [
      ['a', 'envelope.online_only'], [2, 'envelope.unknown'], ['picture', 'envelope.missing'], ['file', 'envelope.online_only'], [undefined, 'envelope.missing'],
    ]);
    assert.deepEqual(answers.map(({ receipt }) => receipt.at).slice(0, 2), [1700000000, 1700000000]);
    assert.deepEqual([answers[0].receipt.purpose, answers[1].receipt.policy.scenario, status], ['p', 's', 0]);
  },

  async 'batch: a wrong line is answered, the others too'(at) {
    const wrong = [
      ['{', /^line: /], ['[]', /^line: /], ['5', /^line: /], ['{"id":"x"}', /^scan: /, 'x'], ['{"id":"x","scan":"a","image":"b"}', /^scan: /, 'x'], ['{"scan":5}', /^scan: /],
      ['{"id":{},"scan":""}', /^id: /], ['{"id":1,"scan":"","surprise":1}', /^surprise: /, 1], ['{"id":1,"scan":"","at":"soon"}', /^at: /, 1], ['{"scan":"","anchors":5}', /^anchors/],
      ['{"scan":"","anchors":[{"surprise":1}]}', /^anchors\[0\]/], ['{"scan":"","scenario":{"types":1}}', /^scenario/], ['{"scan":"","challenge":1}', /^challenge: /],
      ['{"scan":"","audience":1}', /^audience: /], ['{"scan":"","expected":{"a":1}}', /^expected: /], ['{"scan":"","types":5}', /^types: /], ['{"scan":"","types":[{"surprise":1}]}', /^types\[/],
      [`{"image":${JSON.stringify(at('none.png'))}}`, /^image: .*ENOENT/], [`{"image":${JSON.stringify(at('scan.txt'))}}`, /^image: not a PNG/], ['{"file":"/"}', /^file: /], ['{"scan":"","__proto__":1}', /^__proto__: /],
    ];
    const stdin = wrong.map(([line]) => `${line}\n{"id":"right","scan":"","anchors":[]}\n`).join('');
    const { stdout, status } = await yanzheng(['batch', '--anchors', at('anchors.json')], { stdin });
    const answers = parseLines(stdout);
    assert.deepEqual([status, answers.length], [64, 2 * wrong.length]);
    wrong.forEach(([line, error, id], index) => {
      assert.match(answers[2 * index].error, error, line);
      assert.deepEqual([answers[2 * index].id, answers[2 * index + 1].receipt.code], [id, 'envelope.missing'], line);
    });
    assert.match(parseLines((await yanzheng(['batch'], { stdin: '{"scan":""}' })).stdout)[0].error, /^anchors: /);
  },

  async 'batch: answers while lines still come, in bounded memory'() {
    const line = `${JSON.stringify({ id: 'n', scan: 'A'.repeat(20000), anchors: [], at: 1 })}\n`;
    const child = spawn(process.execPath, [BIN, 'batch']);
    let answered = 0;
    child.stdout.on('data', (chunk) => (answered += chunk.toString().split('\n').length - 1));
    const write = async (count) => {
      for (let index = 0; index < count; index += 1) {
        if (!child.stdin.write(line)) await new Promise((resolve) => child.stdin.once('drain', resolve));
      }
    };
    const settle = async (count) => {
      while (answered < count) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await write(2000);
    await settle(2000);
    const before = residentBytes(child.pid);
    await write(8000);
    await settle(10000);
    const after = residentBytes(child.pid);
    child.stdin.end();
    assert.equal(await exitOf(child), 0);
    assert.ok(before === null || after - before < GROWTH, `160 MB of input grew the process by ${after - before} bytes`);
  },

  async 'batch: other anchors on every line, in bounded memory'() {
    const lines = Array.from({ length: 300 }, (_, index) => JSON.stringify({ id: index, scan: '4642087996', anchors: [{ issuer: `i${index % 40}`, jwk: BASE_POINT }], at: 1 }));
    const { stdout, status } = await yanzheng(['batch'], { stdin: `${lines.join('\n')}\n` });
    assert.deepEqual([status, parseLines(stdout).map(({ id }) => id)], [0, lines.map((_, index) => index)]);
  },

  async 'batch: a line that is too long does not end the others'(at) {
    const stdin = `{"scan":"${'A'.repeat(17 * 1024 * 1024)}"}\n{"scan":""}\n`;
    const { stdout, status } = await yanzheng(['batch', '--anchors', at('anchors.json')], { stdin });
    const answers = parseLines(stdout);
    assert.deepEqual([status, answers[0].error, answers[1].receipt.code], [64, 'line: too long', 'envelope.missing']);
  },

  async 'a reader that goes away ends it quietly'(at) {
    const child = spawn(process.execPath, [BIN, 'batch', '--anchors', at('anchors.json')]);
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.stdin.on('error', () => {});
    child.stdout.once('data', () => child.stdout.destroy());
    const feed = setInterval(() => child.stdin.write('{"scan":""}\n'.repeat(200)), 1);
    const status = await exitOf(child);
    clearInterval(feed);
    assert.deepEqual([status, stderr], [0, '']);
  },

  async 'verify: with a store a verdict is kept, and a presentation counts once'(at) {
    const verify = async (scan, ...more) => {
      const flags = ['--anchors', at('wallet.json'), '--types', at('kinds.json'), '--store', at('desk'), '--scenario', at('counter.json'), '--maker', '前台 2 号', '--purpose', '入住', '--json'];
      const { stdout, status } = await yanzheng(['verify', ...flags, '--at', String(AT + 1), ...more, scan]);
      return { ...JSON.parse(stdout), status };
    };
    const begun = await verify('nothing');
    assert.deepEqual([begun.entry.sequence, begun.maker, begun.purpose, begun.status], [1, '前台 2 号', '入住', 1]);
    const shown = present('n1', { at: AT + 2 });
    const first = await verify(shown, '--asks', 'name,number', '--matched', 'staff_photo');
    assert.deepEqual([first.code, first.entry.sequence, first.policy.source], ['policy.match_unauthorised', 2, 'local'], 'a way of matching that the policy does not name');
    const asked = await verify(shown, '--asks', 'name', '--asks', 'holderEthnicity');
    assert.deepEqual([asked.code, asked.checks[6].rule, asked.checks[6].instead], ['policy.claim_unauthorised', 'claims', { claims: ['name', 'number'] }]);
    const [good, again] = [await verify(shown), await verify(shown)];
    assert.deepEqual([good.code, good.status, good.outputs.desk.reference, again.code, again.status], ['ok', 0, good.credential.id, 'policy.replayed', 1]);
    const loose = await verify(shown, '--no-journal');
    assert.deepEqual([loose.code, loose.entry, loose.credential.id], ['ok', undefined, undefined]);
    const words = await yanzheng(['verify', '--anchors', at('wallet.json'), '--types', at('kinds.json'), '--store', at('desk'), '--scenario', at('counter.json'), '--at', String(AT + 1), '--lang', 'zh-Hans', shown]);
    assert.match(words.stdout, /^✗ 不通过\n {2}这个码在本柜台已经用过一次[^]*规则来源 +本机规则，不是信任包里的[^]*日志 +第 6 条/);
    assert.ok(!words.stdout.includes('王五'), 'no claim of what is refused');
  },

  async 'verify: a shipped policy by its name, unless the bundle has one'(at) {
    const repository = createRepository();
    writeFileSync(at('root.json'), repository.root);
    for (const scenario of ['age.gate', 'counter']) writeFileSync(at(`${scenario}.bundle.json`), carrier(repository.publish(1, { scenario })));
    const policyOf = async (...flags) => JSON.parse((await yanzheng(['verify', '--json', '--at', String(BUNDLE_AT), '--scenario', 'age.gate', ...flags, repository.credential()])).stdout).policy;
    const bundled = (name) => policyOf('--root', at('root.json'), '--trust', at(`${name}.bundle.json`));
    assert.deepEqual([(await bundled('age.gate')).source, (await bundled('counter')).source, (await policyOf('--anchors', at('anchors.json'))).source], ['bundle', 'local', 'local']);
    assert.equal((await bundled('counter')).sha256, (await policyOf('--anchors', at('anchors.json'))).sha256);
    const verify = (...more) => yanzheng(['verify', '--anchors', at('wallet.json'), '--types', at('kinds.json'), '--at', String(AT + 1), '--scenario', 'age.gate', '--lang', 'en', ...more]);
    const nonce = 'c'.repeat(22);
    const { stdout, status } = await verify('--challenge', nonce, '--matched', 'none', present(nonce, { aud: 'age.gate' }));
    assert.equal(status, 0);
    assert.match(stdout, /^✓ Accepted\n[^]*→ Go ahead\.[^]*for the door\n {4}18 or older {2}yes\n[^]*Rule from +a local rule, not from the trust bundle/);
    assert.match((await verify(present(nonce, { aud: 'age.gate' }))).stdout, /must answer a challenge[^]*→ Show a challenge[^]*Any document with photo/, 'what would do instead, in words');
    const line = { id: 1, scan: present(nonce, { aud: 'age.gate' }), scenario: 'age.gate', challenge: nonce, at: AT + 1, asks: ['holderOver18'], matched: 'none' };
    const batch = await yanzheng(['batch', '--anchors', at('wallet.json'), '--types', at('kinds.json')], { stdin: JSON.stringify(line) });
    assert.deepEqual(parseLines(batch.stdout).map(({ receipt }) => [receipt.code, receipt.policy.source, receipt.matched]), [['ok', 'local', 'none']]);
  },

  async 'batch: the pictures of a folder, by their paths, and the counts'(at) {
    for (const [name, bytes] of [['a.png', await qrCode('https://example.org/')], ['in/b.PNG', BLANK], ['in/deep/c.jpg', Buffer.from('no picture')], ['notes.txt', Buffer.from('x')]]) {
      mkdirSync(dirname(at(`pictures/${name}`)), { recursive: true });
      writeFileSync(at(`pictures/${name}`), bytes);
    }
    const run = (...more) => yanzheng(['batch', at('pictures'), '--anchors', at('anchors.json'), '--at', '1', '--lang', 'en', ...more]);
    const { stdout, stderr, status } = await run('--summary', at('summary.json'));
    const said = Object.fromEntries(parseLines(stdout).map(({ id, receipt, error }) => [id, receipt ? receipt.code : error]));
    assert.deepEqual(said, { 'a.png': 'envelope.online_only', 'in/b.PNG': 'envelope.missing', 'in/deep/c.jpg': 'image: not a PNG or JPEG picture' });
    assert.deepEqual([status, JSON.parse(readFileSync(at('summary.json'), 'utf8'))], [64, {
      answered: 2, before: 0, skipped: 0, passed_over: 1, wrong: 1, verdicts: { accept: 0, reject: 0, indeterminate: 2 }, codes: { 'envelope.missing': 1, 'envelope.online_only': 1 },
    }]);
    assert.equal(stderr, 'yanzheng: 2 answered, 1 that are no pictures, 1 wrong\n  1  envelope.missing\n  1  envelope.online_only\n');
    for (const expected of [[2, 0], [0, 2]]) {
      const again = await run('--output', at('pictures.jsonl'), '--summary', at('summary.json'));
      const { answered, skipped, codes } = JSON.parse(readFileSync(at('summary.json'), 'utf8'));
      assert.deepEqual([again.stdout, answered, skipped, Object.keys(codes).length], ['', ...expected, 2]);
    }
  },

  async 'batch: --output goes on where it was torn, at whatever byte'(at) {
    const lines = [{ id: 'a', scan: 'x' }, { id: 2, scan: '4642087996' }, { id: '2', scan: '' }, { id: 'b', scan: 'x', at: 'soon' }];
    const stdin = lines.map((line) => JSON.stringify(line)).join('\n');
    const run = (more = '') => yanzheng(['batch', '--anchors', at('anchors.json'), '--at', '1', '--output', at('out.jsonl'), '--lang', 'en'], { stdin: stdin + more });
    const codesOf = (path) => parseLines(readFileSync(path, 'utf8')).map(({ id, receipt }) => [id, receipt ? receipt.code : 'wrong']);
    const expected = [['a', 'envelope.unknown'], [2, 'envelope.online_only'], ['2', 'envelope.missing'], ['b', 'wrong']];
    assert.deepEqual([(await run()).status, codesOf(at('out.jsonl'))], [64, expected]);
    const whole = readFileSync(at('out.jsonl'));
    const second = whole.indexOf(10) + 1;
    const third = whole.indexOf(10, second) + 1;
    for (const torn of [0, 1, second - 2, second - 1, second, second + 1, second + 40, third - 1]) {
      writeFileSync(at('out.jsonl'), whole.subarray(0, torn));
      const { stderr } = await run();
      assert.deepEqual(codesOf(at('out.jsonl')), expected, `torn at ${torn}`);
      const kept = torn >= third - 1 ? 2 : torn >= second - 1 ? 1 : 0;
      assert.equal(stderr.split('\n')[0], `yanzheng: ${[`${3 - kept} answered`, kept && `${kept} answered before`, kept && `${kept} skipped`, '1 wrong'].filter(Boolean).join(', ')}`, `torn at ${torn}`);
    }
    const more = await run('\n{"scan":"x"}\n{"id":"c","scan":"x"}\n{"id":"c","scan":"y"}\n{');
    assert.equal(more.status, 64);
    assert.deepEqual(parseLines(readFileSync(at('out.jsonl'), 'utf8')).slice(4).map(({ id, receipt, error }) => [id, receipt ? receipt.code : error.split(',')[0]]), [
      ['b', 'at: must be ISO 8601 with a time zone'], [undefined, 'id: required with --output'], ['c', 'envelope.unknown'], ['c', 'id: stands twice in this input'], [undefined, 'line: not JSON'],
    ]);
  },

  async 'batch: an output that is not ours is left as it is'(at) {
    for (const content of ['notes\n', 'notes', '{"id":1}\n', '[1]', '{"id":1,"receipt":{"code":"ok","verdict":"accept"}}\nnotes\n', 'x'.repeat(100000)]) {
      writeFileSync(at('notes.txt'), content);
      const { status, stderr, stdout } = await yanzheng(['batch', '--anchors', at('anchors.json'), '--output', at('notes.txt')], { stdin: '{"id":"x","scan":""}\n' });
      assert.deepEqual([status, stdout, readFileSync(at('notes.txt'), 'utf8') === content], [64, '', true], content.slice(0, 60));
      assert.match(stderr, /^yanzheng: --output: .*no answer of this command/);
    }
  },

  async 'batch: killed in the middle and run again, each id is answered once'(at) {
    const lines = Array.from({ length: 3000 }, (_, index) => `${JSON.stringify({ id: `n${index}`, scan: 'A'.repeat(200) })}\n`);
    const args = ['batch', '--anchors', at('anchors.json'), '--at', '1', '--output', at('killed.jsonl')];
    for (const bytes of [40000, 300000]) {
      const child = spawn(process.execPath, [BIN, ...args], { stdio: ['pipe', 'ignore', 'ignore'] });
      child.stdin.on('error', () => {});
      child.stdin.write(lines.join(''));
      while (child.exitCode === null && (!existsSync(at('killed.jsonl')) || readFileSync(at('killed.jsonl')).length < bytes)) await new Promise((resolve) => setTimeout(resolve, 2));
      child.kill('SIGKILL');
      await exitOf(child);
      truncateSync(at('killed.jsonl'), readFileSync(at('killed.jsonl')).length - 7); // what a machine that goes down loses besides
    }
    assert.equal((await yanzheng(args, { stdin: lines.join('') })).status, 0);
    const ids = parseLines(readFileSync(at('killed.jsonl'), 'utf8')).map(({ id }) => id);
    assert.deepEqual(ids, lines.map((_, index) => `n${index}`));
  },

  async 'journal: shown, proved, exported, reviewed, disputed, printed and purged'(at) {
    const store = at('book');
    const verify = (scan, when) => yanzheng(['verify', '--anchors', at('wallet.json'), '--types', at('kinds.json'), '--store', store, '--scenario', at('counter.json'), '--maker', '前台', '--at', String(when), '--json', scan]);
    for (const [scan, when] of [['nothing', AT], [present('n1', { at: AT + 1 }), AT + 1], [present('n0', { at: AT - 5 }), AT + 1]]) await verify(scan, when);
    const journal = (...args) => yanzheng(['journal', ...args, '--store', store, '--lang', 'en']);
    const shown = (await journal('show')).stdout.trim().split('\n').map((line) => line.trim().split(/ {2,}/).slice(2));
    assert.deepEqual(shown, [['begun'], ['check', '✗ envelope.unknown', 'counter'], ['check', '✓ ok', 'counter', 'urn:example:card', 'claims kept'], ['check', '? policy.memory_missing', 'counter', 'urn:example:card']]);
    assert.deepEqual(parseLines((await journal('show', '--from', '2', '--to', '2', '--json')).stdout).map(({ claims }) => claims), [{ name: '王五-Retained', number: 'N-7781' }]);
    assert.match((await journal('verify')).stdout, /^✓ The journal is intact\n {2}4 entries/);

    const page = async (number, ...more) => (await yanzheng(['journal', 'receipt', String(number), '--store', store, '--types', at('kinds.json'), ...more])).stdout;
    assert.match(await page(2, '--language', 'zh-Hans'), /<html lang="zh-Hans">[^]*size:A4[^]*第 2 条[^]*王五-Retained/);
    const roll = await page(3, '--paper', '80mm', '--lang', 'en');
    assert.ok(/size:80mm \d+mm/.test(roll) && roll.includes('policy.memory_missing') && !roll.includes('王五'), roll);
    for (const [args, message] of [[['receipt', '0'], /entry 0 is no receipt/], [['receipt', '99'], /entry 99 is no receipt/], [['receipt', 'x'], /number of an entry/], [['receipt', '2', '--paper', 'A5'], /^yanzheng: paper: /], [['show', '--from', 'x'], /--from: /], [['export', '--format', 'xml'], /--format: /], [['review', '2', '--decision', 'accepted', '--reason', 'r'], /^yanzheng: sequence: /], [['review', '3', '--decision', 'perhaps', '--reason', 'r'], /^yanzheng: decision: /]]) {
      const { status, stderr, stdout } = await journal(...args);
      assert.match(stderr, message);
      assert.deepEqual([status, stdout], [64, ''], args.join(' '));
    }

    assert.match((await journal('review', '3', '--decision', 'accepted', '--reason', 'saw the card itself')).stdout, /^Entered as entry 4\.$/m);
    const objection = JSON.parse((await journal('objection', '2', '--field', 'name', '--claimed', '王伍', '--evidence', at('blank.png'), '--maker', '前台')).stdout);
    assert.deepEqual([objection.format, objection.sequence, objection.claimed, objection.evidence_sha256.length, objection.maker], ['yanzheng objection 1', 2, '王伍', 1, '前台']);
    assert.ok(!JSON.stringify(objection).includes('王五'), 'what was shown is a hash');
    assert.match((await journal('purge', '--at', String(AT + 31 * 86400))).stdout, /^Deleted the kept claims of 1 entry\.$/m);
    assert.ok(!(await page(2, '--lang', 'en')).includes('王五'));
    assert.match((await journal('show', '--from', '4')).stdout, /review {2}accepted #3 saw the card itself\n.*objection {2}#2\n.*purge {2}1\n/);

    writeFileSync(at('point.json'), (await journal('checkpoint')).stdout);
    assert.equal((await journal('export', '--output', at('book.jsonl'))).status, 0);
    assert.match((await journal('export', '--output', at('book.jsonl'))).stderr, /--output: .*EEXIST/, 'nothing is replaced');
    assert.equal((await journal('export', '--format', 'csv')).stdout.trim().split('\n').length, 8);
    const proved = (name, ...more) => yanzheng(['journal', 'verify', at(name), '--json', ...more]).then(({ stdout, status }) => [JSON.parse(stdout).code, status]);
    const lines = readFileSync(at('book.jsonl'), 'utf8').trim().split('\n');
    assert.ok(!lines.join('').includes('王五'));
    writeFileSync(at('cut.jsonl'), lines.slice(0, 4).join('\n'));
    writeFileSync(at('gap.jsonl'), [...lines.slice(0, 2), ...lines.slice(3)].join('\n'));
    writeFileSync(at('changed.jsonl'), lines.join('\n').replace('"verdict":"reject"', '"verdict":"accept"'));
    writeFileSync(at('long.jsonl'), 'x'.repeat(17 * 1024 * 1024));
    const point = ['--checkpoint', at('point.json')];
    assert.deepEqual([await proved('book.jsonl', ...point), await proved('cut.jsonl'), await proved('cut.jsonl', ...point)], [[undefined, 0], [undefined, 0], ['journal.missing', 1]]);
    assert.deepEqual([await proved('gap.jsonl'), await proved('changed.jsonl'), await proved('long.jsonl')], [['journal.sequence_mismatch', 1], ['journal.previous_mismatch', 1], ['journal.malformed', 1]]);
    assert.match((await yanzheng(['journal', 'verify', at('changed.jsonl'), '--lang', 'zh-Hans'])).stdout, /^✗ 日志有问题 \[journal\.previous_mismatch\]\n.*问题出在第 2 条/);
    appendFileSync(join(store, 'journal/000000000002'), ' ');
    assert.match((await journal('verify')).stdout, /^✗ The journal is not intact \[journal\.previous_mismatch\]/);
  },

  async 'policy: checked by line, listed and shown'(at) {
    const files = { 'good.json': JSON.stringify(POLICY), 'type.json': '{\n  "scenario": "s",\n  "types": ["a",\n    1]\n}', 'name.json': '{"scenario": "s",\n "typos": []}', 'twice.json': '{"scenario": "s",\n "claims": [],\n "claims": []}', 'torn.json': '{"scenario":\n' };
    for (const [name, text] of Object.entries(files)) writeFileSync(at(name), text);
    const { stdout, status } = await yanzheng(['policy', 'check', ...Object.keys(files).map((name) => at(name))]);
    const lines = stdout.trim().split('\n').map((line) => line.replaceAll(at('/'), ''));
    assert.equal(status, 1);
    assert.match(lines[0], /^✓ good\.json: counter [0-9a-f]{64}$/);
    assert.deepEqual(lines.slice(1, 3).map((line) => line.split(': ').slice(0, 2)), [['type.json:4', 'types[1]'], ['name.json:2', 'typos']]);
    assert.match(lines[3], /^twice\.json:3: /);
    assert.match(lines[4], /^torn\.json:\d+: /);
    const json = parseLines((await yanzheng(['policy', 'check', at('good.json'), at('type.json'), '--json'])).stdout);
    assert.deepEqual(json.map(({ ok, line, option }) => [ok, line, option]), [[true, undefined, undefined], [false, 4, 'types[1]']]);
    assert.equal((await yanzheng(['policy', 'check', at('good.json')])).status, 0);

    const listed = (await yanzheng(['policy', 'list', '--lang', 'zh-Hans'])).stdout;
    assert.match(listed, /^hotel\.check-in {2,}旅馆入住登记：内地旅客$/m);
    const known = parseLines((await yanzheng(['policy', 'list', '--json'])).stdout);
    assert.equal(listed.trim().split('\n').length, known.length);
    assert.match((await yanzheng(['policy', 'show', 'letting.flat', '--lang', 'en'])).stdout, /^Letting a flat[^\n]* \(letting\.flat\)\n[^]*\nOutputs\n {2}for the tenancy contract: Holder, [^]*\nSources\n[^]*not checked/);
    assert.deepEqual(JSON.parse((await yanzheng(['policy', 'show', 'age.gate', '--json'])).stdout), known.find(({ scenario }) => scenario === 'age.gate'));
    assert.match((await yanzheng(['policy', 'show', at('good.json'), '--types', at('kinds.json'), '--lang', 'en'])).stdout, /^counter \(counter\)\n\n {2}This counter accepts: Sample card\./);
  },

  async 'precheck: whether to go, and what will be asked'(at) {
    const precheck = (...args) => yanzheng(['precheck', ...args, '--lang', 'zh-Hans']);
    const yes = await precheck('--scenario', 'hotel.check-in', 'resident_id_card', 'degree');
    assert.match(yes.stdout, /^✓ 可以\n[^]*居民身份证 +✓ 可以 +可以用。\n[^]*学历学位证书 +✗ 不行 +这里不接受这种证照。 本柜台接受：居民身份证[^]*柜台会保存：姓氏，90 天后删除。/);
    const part = await precheck('--scenario', 'letting.flat', 'resident_id_card');
    assert.match(part.stdout, /^✗ 不行\n {2}要几种证照一起出示，你带的还不够。\n/);
    writeFileSync(at('regional.json'), JSON.stringify({ scenario: 's', regions: ['330000'] }));
    const regional = (...held) => precheck('--scenario', at('regional.json'), ...held);
    const [unsure, good, bad] = [await regional('passport'), await regional('passport@330100'), await regional('passport@110000')];
    assert.match(unsure.stdout, /^\? 说不准[^]*要看它是哪里签发的。 本柜台接受这些地方签发的：浙江省/);
    assert.deepEqual([yes, part, unsure, good, bad].map(({ status }) => status), [0, 1, 2, 0, 1]);
    assert.equal(JSON.parse((await precheck('--scenario', 'age.gate', 'passport', '--json')).stdout).verdict, 'accept');
    assert.equal((await precheck('--scenario', at('counter.json'), '--types', at('kinds.json'), 'resident_id_card')).status, 1, 'a kind is not one of its types');
  },

  async 'request: shown by a counter, read by a wallet'(at) {
    const request = (...args) => yanzheng(['request', ...args, '--lang', 'en']);
    const made = await request('--scenario', 'age.gate', '--maker', 'The bar', '--purpose', 'entry', '--challenge', 'c'.repeat(22));
    const [digits] = made.stdout.split('\n');
    assert.match(digits, /^3690414\d+$/);
    assert.match(made.stdout, /\n {2}Who asks +The bar\n[^]*What you must show +18 or older\n[^]*Challenge +c{22}\n/);
    writeFileSync(at('request.txt'), `${digits}\n`);
    writeFileSync(at('request.png'), await qrCode(digits));
    for (const input of [digits, `@${at('request.txt')}`, at('request.png'), '-']) {
      const { stdout, status } = await yanzheng(['request', 'read', input, '--json'], { stdin: digits });
      const { request: read, known } = JSON.parse(stdout);
      assert.deepEqual([read.maker, read.claims, read.challenge, known, status], ['The bar', ['holderOver18'], 'c'.repeat(22), false, 0], input);
    }
    const more = await request('--scenario', 'age.gate', '--claims', 'holderOver18,holderEthnicity');
    assert.deepEqual([more.status, more.stdout.trim()], [1, 'This counter asked for “Ethnicity”, which its own rules do not let it ask for.']);
    assert.equal((await request('read', 'nothing')).status, 1);

    const repository = createRepository();
    writeFileSync(at('root.json'), repository.root);
    writeFileSync(at('gate.json'), carrier(repository.publish(1, { scenario: 'age.gate' })));
    const trusted = ['--root', at('root.json'), '--trust', at('gate.json'), '--at', String(BUNDLE_AT)];
    const read = await request('read', digits, ...trusted);
    assert.match(read.stdout, /asks for “18 or older”, which the known rules do not allow; you may refuse\.\n {2}It goes by other rules/);
    assert.equal(read.status, 1);
    const own = (await request('--scenario', 'age.gate', ...trusted)).stdout.split('\n')[0];
    assert.match((await request('read', own, ...trusted)).stdout, /It goes by the known rules\./);
  },

  async 'check-signature answers with the primitive\'s own word'() {
    const key = `04${[BASE_POINT.x, BASE_POINT.y].map((text) => Buffer.from(text, 'base64url').toString('hex')).join('')}`;
    const lines = [
      { alg: 'ES256', key, msg: '00', sig: '01'.repeat(64) }, { alg: 'ES256', key, msg: '', sig: '3006020101020101' }, { alg: 'ES256', key, msg: '', sig: '00' },
      { alg: 'HS256', key, msg: '', sig: '00' }, { alg: 'SGD_SM3_SM2', key, msg: '', sig: '00' }, { alg: 'PS256', key, msg: '', sig: '00' },
      { alg: 'ES256', key, msg: 'zz', sig: '00' }, { alg: 'ES256', msg: '', sig: '00' }, { alg: 'ES256', key, msg: '', sig: '', surprise: 1 }, 5,
    ];
    const { stdout, status } = await yanzheng(['check-signature'], { stdin: `${lines.map((line) => JSON.stringify(line)).join('\n')}\n` });
    const answers = parseLines(stdout);
    const codes = ['invalid', 'der_unsupported', 'malformed', 'alg_unauthorised', 'key_invalid', 'unsupported'];
    assert.deepEqual(answers.slice(0, 6), codes.map((code) => ({ valid: false, code: `signature.${code}` })));
    ['msg', 'key', 'surprise', 'request'].forEach((name, index) => assert.ok(answers[6 + index].error.includes(name), answers[6 + index].error));
    assert.equal(status, 64);
  },

  async 'check-signature: SM2 by the sample of GB/T 32918, with the signer id that is said'() {
    const sample = {
      alg: 'SGD_SM3_SM2', msg: Buffer.from('message digest').toString('hex'),
      key: '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
      sig: 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
    };
    const lines = [sample, { ...sample, sm2_id: '1234567812345678' }, { ...sample, sm2_id: '' }, { ...sample, sm2_id: 'ALICE123@YAHOO.COM' }, { ...sample, alg: 'ES256' }, { ...sample, sm2_id: 1 }];
    const { stdout } = await yanzheng(['check-signature'], { stdin: lines.map((line) => JSON.stringify(line)).join('\n') });
    const [plain, stated, empty, other, es256, wrong] = parseLines(stdout);
    assert.deepEqual([plain, stated], [{ valid: true }, { valid: true }]);
    assert.deepEqual([empty, other].map(({ valid, code }) => [valid, code]), Array(2).fill([false, 'signature.invalid']));
    assert.equal(es256.code, 'signature.key_invalid', 'not a point of the other curve');
    assert.match(wrong.error, /^sm2_id: /);
  },

  async 'digest: SM3 and SHA-256'() {
    const lines = [{ alg: 'SM3', msg: '616263' }, { alg: 'SHA-256', msg: '616263' }, { alg: 'SM3', msg: '' }, { alg: 'MD5', msg: '' }, { alg: 'SM3', msg: 'x' }, { alg: 'SM3' }, { alg: 'SM3', msg: '', surprise: 1 }];
    const { stdout, status } = await yanzheng(['digest'], { stdin: lines.map((line) => JSON.stringify(line)).join('\n') });
    const answers = parseLines(stdout);
    assert.deepEqual(answers.slice(0, 3), [
      { digest: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0' },
      { digest: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
      { digest: '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b' },
    ]);
    ['alg', 'msg', 'msg', 'surprise'].forEach((name, index) => assert.ok(answers[3 + index].error.includes(name), answers[3 + index].error));
    assert.equal(status, 64);
  },

  async 'verify: an accepted code is said in the order of its table, a refused one without claims'(at) {
    const { scan, anchors, at: time, expect } = goodCode();
    writeFileSync(at('trust.json'), JSON.stringify(anchors));
    const verify = (...args) => yanzheng(['verify', '--anchors', at('trust.json'), '--types', at('types.json'), '--at', String(time), '--lang', 'zh-Hans', ...args, scan]);
    const { stdout, status } = await verify();
    const labels = ['证照名称', '证照编号', '证照颁发机构', '持证主体', '持证主体代码'].map((label) => stdout.search(new RegExp(`^  ${label} `, 'm')));
    assert.deepEqual([status, labels.every((place) => place > 0), [...labels].sort((a, b) => a - b)], [0, true, labels], stdout);
    assert.match(stdout, /^ {2}\? 纸质\/静态 {2}不能证明/m, 'the assurance');
    const name = expect.claims.certificateHolderName;
    assert.equal((await verify('--expected', `certificateHolderName=${name}`)).status, 0);
    for (const refused of [['--expected', `certificateHolderName=${name}x`], ['--challenge', 'c'.repeat(22), '--audience', 'us']]) {
      const answer = await verify(...refused);
      assert.equal(answer.status, 1);
      assert.ok(!answer.stdout.includes(name), 'no claim');
    }
  },

  async 'without a build it says what to run'(at) {
    for (const part of ['bin', 'cli', 'package.json']) cpSync(join(PKG, part), at(`bare/${part}`), { recursive: true });
    const { status, stdout, stderr } = await spawned([at('bare/bin/yanzheng.js'), 'verify', 'x']);
    assert.deepEqual([status, stdout], [70, '']);
    assert.match(stderr, /^yanzheng: .*cargo xtask build/);
    assert.equal(stderr.trim().split('\n').length, 1);
  },
};

/** A 证照码 of our own vectors that is accepted as it stands. */
function goodCode() {
  const cases = JSON.parse(readFileSync(new URL('../vectors/envelope.json', import.meta.url), 'utf8'));
  return cases.find(({ scan, policy, challenge, expect }) => !policy && !challenge && scan?.startsWith('3690411') && expect.claims?.certificateHolderCode);
}

/** A PNG of a QR code of a text. */
async function qrCode(text) {
  const { resolve } = createRequire(join(PKG, 'package.json'));
  const { prepareZXingModule, writeBarcode } = await import(pathToFileURL(resolve('zxing-wasm/writer')));
  const wasmBinary = new Uint8Array(readFileSync(resolve('zxing-wasm/writer/zxing_writer.wasm'))).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  const { image, error } = await writeBarcode(text, { format: 'QRCode', scale: 4 });
  assert.equal(error, '');
  return Buffer.from(await image.arrayBuffer());
}

function yanzheng(args, options) {
  return spawned([BIN, ...args], options);
}

async function spawned(args, { stdin = '', env = {} } = {}) {
  const { LANG, LC_ALL, LC_MESSAGES, ...rest } = process.env;
  const child = spawn(process.execPath, args, { env: { ...rest, ...env } });
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (chunk) => (out[name] += chunk));
  child.stdin.on('error', () => {}); // the command may end before it has read everything
  child.stdin.end(stdin);
  return { status: await exitOf(child), ...out };
}

function exitOf(child) {
  return new Promise((resolve) => child.on('close', (code) => resolve(code)));
}

/** Resident bytes of a process; null where the system does not say. */
function residentBytes(pid) {
  try {
    return 1024 * Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
  } catch {
    return null;
  }
}

function parseLines(text) {
  return text.trim().split('\n').map((line) => JSON.parse(line));
}
