// Runs the mini-program's package in realms of what six hosts document: verdicts and the sixty, what is handed to
// setData, random bytes, files, the scanner, the choice of the engine, the worker, what the files may contain, and the example's pages.
//
// Usage: node tests/miniprogram/run.mjs [--json] [--packed FOLDER | --from FOLDER] [FLAVOUR… source]
//
// Reads pkg/miniprogram_dist. With `--packed`, FOLDER/node_modules has miniprogram-ci, and its own builder copies
// the directory out of the packed tarball first; with `--from`, FOLDER is such a copy.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { createReport } from '../node/report.mjs';
import * as answers from './answers.mjs';
import * as engine from './engine.mjs';
import * as example from './example.mjs';
import { packed } from './packed.mjs';
import * as random from './random.mjs';
import { FLAVOURS } from './realm.mjs';
import * as realmItself from './realm-itself.mjs';
import * as scan from './scan.mjs';
import * as source from './source.mjs';
import * as store from './store.mjs';
import * as verdicts from './verdicts.mjs';
import * as worker from './worker.mjs';

const SUITES = { realm: realmItself, verdicts, engine, random, store, scan, answers, worker };

const words = process.argv.slice(2).filter((word) => word !== '--json');
const { report, test, close } = createReport();
const directory = await chosenDirectory();
if (!existsSync(directory)) {
  console.error('The mini-program package is not built: run `cargo xtask build` first.');
  process.exit(1);
}
const wanted = (name) => words.length === 0 || words.includes(name);
for (const flavour of Object.keys(FLAVOURS).filter(wanted)) {
  for (const [name, suite] of Object.entries(SUITES)) {
    const row = `miniprogram-${flavour}-${name}`;
    await suite.run({ flavour, directory, test: (id, body) => test(row, id, body), report: (id, error) => report(row, id, error) });
  }
}
if (wanted('source')) await source.run({ directory, test: (id, body) => test('miniprogram-source', id, body) });
if (words.length === 0) await example.run({ directory, test: (id, body) => test('miniprogram-example', id, body) });
close(process.argv.includes('--json'));

/** Which directory the realms are fed with; its words are taken off the line. */
async function chosenDirectory() {
  for (const [word, find] of [['--packed', packed], ['--from', (folder) => folder]]) {
    const at = words.indexOf(word);
    if (at >= 0) return find(words.splice(at, 2)[1]);
  }
  return fileURLToPath(new URL('../../pkg/miniprogram_dist/', import.meta.url));
}
