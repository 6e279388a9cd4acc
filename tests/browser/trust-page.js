// Runs in a page without the desk: what loading a large bundle costs, and what IndexedDB keeps.

import { trapWebAssembly } from './trapping.js';

/** Rounds that are always made, and those at most while the machine is busy with something else. */
const ROUNDS = { least: 9, most: 40 };

/** A fresh instance of the default entry, with its memory in sight. */
async function fresh(name) {
  const watched = trapWebAssembly();
  const entry = await import(`./index.js?${name}`);
  watched.restore();
  return { ...entry, memory: watched.memory };
}

const bytesOf = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());

/**
 * Loads the country's bundle into instance after instance, until one load took `enough` milliseconds at
 * most: milliseconds and bytes of each load, then those of the first verification after it, of the others,
 * and the bytes by which they grew the memory.
 */
export async function country({ scan, enough }) {
  const [root, bundle, { at, keys }] = [await bytesOf('country/root.json'), await bytesOf('country/bundle.json'), await (await fetch('country/about.json')).json()];
  const rounds = [];
  const isFast = () => rounds.some(({ load }) => load <= enough);
  for (let round = 0; round < ROUNDS.least || (round < ROUNDS.most && !isFast()); round += 1) {
    const { createVerifier, memory } = await fresh(`country${round}`);
    const verifier = await createVerifier({ root });
    await verifier.verify(scan, { at }); // so that the first one after the load is not the first of all
    const empty = memory();
    const load = await timed(async () => {
      const answer = await verifier.updateTrust(bundle, { at });
      if (!answer.ok || answer.keys !== keys) throw new Error(JSON.stringify(answer));
    });
    const held = memory();
    const first = await timed(() => verifier.verify(scan, { at }));
    const others = [];
    for (let time = 0; time < 100; time += 1) others.push(await timed(() => verifier.verify(scan, { at })));
    const { code } = await verifier.verify(scan, { at });
    rounds.push({ code, load, first, other: median(others), bytes: held - empty, grown: memory() - held });
    verifier.dispose();
  }
  return rounds;
}

async function timed(work) {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

function median(numbers) {
  return [...numbers].sort((one, other) => one - other)[numbers.length >> 1];
}

/** What becomes of bundles in IndexedDB over restarts, as `[what, value]`. */
export async function kept({ root, bundles, at, scan }) {
  const modes = [];
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    if (mode === 'readwrite') modes.push(options && options.durability);
    return transaction.call(this, stores, mode, options);
  };
  const { createVerifier, indexedDbStore } = await fresh('kept');
  const found = [];
  const open = () => createVerifier({ root, store: indexedDbStore('trust-test'), journal: false });
  const say = async (what, verifier) => {
    const { code, trust } = await verifier.verify(scan, { at });
    found.push([what, code, trust.versions && trust.versions.timestamp, trust.state]);
  };
  await say('first', await open());
  for (const bundle of bundles) {
    const { kept: is, versions } = await (await open()).updateTrust(bundle, { at });
    found.push(['kept', is, versions.timestamp]);
  }
  const again = await open();
  await say('restart', again);
  found.push(['older', (await again.updateTrust(bundles[0], { at })).code]);
  const store = indexedDbStore('trust-test');
  const [newest, older] = ['trust/0', 'trust/1'];
  found.push(['keys', await store.list('trust/')]);
  await store.put(newest, (await store.get(newest)).slice(0, -7));
  await say('newest torn', await open());
  await store.put(older, Uint8Array.of(1));
  await say('both torn', await open());
  await store.delete(newest);
  found.push(['keys', await store.list()]);
  found.push(['durability', [...new Set(modes)]]);
  IDBDatabase.prototype.transaction = transaction;
  return found;
}
