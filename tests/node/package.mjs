// What is published: the files, the promises of package.json, the types, and every entry in a bare host.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';

const PKG = fileURLToPath(new URL('../../pkg/', import.meta.url));
const DIST = join(PKG, 'dist');
const manifest = JSON.parse(readFileSync(join(PKG, 'package.json'), 'utf8'));
const read = (name) => readFileSync(join(DIST, name));

/** Everything that `npm publish` sends, and nothing else. */
const FILES = JSON.parse(readFileSync(new URL('./files.json', import.meta.url), 'utf8'));

/** Every entry with what it exports. */
const ENTRIES = {
  '.': ['VERSION', 'WASM_SHA256', 'checkPolicy', 'checkSignature', 'createVerifier', 'digest', 'indexedDbStore', 'memoryStore', 'verifyJournal'],
  './url': ['VERSION', 'WASM_SHA256', 'checkPolicy', 'checkSignature', 'createVerifier', 'digest', 'indexedDbStore', 'memoryStore', 'verifyJournal'],
  './slim': ['VERSION', 'WASM_SHA256', 'createVerifier', 'indexedDbStore', 'memoryStore'],
  './js': ['VERSION', 'WASM_SHA256', 'checkPolicy', 'checkSignature', 'createVerifier', 'digest', 'indexedDbStore', 'memoryStore', 'verifyJournal'],
  './miniprogram': ['VERSION', 'WASM_SHA256', 'checkPolicy', 'connectWorker', 'createVerifier', 'explain', 'explainJournal', 'explainPolicy', 'explainPrecheck', 'explainRefusal', 'explainRequest', 'fileStore', 'languages', 'memoryStore', 'scanCode', 'verifyJournal'],
  './node': ['VERSION', 'WASM_SHA256', 'checkPolicy', 'checkSignature', 'createVerifier', 'digest', 'fileStore', 'indexedDbStore', 'memoryStore', 'readAnchors', 'readPicture', 'verifyJournal'],
  './messages': ['explain', 'explainJournal', 'explainPolicy', 'explainPrecheck', 'explainRefusal', 'explainRequest', 'languages', 'receiptPage'],
  './types': ['types'],
  './policies': ['policies', 'policy'],
};

/** Files that are no modules. */
const FILES_ALONE = ['./policy.schema.json', './yanzheng.wasm', './yanzheng.min.js', './yanzheng.js-engine.min.js', './integrity.json', './package.json'];

/** Makes a page whose language ends with ECMAScript 2017. */
const OLD = 'delete Object.fromEntries; delete Array.prototype.flat; delete Array.prototype.flatMap; delete Promise.prototype.finally; delete String.prototype.matchAll; delete globalThis.FinalizationRegistry';

/** What browsers of old, mini-programs and strict pages do not have or refuse. */
const NEVER = [/crypto\.subtle/, /structuredClone/, /AbortSignal/, /\bIntl\b/, /Math\.random/, /new Function\b/, /\beval\(/, /innerHTML/, /https?:\/\/(?!smarthealth\.cards#)/, /\brequire\("(?!node:|zxing-wasm|\.\/index\.cjs|\.\/js-engine\.c?js)/];

/** Runs every test of this file. */
export async function run(test) {
  for (const [id, body] of Object.entries(tests)) await test('package', id, body);
}

const tests = {
  'the published files are the list'() {
    const [{ files }] = JSON.parse(npm(['pack', '--dry-run', '--json']));
    assert.deepEqual(files.map(({ path }) => path).sort(), FILES);
  },

  'no runtime dependencies, no install scripts'() {
    assert.equal(manifest.dependencies, undefined);
    assert.equal(manifest.optionalDependencies, undefined);
    assert.equal(manifest.bundleDependencies, undefined);
    assert.deepEqual(Object.keys(manifest.peerDependencies), ['zxing-wasm']);
    assert.equal(manifest.peerDependenciesMeta['zxing-wasm'].optional, true);
    assert.deepEqual(Object.keys(manifest.scripts), ['build']);
    for (const version of Object.values(manifest.devDependencies)) assert.match(version, /^\d+\.\d+\.\d+$/, 'exact');
  },

  'the lock file names no registry and agrees with package.json'() {
    const text = readFileSync(join(PKG, 'package-lock.json'), 'utf8');
    assert.doesNotMatch(text, /"resolved"|registry/);
    const [root] = Object.values(JSON.parse(text).packages);
    assert.deepEqual([root.version, root.devDependencies], [manifest.version, manifest.devDependencies]);
  },

  'exactly these entries, types first'() {
    const entries = [...Object.keys(ENTRIES), ...FILES_ALONE];
    assert.deepEqual(Object.keys(manifest.exports).sort(), entries.sort());
    const visit = (conditions) => {
      if (typeof conditions === 'string') return;
      const names = Object.keys(conditions);
      if (names.includes('types')) assert.equal(names[0], 'types');
      Object.values(conditions).forEach(visit);
    };
    visit(manifest.exports);
  },

  'every entry opens in a bare node, and its wasm runs'() {
    withInstalled((home) => {
      for (const [entry, names] of Object.entries(ENTRIES)) {
        const name = entry.replace('.', 'yanzheng');
        const say = 'console.log(JSON.stringify(Object.keys(m).filter((n) => n !== "default" && n !== "__esModule").sort()))';
        assert.deepEqual(JSON.parse(node(home, ['--input-type=module', '-e', `const m = await import('${name}'); ${say}`])), names);
        if (entry !== './url') assert.deepEqual(JSON.parse(node(home, ['-e', `const m = require('${name}'); ${say}`])), names);
      }
      const verify = '.createVerifier({ anchors: [] }).then((v) => v.verify("")).then((r) => console.log(r.code))';
      assert.equal(node(home, ['-e', `require('yanzheng')${verify}`]).trim(), 'envelope.missing');
      assert.equal(node(home, ['--input-type=module', '-e', `(await import('yanzheng/url'))${verify}`]).trim(), 'envelope.missing');
      assert.equal(node(home, ['-e', "require('yanzheng/node').readPicture(new Uint8Array()).catch((e) => console.log(e.code))"]).trim(), 'picture.unavailable');
      assert.match(node(home, ['-e', "console.log(require.resolve('yanzheng/yanzheng.wasm'))"]), /yanzheng\.wasm/);
      const types = JSON.parse(node(home, ['-e', "console.log(JSON.stringify(require('yanzheng/types').types))"]));
      assert.deepEqual(types, JSON.parse(readFileSync(join(PKG, '../src/credential/catalogue.json'), 'utf8')), 'the catalogue as it is');
      const schema = JSON.parse(node(home, ['-e', "console.log(JSON.stringify(require('yanzheng/policy.schema.json')))"]));
      assert.deepEqual(schema, JSON.parse(readFileSync(join(PKG, '../docs/policy.schema.json'), 'utf8')), 'the schema as it is');
    });
  },

  'the default entry opens without the globals that some hosts lack'() {
    const globals = ['TextDecoder', 'TextEncoder', 'atob', 'btoa', 'fetch', 'URL', 'crypto', 'structuredClone', 'AbortSignal', 'Intl', 'FinalizationRegistry', 'Buffer'];
    const lines = globals.map((name) => `delete globalThis.${name};`).join('');
    const code = `const m = require('./dist/index.cjs'); ${lines} m.createVerifier({ anchors: [] }).then((v) => v.verify('x')).then((r) => process.stdout.write(r.code))`;
    assert.equal(node(PKG, ['-e', code]), 'envelope.unknown');
    const challenge = "delete globalThis.crypto; require('./dist/index.cjs').createVerifier({ anchors: [] }).then((v) => v.challenge()).catch((e) => process.stdout.write(e.message))";
    assert.match(node(PKG, ['-e', challenge]), /^challenge: /, 'no source of random numbers');
  },

  'the entry without WebAssembly never touches it'() {
    for (const name of ['js.mjs', 'js.cjs', 'js-engine.mjs', 'js-engine.cjs', 'yanzheng.js-engine.min.js']) {
      assert.doesNotMatch(read(name).toString(), /WebAssembly\s*[.[]|typeof WebAssembly/, name);
    }
    const code = "Object.defineProperty(globalThis, 'WebAssembly', { get() { throw new Error('touched'); } }); require('./dist/js.cjs').createVerifier({ anchors: [] }).then((v) => v.verify('x')).then((r) => process.stdout.write(r.code + r.wasm_sha256))";
    assert.equal(node(PKG, ['-e', code]), `envelope.unknown${createHash('sha256').update(read('yanzheng.wasm')).digest('hex')}`);
  },

  'the translation exports one function'() {
    const say = 'console.log(JSON.stringify(Object.keys(m)))';
    assert.deepEqual(JSON.parse(node(PKG, ['--input-type=module', '-e', `const m = await import('./dist/js-engine.mjs'); ${say}`])), ['instantiate']);
    assert.deepEqual(JSON.parse(node(PKG, ['-e', `const m = require('./dist/js-engine.cjs'); ${say}`])), ['instantiate']);
  },

  async 'the script-tag files say their hash, and give the same names as the entries, on old pages too'() {
    const integrity = JSON.parse(read('integrity.json'));
    assert.deepEqual(Object.keys(integrity), readdirSync(DIST).filter((name) => /\.(wasm|mjs|js)$/.test(name)).sort());
    for (const [name, said] of Object.entries(integrity)) {
      assert.equal(`sha384-${createHash('sha384').update(read(name)).digest('base64')}`, said, name);
    }
    const names = [...ENTRIES['.'], ...ENTRIES['./messages'], ...ENTRIES['./policies']].sort();
    for (const name of ['yanzheng.min.js', 'yanzheng.js-engine.min.js']) {
      assert.equal(read(name).subarray(0, 3).toString('hex'), 'efbbbf', `${name}: UTF-8 on a page in GBK too`);
      const global = runInNewContext(`${OLD};${read(name)};yanzheng`, { WebAssembly });
      assert.deepEqual(Object.keys(global).sort(), names, name);
      const verifier = await global.createVerifier({ anchors: [] });
      const receipt = await verifier.verify('x');
      assert.deepEqual([receipt.code, receipt.sdk, verifier.engine.name], ['envelope.unknown', global.VERSION, name.includes('js-engine') ? 'js' : 'wasm'], name);
      assert.match(global.explain(receipt, 'en').reason, /./);
      for await (const each of verifier.verifyMany(['x'])) assert.equal(each.code, receipt.code);
    }
  },

  'the wasm is one: inlined, beside, and by hash'() {
    const hash = createHash('sha256').update(read('yanzheng.wasm')).digest('hex');
    const base64 = read('yanzheng.wasm').toString('base64');
    for (const name of ['index.mjs', 'index.cjs', 'yanzheng.min.js']) {
      assert.ok(read(name).includes(base64) && read(name).includes(hash), name);
    }
    for (const name of ['node.mjs', 'slim.mjs', 'url.mjs', 'js.mjs', 'workerd.mjs', 'messages.mjs']) assert.ok(!read(name).includes(base64.slice(0, 200)), name);
    for (const line of read('SHA256SUMS').toString().trim().split('\n')) {
      const [sum, name] = line.split('  ');
      assert.equal(createHash('sha256').update(read(name)).digest('hex'), sum, name);
    }
  },

  'the policies are those of the folder, each of the name of its file, and the verifier reads them'() {
    const folder = join(PKG, 'policies');
    const names = readdirSync(folder).sort();
    const read = names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
    assert.deepEqual(read.map(({ scenario }) => `${scenario}.json`), names);
    const say = "const p = require('./dist/policies.cjs'); const v = require('./dist/index.cjs'); Promise.all(p.policies.map((one) => v.checkPolicy(JSON.stringify(one)))).then((a) => process.stdout.write(JSON.stringify({ policies: p.policies, wrong: a.filter(({ ok }) => !ok), none: p.policy('none') === undefined, found: p.policy('age.gate').scenario })))";
    const { policies, wrong, none, found } = JSON.parse(node(PKG, ['-e', say]));
    assert.deepEqual(policies, [...read].sort((one, other) => (one.scenario < other.scenario ? -1 : 1)));
    assert.deepEqual([wrong, none, found], [[], true, 'age.gate']);
  },

  'nothing that a strict page refuses or an old host lacks'() {
    for (const name of readdirSync(DIST).filter((file) => /\.[mc]?js$/.test(file))) {
      const text = read(name).toString();
      for (const pattern of NEVER) assert.doesNotMatch(text, pattern, `${name} ${pattern}`);
      if (!name.startsWith('node.')) assert.doesNotMatch(text, /\bprocess\.|\bBuffer\b|zxing/, name);
    }
    for (const name of ['workerd.mjs', 'js.mjs', 'js.cjs', 'js-engine.mjs', 'js-engine.cjs', 'yanzheng.min.js', 'yanzheng.js-engine.min.js']) {
      assert.doesNotMatch(read(name).toString(), /\bimport\s*\(/, `${name}: workerd and old pages refuse the whole file`);
    }
    assert.doesNotMatch(read('index.mjs').toString(), /[^.\w]await\b(?=[^(]*$)/, 'no top-level await');
  },

  'the types hold what callers write'() {
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable', '--types', '', '--skipLibCheck', 'false'];
    tsc([...options, '--module', 'nodenext', '--moduleResolution', 'nodenext', join(PKG, 'js/types.test-d.ts')], PKG);
    withInstalled((home) => {
      const use = "import { createVerifier } from 'yanzheng';\nimport { explain } from 'yanzheng/messages';\nimport { readAnchors } from 'yanzheng/node';\nimport 'yanzheng/slim';\nimport { createVerifier as translated } from 'yanzheng/js';\nimport { scanCode } from 'yanzheng/miniprogram';\nimport { types } from 'yanzheng/types';\nimport { policy } from 'yanzheng/policies';\nexport default [createVerifier({ anchors: [], types }), translated({ anchors: [] }), scanCode, explain, readAnchors, policy('hotel.check-in')?.scenario];\n";
      for (const name of ['use.mts', 'use.cts']) writeFileSync(join(home, name), use);
      writeFileSync(join(home, 'url.mts'), "import { createVerifier } from 'yanzheng/url';\nimport wasm from 'yanzheng/yanzheng.wasm';\nexport default [createVerifier, wasm];\n");
      for (const modules of ['nodenext', 'node18']) tsc([...options, '--module', modules, 'use.mts', 'use.cts', 'url.mts'], home);
      tsc([...options, '--module', 'es2022', '--moduleResolution', 'bundler', 'use.mts', 'url.mts'], home);
    });
  },
};

/** The package as npm would install it, in an empty project. */
function withInstalled(body) {
  const home = mkdtempSync(join(tmpdir(), 'yanzheng-'));
  try {
    const target = join(home, 'node_modules/yanzheng');
    for (const file of FILES) {
      mkdirSync(join(target, file, '..'), { recursive: true });
      cpSync(join(PKG, file), join(target, file));
    }
    body(home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function node(cwd, args) {
  return execFileSync(process.execPath, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function npm(args) {
  const command = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  return execFileSync(command, args, { cwd: PKG, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], shell: process.platform === 'win32' });
}

function tsc(args, cwd) {
  try {
    execFileSync(process.execPath, [join(PKG, 'node_modules/typescript/bin/tsc'), ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Error(error.stdout || error.message);
  }
}
