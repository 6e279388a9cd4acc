// Runs everything that runs in node: the common suite over every entry of the built package, the sixty over
// every entry and both engines, both engines against each other, the schema of policies, the parts of the
// package, verifiers that nobody disposed of, trust bundles and stores, the journal, the command line, the
// package's contents and hygiene, the public pictures, a picture as a camera sees it, the public vectors of SM2
// and SM3, hostile input, and the READMEs' example.
//
// Usage: node tests/node/run.mjs [--json] [NAME…], the names being those of `groups` below, and suite

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';

import { run } from '../suite.mjs';
import { trapWebAssembly } from '../trapping.mjs';
import { createReport } from './report.mjs';
import { chosen, readVectors } from './sixty.mjs';
import { trapTranslation } from './trapping-js.mjs';

const DIST = new URL('../../pkg/dist/', import.meta.url);

const groups = [
  'sixty', 'engines', 'choice', 'schema', 'parts', 'abandoned', 'trust', 'journal', 'cli', 'package', 'hygiene', 'pictures', 'camera', 'sm',
  'hostile', 'readme',
];
const words = process.argv.slice(2).filter((word) => word !== '--json');
const wanted = (name) => words.length === 0 || words.includes(name);
const { report, test, close } = createReport();

if (!existsSync(DIST)) {
  console.error('The package is not built: run `cargo xtask build` first.');
  process.exit(1);
}
if (wanted('suite')) await runEntries();
for (const name of groups) {
  if (wanted(name)) await (await import(`./${name}.mjs`)).run(test);
}
close(process.argv.includes('--json'));

async function runEntries() {
  const vectors = readVectors();
  const { explain, languages } = await import(new URL('messages.mjs', DIST));
  const common = { explain, languages, foreignBytes: (bytes) => runInNewContext('Uint8Array.from(bytes)', { bytes }) };
  const trapping = trapWebAssembly();
  const { createVerifier } = await import(`${new URL('index.mjs', DIST)}?trapping`);
  trapping.restore();

  const index = await import(new URL('index.mjs', DIST));
  await run({ ...common, ...index, trapping: { ...trapping, createVerifier } }, vectors, under('node'));
  const require = createRequire(import.meta.url);
  await run({ ...common, ...require('../../pkg/dist/index.cjs') }, vectors, under('node-cjs'));
  await run({ ...common, ...(await import(new URL('url.mjs', DIST))) }, vectors, under('node-url'));
  const slim = await import(new URL('slim.mjs', DIST));
  const bytes = readFileSync(new URL('yanzheng.wasm', DIST));
  const own = { createVerifier: async (options) => slim.createVerifier(isPlain(options) ? { wasm: bytes, ...options } : options) };
  await run({ ...common, ...slim, ...own }, vectors, under('node-slim'));
  await runTranslation(common, vectors);
}

/**
 * The entry without WebAssembly is some ten times slower. Of the vectors it runs those of the sixty; on all the
 * others engines.mjs holds it to the very answers of the module, which has passed them here.
 */
async function runTranslation(common, vectors) {
  const ids = new Set(chosen().map(({ id }) => id));
  const sample = vectors.filter((one) => one.bundles || ids.has(one.id));
  const trapping = await trapTranslation();
  await run({ ...common, ...(await import(new URL('js.mjs', DIST))), trapping }, sample, under('node-js'));
  trapping.close();
}

function under(entry) {
  return (suite, id, error) => report(`${entry}-${suite}`, id, error);
}

function isPlain(options) {
  return typeof options === 'object' && options !== null && !Array.isArray(options);
}
