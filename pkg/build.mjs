// Builds dist/ and miniprogram_dist/ out of target/wasm (what `cargo xtask build` leaves there) and js/.
// The same input gives the same bytes. Prints the sizes and fails above the budget.
//
// Usage: node build.mjs [--json]

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

import { makeGlue } from './build/glue.mjs';
import { ES2017 } from './build/later.mjs';
import { buildMiniprogram } from './build/miniprogram.mjs';
import { makeModule } from './build/module.mjs';
import { excess, line, weigh } from './build/sizes.mjs';
import { translate } from './build/translate.mjs';
import { virtual } from './build/virtual.mjs';

/** Entry → formats. `./url` needs import.meta.url, so it has no CommonJS form; workerd takes ES modules. */
const ENTRIES = {
  index: ['esm', 'cjs'],
  url: ['esm'],
  slim: ['esm', 'cjs'],
  js: ['esm', 'cjs'],
  'js-engine': ['esm', 'cjs'],
  workerd: ['esm'],
  node: ['esm', 'cjs'],
  messages: ['esm', 'cjs'],
  catalogue: ['esm', 'cjs'],
  policies: ['esm', 'cjs'],
};

/** What a script tag loads → the module whose exports become the global `yanzheng`. */
const SCRIPTS = { 'yanzheng.min.js': 'script', 'yanzheng.js-engine.min.js': 'script-js' };

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const INPUT = path('../target/wasm/');
const DIST = path('dist/');
const { version } = JSON.parse(readFileSync(path('package.json'), 'utf8'));
const catalogue = JSON.parse(readFileSync(path('../src/credential/catalogue.json'), 'utf8'));
const policies = readdirSync(path('policies'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(path(`policies/${name}`), 'utf8')))
  .sort((one, other) => (one.scenario < other.scenario ? -1 : 1));

if (!existsSync(`${INPUT}yanzheng_bg.wasm`)) {
  console.error('There is no wasm yet: run `cargo xtask build` in the repository.');
  process.exit(1);
}

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST);
const wasm = await makeModule(`${INPUT}yanzheng_bg.wasm`);
writeFileSync(`${DIST}yanzheng.wasm`, wasm);
const digest = createHash('sha256').update(wasm).digest();
const modules = {
  'yanzheng:glue': await makeGlue(`${INPUT}yanzheng_bg.js`, './random.js', ES2017.target),
  'yanzheng:translated': translate(wasm),
  'yanzheng:wasm': `export const WASM_BASE64 = ${JSON.stringify(wasm.toString('base64'))};`,
  'yanzheng:about': [
    `export const VERSION = ${JSON.stringify(version)};`,
    `export const WASM_SHA256 = ${JSON.stringify(digest.toString('hex'))};`,
    `export const WASM_INTEGRITY = ${JSON.stringify(`sha256-${digest.toString('base64')}`)};`,
  ].join('\n'),
  'yanzheng:elements': `export default ${readFileSync(`${INPUT}elements.json`, 'utf8')};`,
  'yanzheng:catalogue': `export default ${JSON.stringify(catalogue)};`,
  'yanzheng:policies': `export default ${JSON.stringify(policies)};`,
  // The messages name types and states; where a row comes from is not theirs to say.
  'yanzheng:names': `export default ${JSON.stringify(catalogue.map(({ type, name, statuses }) => ({ type, name, statuses })))};`,
};
/** ECMAScript 2017 everywhere, which costs an entry 1 kB: one syntax for old WebViews and for everybody else. */
const common = { bundle: true, minify: true, target: ES2017.target, charset: 'utf8', banner: { js: `/*! yanzheng ${version} | Apache-2.0 */` } };
for (const [entry, formats] of Object.entries(ENTRIES)) {
  for (const format of formats) await bundle(entry, format);
}
for (const [file, entry] of Object.entries(SCRIPTS)) await script(file, entry);
writeTypes();
writeSums();
await buildMiniprogram({ modules, glue: `${INPUT}yanzheng_bg.js`, wasm, version });
report(weigh(path('.')));

async function bundle(entry, format) {
  const esm = format === 'esm';
  const extension = esm ? 'mjs' : 'cjs';
  const node = entry === 'node';
  const address = node && !esm ? "const __address=require('node:url').pathToFileURL(__filename).href;" : '';
  await build({
    ...common,
    entryPoints: [path(`js/${entry}.js`)],
    outfile: `${DIST}${entry}.${extension}`,
    format,
    platform: node ? 'node' : 'neutral',
    external: ['zxing-wasm'],
    plugins: [virtual({ ...modules, 'yanzheng:translation': translation(extension) }), beside(extension, node ? ['index', 'js-engine'] : ['js-engine'])],
    supported: esm ? { 'import-meta': true } : {},
    define: esm ? {} : { 'import.meta.url': '__address' },
    banner: { js: `${common.banner.js}${address && `\n${address}`}` },
  });
}

/**
 * Pages that load a script by a tag are the oldest: here the language's own objects are of 2017 too, and a byte
 * order mark says that it is UTF-8 to a page that is in GBK.
 */
async function script(file, entry) {
  const banner = { js: `\uFEFF${common.banner.js}` };
  await build({ ...common, ...ES2017, banner, entryPoints: [path(`js/${entry}.js`)], outfile: DIST + file, format: 'iife', globalName: 'yanzheng', plugins: [virtual(modules)] });
}

/**
 * How an entry reaches the core as plain JavaScript, which lies beside it and is read only when it is
 * needed. A bundler that meets the `require` of the CommonJS form leaves it where it is called.
 */
function translation(extension) {
  const reached = extension === 'mjs' ? "import('./js-engine.mjs')" : "require('./js-engine.cjs')";
  return `export const translation = () => ${reached};`;
}

/** Leaves what lies beside in dist/ where it is: one copy of the wasm, one engine. */
function beside(extension, names) {
  return {
    name: 'beside',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\/yanzheng\.wasm$/ }, ({ path: name }) => ({ path: name, external: true }));
      onResolve({ filter: /^\.\/[a-z-]+\.([mc]?js)$/ }, ({ path: name, kind }) => {
        const [, stem] = /^\.\/([a-z-]+)\./.exec(name);
        if (kind === 'entry-point' || !names.includes(stem)) return undefined;
        return { path: `./${stem}.${extension}`, external: true };
      });
    },
  };
}

/** The hand-written types, once for each module system that an entry has, and the schema of policies. */
function writeTypes() {
  for (const file of readdirSync(path('js')).filter((name) => /^[a-z-]+\.d\.ts$/.test(name))) {
    const name = file.slice(0, -5);
    const text = readFileSync(path(`js/${file}`), 'utf8');
    for (const format of ENTRIES[name] || ['esm', 'cjs']) {
      const extension = format === 'esm' ? 'mjs' : 'cjs';
      const own = text.replace(/(from '\.\/[a-z]+)\.js'/g, `$1.${extension}'`);
      writeFileSync(`${DIST}${name}.d.${format === 'esm' ? 'mts' : 'cts'}`, own);
    }
  }
  writeFileSync(`${DIST}yanzheng.wasm.d.ts`, readFileSync(path('js/yanzheng.wasm.d.ts')));
  writeFileSync(`${DIST}policy.schema.json`, readFileSync(path('../docs/policy.schema.json')));
}

/** The hashes of what a page loads, as `<script integrity>` takes them, and of every file, as sha256sum does. */
function writeSums() {
  const hash = (algorithm, name, form) => createHash(algorithm).update(readFileSync(DIST + name)).digest(form);
  const loaded = readdirSync(DIST).filter((name) => /\.(wasm|mjs|js)$/.test(name)).sort();
  const integrity = Object.fromEntries(loaded.map((name) => [name, `sha384-${hash('sha384', name, 'base64')}`]));
  writeFileSync(`${DIST}integrity.json`, `${JSON.stringify(integrity, null, 2)}\n`);
  const lines = readdirSync(DIST).sort().map((name) => `${hash('sha256', name, 'hex')}  ${name}\n`);
  writeFileSync(`${DIST}SHA256SUMS`, lines.join(''));
}

function report(rows) {
  for (const row of rows.filter(({ file }) => /\.(wasm|br|[mc]?js)$|\/$/.test(file))) {
    console.log(process.argv.includes('--json') ? JSON.stringify(row) : line(row));
  }
  const wrong = excess(rows);
  for (const sentence of wrong) console.error(`${sentence}.`);
  if (wrong.length > 0) process.exitCode = 1;
}
