// What the files of the mini-program's package may contain: ECMAScript 2017, no name of the web, nothing that the
// builders refuse or drop.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PKG = fileURLToPath(new URL('../../pkg/', import.meta.url));
const require = createRequire(`${PKG}package.json`);
const { transform } = require('esbuild');

/** Everything that is in the directory. */
const FILES = [
  'index.d.ts', 'index.js', 'js-engine.js', 'messages.d.ts', 'package.json', 'policies.d.ts', 'policies.js', 'types.d.ts', 'worker.js', 'yanzheng.wasm.br',
];

/**
 * What the builder's parser refuses, and what came after ECMAScript 2017 besides. It refuses numbers like 1_000
 * too, which esbuild never writes.
 */
const NEWER = [
  'a?.b', 'a ?? b', 'a ||= b', 'try { a() } catch { b() }', 'x = 10n', 'import("a")', 'x = import.meta.url', 'class A { #b = 1 }', 'class A { static b = 1 }',
  'x = { ...a }', 'async function* f() {}', 'async function f() { for await (const a of b); }', 'x = /(?<a>b)/', 'x = /(?<=a)b/', 'x = /a/s', 'x ** y; x **= 2; class A { static { a() } }',
];

/** Globals of the web and of node that no mini-program has, each with a use. */
const NAMES = {
  TextDecoder: 'new TextDecoder()', TextEncoder: 'new TextEncoder()', URL: 'new URL("x")', crypto: 'crypto.getRandomValues(x)', fetch: 'fetch("x")', atob: 'atob("x")',
  btoa: 'btoa("x")', structuredClone: 'structuredClone(x)', queueMicrotask: 'queueMicrotask(x)', performance: 'performance.now()', WebAssembly: 'WebAssembly.compile(x)',
  window: 'window.x', document: 'document.x', navigator: 'navigator.x', process: 'process.env', Buffer: 'Buffer.from("x")', indexedDB: 'indexedDB.open("x")',
  localStorage: 'localStorage.x', BigInt: 'BigInt(1)', WeakRef: 'new WeakRef(x)', FinalizationRegistry: 'new FinalizationRegistry(x)',
};

/** Members that came after ECMAScript 2017, each with a use. WeChat's typings know Symbol.asyncIterator; the realms do not. */
const MEMBERS = ['Object.fromEntries([])', '[].flat()', '[].flatMap(String)', 'Promise.resolve().finally(x)', '"".replaceAll("a", "b")', '"".matchAll(/a/g)', 'Symbol.dispose', 'Promise.allSettled([])', '[].at(0)'];

/** tsc's words for a name, or a member, that is not there. */
const CODES = [2304, 2550, 2552, 2580, 2583, 2584, 2585, 2591, 2592, 2593, 2867, 2868];

export async function run({ directory, test }) {
  const scripts = readdirSync(directory).filter((name) => name.endsWith('.js'));
  const textOf = (name) => readFileSync(join(directory, name), 'utf8');

  await test('the files, and no other', () => {
    assert.deepEqual(readdirSync(directory).sort(), FILES);
    assert.deepEqual(JSON.parse(textOf('package.json')), { type: 'commonjs' });
  });

  await test('the gate refuses newer syntax', async () => {
    for (const text of NEWER) assert.ok(!(await isOld(text)), text);
    assert.ok(await isOld('async function f() { const { a } = await b(); return `${a}` ** 2 } class A { get b() { return 1 } }'));
  });

  for (const name of scripts) {
    await test(`${name}: ECMAScript 2017`, async () => assert.ok(await isOld(textOf(name)), 'esbuild would have to lower it'));
    await test(`${name}: no import, no eval, relative requires`, () => {
      const text = textOf(name);
      assert.doesNotMatch(text, /\bimport\s*\(|import\.meta|\beval\s*\(|new Function\b|\bMath\.random\b/);
      const asked = [...text.matchAll(/\brequire\(([^)]*)\)/g)].map(([, what]) => what);
      assert.deepEqual(asked, name === 'index.js' ? ['"./js-engine.js"'] : []);
    });
  }

  await test('the gate refuses names of the web and members of a later language', () => {
    const samples = [...Object.values(NAMES), ...MEMBERS];
    const said = compile({ 'sample.js': samples.map((text) => `(function (x) { ${text}; })();\n`).join('') });
    const lines = new Set(said.map(({ line }) => line));
    assert.deepEqual(samples.filter((_, index) => !lines.has(index + 1)), []);
  });

  await test('no name of the web, by the typings of the platforms', () => {
    const files = Object.fromEntries(scripts.map((name) => [name, textOf(name)]));
    const said = compile(files).filter(({ name, file }) => !(name === 'crypto' && file !== 'js-engine.js'));
    assert.deepEqual(said.map(({ file, text }) => `${file}: ${text}`), []);
  });

  await test('`crypto` is asked for by typeof only, and where there is no platform', () => {
    const text = readFileSync(`${PKG}js/miniprogram/random.js`, 'utf8');
    assert.match(text, /platform === null && typeof crypto === 'object'/);
    for (const name of scripts) assert.ok((textOf(name).match(/\bcrypto\b(?!:)/g) || []).length <= 4, name);
  });

  await test('the types stand alone', () => {
    const use = `
      import { createVerifier, connectWorker, explain, fileStore, scanCode, WASM_SHA256 } from './index';
      import { policies } from './policies';
      async function page(): Promise<void> {
        const verifier = await createVerifier({ anchors: [], store: fileStore('desk'), wasmPath: '/static/yanzheng.wasm.br', engine: 'auto' });
        const receipt = await verifier.verify(await scanCode({ onlyFromCamera: true }), { scenario: policies[0] });
        const reason: string = explain(receipt, 'zh-Hans').reason + verifier.engine.name + WASM_SHA256;
        // @ts-expect-error: a mini-program takes no bytes
        await createVerifier({ anchors: [], wasm: new Uint8Array(8) });
        const { createVerifier: remote } = connectWorker({ postMessage() {}, onMessage() {} });
        const challenge: string = await (await remote({ anchors: [] })).challenge();
        void [reason, challenge];
      }
      void page;`;
    const types = Object.fromEntries(readdirSync(directory).filter((name) => name.endsWith('.d.ts')).map((name) => [name, textOf(name)]));
    assert.deepEqual(typeFaults({ ...types, 'use.ts': use }), []);
  });
}

/** Whether esbuild would leave a script as it is for ECMAScript 2017. */
export async function isOld(text) {
  const by = (target) => transform(text, { target, minifyWhitespace: true, charset: 'utf8', logLevel: 'silent', legalComments: 'none', format: 'cjs', supported: target === 'es2017' ? { 'dynamic-import': false } : {} });
  try {
    const [old, newest] = await Promise.all([by('es2017'), by('esnext')]);
    return old.code === newest.code && old.warnings.length === 0;
  } catch {
    return false;
  }
}

/** What tsc does not know in scripts, with ECMAScript 2017 and the platforms' typings alone. */
function compile(files) {
  const hosts = readFileSync(new URL('hosts.d.ts', import.meta.url), 'utf8');
  const said = tsc({ ...files, 'hosts.d.ts': hosts }, ['--allowJs', '--checkJs', '--target', 'es2017', '--lib', 'es2017', '--types', 'miniprogram-api-typings']);
  return said.filter(({ code }) => CODES.includes(code));
}

/** What is wrong with types, for a mini-program in TypeScript. */
function typeFaults(files) {
  return tsc(files, ['--strict', '--target', 'es2018', '--lib', 'es2018', '--types', 'miniprogram-api-typings', '--module', 'commonjs']).map(({ file, text }) => `${file}: ${text}`);
}

function tsc(files, options) {
  const folder = mkdtempSync(join(tmpdir(), 'yanzheng-types-'));
  try {
    symlinkSync(`${PKG}node_modules`, join(folder, 'node_modules'), 'junction');
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const output = runTsc(['--noEmit', '--pretty', 'false', ...options, ...Object.keys(files)], folder);
    return [...output.matchAll(/^(\S+?)\((\d+),\d+\): error TS(\d+): (.*)$/gm)].map(([, file, line, code, text]) => ({
      file, line: Number(line), code: Number(code), text, name: (/'([^']+)'/.exec(text) || [])[1],
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runTsc(args, cwd) {
  try {
    return execFileSync(process.execPath, [require.resolve('typescript/package.json').replace('package.json', 'bin/tsc'), ...args], { cwd, encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    if (error.stdout === undefined || error.status === null) throw error;
    return error.stdout;
  }
}
