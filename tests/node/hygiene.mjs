// The package as others' tools see it: publint, are-the-types-wrong, the budgets, and the scan of the wasm, each
// with what it must refuse.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { inFolder } from './tools.mjs';

const PKG = fileURLToPath(new URL('../../pkg/', import.meta.url));
const { resolve } = createRequire(join(PKG, 'package.json'));
const load = (name) => import(pathToFileURL(resolve(name)));

/** Files for a script tag or a build tool, which nobody imports by Node's rules; package.mjs holds the wasm's type. */
const NO_MODULES = ['./yanzheng.wasm', './policy.schema.json', './package.json', './integrity.json', './yanzheng.min.js', './yanzheng.js-engine.min.js'];

/** What are-the-types-wrong says and we mean: `./url` needs import.meta.url, so it has no CommonJS form. */
const MEANT = ['./url CJSResolvesToESM'];

/** Runs every test of this file. */
export async function run(test) {
  for (const [id, body] of Object.entries(tests)) await test('hygiene', id, body);
}

const tests = {
  async 'publint has nothing to say'() {
    const { publint } = await load('publint');
    const { formatMessage } = await load('publint/utils');
    const manifest = JSON.parse(readFileSync(join(PKG, 'package.json'), 'utf8'));
    const { messages } = await publint({ pkgDir: PKG, strict: true });
    assert.deepEqual(messages.map((message) => formatMessage(message, manifest)), []);
  },

  async 'the types of every entry are right in every resolution'() {
    const { checkPackage, createPackageFromTarballData } = await load('@arethetypeswrong/core');
    const packed = await inFolder(async (folder) => {
      const [{ filename }] = JSON.parse(npm(['pack', '--json', '--pack-destination', folder]));
      return readFileSync(join(folder, filename));
    });
    const { types, problems } = await checkPackage(createPackageFromTarballData(packed), { excludeEntrypoints: NO_MODULES });
    assert.equal(types.kind, 'included');
    const said = problems.map(({ kind, entrypoint = '', ...more }) => `${entrypoint} ${kind}${entrypoint ? '' : ` ${JSON.stringify(more)}`}`);
    assert.deepEqual([...new Set(said)], MEANT);
  },

  async 'every file that is loaded is within its budget'() {
    const { BUDGETS, excess, weigh } = await import('../../pkg/build/sizes.mjs');
    const rows = weigh(PKG);
    assert.deepEqual(excess(rows), []);
    const weighed = new Set(rows.map(({ file }) => file));
    for (const file of Object.keys(BUDGETS)) assert.ok(weighed.has(file), `${file} is not there`);
    const [[file, budget]] = Object.entries(BUDGETS);
    const tight = Object.fromEntries(Object.keys(budget).map((form) => [form, 1]));
    assert.equal(excess(rows.filter((row) => row.file === file), { [file]: tight }).length, Object.keys(tight).length);
    assert.deepEqual(excess([{ file: 'dist/new.mjs', raw: 1 }]), ['dist/new.mjs has no budget']);
  },

  async 'the wasm is for old hosts, and the scan refuses what is not'() {
    const { scan } = await import('../../pkg/build/scan.mjs');
    await scan(readFileSync(join(PKG, 'dist/yanzheng.wasm')));
    const createWabt = (await load('wabt')).default;
    const wabt = await createWabt();
    const everything = { bulk_memory: true, sign_extension: true, sat_float_to_int: true, multi_value: true, reference_types: true, simd: true };
    const assemble = (body) => {
      const module = wabt.parseWat('case.wat', `(module ${body})`, everything);
      return module.toBinary({}).buffer;
    };
    await scan(assemble('(import "./yanzheng_bg.js" "f" (func (param i32))) (memory (export "memory") 1) (func (export "g") (result f64) f64.const 1)'));
    for (const [refused, body] of REFUSED) {
      const bytes = assemble(body);
      await assert.rejects(scan(bytes), refused, body);
    }
  },
};

/** What no old host takes, and what is said of it. */
const REFUSED = [
  [/0xfc/, '(memory 1) (func i32.const 0 i32.const 0 i32.const 0 memory.fill)'],
  [/0xfc/, '(func (result i32) f32.const 0 i32.trunc_sat_f32_s)'],
  [/opcode/, '(func (result i32) i32.const 0 i32.extend8_s)'],
  [/several values/, '(func (result i32 i32) i32.const 0 i32.const 0)'],
  [/type/, '(func (param externref))'],
  [/type|opcode/, '(func (result i32) v128.const i32x4 0 0 0 0 i32x4.extract_lane 0)'],
  [/g is an exported global/, '(global (export "g") i32 (i32.const 0))'],
  [/t is an exported table/, '(table (export "t") 1 funcref)'],
  [/b and a are one function/, '(func (export "a") (export "b"))'],
  [/x takes or gives a 64-bit integer/, '(func (export "x") (param i64))'],
  [/x takes or gives a 64-bit integer/, '(import "./yanzheng_bg.js" "x" (func (result i64)))'],
  [/x is imported from env/, '(import "env" "x" (func))'],
  [/imports the memory m/, '(import "./yanzheng_bg.js" "m" (memory 1))'],
];

function npm(args) {
  const windows = process.platform === 'win32';
  return execFileSync(windows ? 'npm.cmd' : 'npm', args, { cwd: PKG, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], shell: windows });
}
