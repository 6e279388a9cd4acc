// Measures in node, with the built package, how long a bundle of a whole country's keys takes to load:
// in an instance that has done nothing before, and in one that is warm. One line of JSON a row.

import { readFileSync } from 'node:fs';

import { median, row } from './rows.mjs';

const FOLDER = new URL('../../target/bench/bundle/', import.meta.url);
const ROUNDS = 15;
const { createVerifier } = await import(new URL('../../pkg/dist/node.mjs', import.meta.url));

const [root, bundle, about] = ['root.json', 'bundle.json', 'about.json'].map((name) => readFileSync(new URL(name, FOLDER)));
const { at, keys } = JSON.parse(about);

const first = await load();
const times = [];
for (let round = 0; round < ROUNDS; round += 1) times.push(await load());
row('loading it in wasm (node), the first time', first, null, 'ms');
row('loading it in wasm (node), median after that', median(times), null, 'ms');

/** Milliseconds of one load into a verifier of its own. */
async function load() {
  const verifier = await createVerifier({ root });
  const begin = performance.now();
  const answer = await verifier.updateTrust(bundle, { at });
  const took = performance.now() - begin;
  if (!answer.ok || answer.keys !== keys) throw new Error(JSON.stringify(answer));
  verifier.dispose();
  return took;
}
