// Runs everything that runs in node: the common suite over every entry of the built package, the schema of
// policies, the parts of the package, trust bundles and stores, the journal, the command line, the package's
// contents, the public pictures, a picture as a camera sees it, the public vectors of SM2 and SM3, hostile
// input, and the READMEs' example.
//
// Usage: node tests/node/run.mjs [--json] [suite schema parts trust journal cli package pictures camera sm hostile readme]

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';

import { run } from '../suite.mjs';
import { trapWebAssembly } from '../trapping.mjs';
import { createReport } from './report.mjs';

const DIST = new URL('../../pkg/dist/', import.meta.url);
const VECTORS = new URL('../vectors/', import.meta.url);

const words = process.argv.slice(2).filter((word) => word !== '--json');
const wanted = (name) => words.length === 0 || words.includes(name);
const { report, test, close } = createReport();

if (!existsSync(DIST)) {
  console.error('The package is not built: run `cargo xtask build` first.');
  process.exit(1);
}
if (wanted('suite')) await runEntries();
for (const name of ['schema', 'parts', 'trust', 'journal', 'cli', 'package', 'pictures', 'camera', 'sm', 'hostile', 'readme']) {
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
}

function under(entry) {
  return (suite, id, error) => report(`${entry}-${suite}`, id, error);
}

function isPlain(options) {
  return typeof options === 'object' && options !== null && !Array.isArray(options);
}

/** The cases of every vector file; divergences.json holds reasons, not cases. */
function readVectors() {
  if (!existsSync(VECTORS)) return [];
  return readdirSync(VECTORS)
    .filter((name) => name.endsWith('.json') && name !== 'divergences.json')
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(new URL(name, VECTORS), 'utf8')));
}
