// Builds miniprogram_dist/: what the builders of mini-programs copy as it is into a code package. CommonJS,
// ECMAScript 2017, no web global, the wasm beside it as a file.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

import { makeGlue } from './glue.mjs';
import { ES2017 } from './later.mjs';
import { compress } from './sizes.mjs';
import { virtual } from './virtual.mjs';

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const OUTPUT = path('miniprogram_dist/');

/** File → source. The worker's file stands alone: what it shares with the others is in it again. */
const FILES = {
  'index.js': 'js/miniprogram/index.js',
  'policies.js': 'js/miniprogram/policies.js',
  'worker.js': 'js/miniprogram/worker.js',
  'js-engine.js': 'js/js-engine.js',
};

/** The hand-written types that the directory needs to be whole. */
const TYPES = { 'index.d.ts': 'js/miniprogram/index.d.ts', 'messages.d.ts': 'js/messages.d.ts', 'policies.d.ts': 'js/policies.d.ts', 'types.d.ts': 'js/types.d.ts' };

/** The oldest base libraries: iOS 11, Chrome 53. They have nothing that ends with the memory it stands for. */
const OLDEST = { ...ES2017, define: { ...ES2017.define, 'Symbol.dispose': 'undefined', FinalizationRegistry: 'undefined' } };

/**
 * `modules`: the sources of the virtual modules, `yanzheng:translated` among them; `glue`: the path of the
 * wasm-bindgen glue; `wasm`: the bytes; `version`.
 */
export async function buildMiniprogram({ modules, glue, wasm, version }) {
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(OUTPUT);
  const packaged = compress(wasm);
  const own = { ...modules, 'yanzheng:packaged': `export const BROTLI_SHA256 = '${createHash('sha256').update(packaged).digest('hex')}';` };
  own['yanzheng:glue'] = await makeGlue(glue, './miniprogram/random.js', ES2017.target);
  for (const [file, source] of Object.entries(FILES)) await bundle(source, file, own, version);
  for (const [file, source] of Object.entries(TYPES)) writeFileSync(OUTPUT + file, withoutWeb(readFileSync(path(source), 'utf8')));
  writeFileSync(`${OUTPUT}yanzheng.wasm.br`, packaged);
  writeFileSync(`${OUTPUT}package.json`, `${JSON.stringify({ type: 'commonjs' })}\n`);
}

async function bundle(source, file, modules, version) {
  await build({
    ...OLDEST,
    entryPoints: [path(source)],
    outfile: OUTPUT + file,
    bundle: true,
    minify: true,
    format: 'cjs',
    charset: 'utf8',
    platform: 'node', // names the exports for Node's reader of CommonJS, as the typed entry promises
    external: ['./js-engine.js'],
    plugins: [virtual(modules)],
    banner: { js: `/*! yanzheng ${version} | Apache-2.0 */` },
  });
}

/** A mini-program's TypeScript knows no namespace of WebAssembly, and its verifiers take no module. */
function withoutWeb(types) {
  const text = types.replace(/^ *\| WebAssembly\.Module\n/m, '');
  if (/\bWebAssembly\.\w/.test(text)) throw new Error('the types name WebAssembly in another way than they did');
  return text;
}
