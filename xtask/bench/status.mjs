// Measures in node, with the built package, what benches/trust.rs wrote to target/bench/status: a status
// query as the slope between no pack and all of them. One line of JSON a row.

import { readdirSync, readFileSync } from 'node:fs';

import { median, row } from './rows.mjs';

const FOLDER = new URL('../../target/bench/status/', import.meta.url);
const ROUNDS = 20;
const { createVerifier } = await import(new URL('../../pkg/dist/node.mjs', import.meta.url));

const file = (name) => readFileSync(new URL(name, FOLDER));
const { at, spread, listed } = JSON.parse(file('scans.json'));
const packs = readdirSync(FOLDER).filter((name) => name.startsWith('pack-')).map(file);
const list = file('list.jwt');

const [query, taking] = await slope(spread, packs);
const [byList] = await slope(listed, [list]);
row('status query in wasm (node), against a status list', query / packs.length, byList, 'µs');
row('taking the snapshot in in wasm (node)', taking / 1000, null, 'ms');

/** Median verification with the files less that without, and median time of taking a file in, in µs. */
async function slope(scans, files) {
  const pair = [await verifier([]), await verifier(files)];
  const times = [[], []];
  let good = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const scan of scans) {
      pair.forEach(({ verifier: { verifySync } }, place) => {
        const begin = performance.now();
        const { code } = verifySync(scan, { at });
        const took = performance.now() - begin;
        // The first round warms up, and shows that what is measured is what is meant.
        if (round > 0) times[place].push(took * 1000);
        else if (code === 'ok') good += 1;
      });
    }
  }
  if (good < scans.length * 1.9) throw new Error(`${good} of ${scans.length * 2} are good`);
  const [without, with_] = times.map(median);
  return [with_ - without, median(pair[1].times)];
}

async function verifier(files) {
  const verifier = await createVerifier({ root: file('root.json') });
  const taken = await verifier.updateTrust(file('bundle.json'), { at });
  if (!taken.ok) throw new Error(taken.code);
  const times = [];
  for (const bytes of files) {
    const begin = performance.now();
    const answer = await verifier.updateStatus(bytes, { at });
    times.push((performance.now() - begin) * 1000);
    if (!answer.ok) throw new Error(answer.code);
  }
  return { verifier, times };
}
