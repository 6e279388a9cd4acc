// One entry, and so one engine, for each place in the code package from which somebody takes the wasm.

import { createEntry } from '../entry.js';
import { fromPackage } from './program.js';
import { ready } from './random.js';
import { topped } from './verifier.js';

/** `entryOf(path)` of the entries that have `engines` beside the wasm; without a path, of its usual place. */
export function createPlaces(engines) {
  const entries = Object.create(null);
  return (path) => {
    if (entries[path] === undefined) entries[path] = createEntry({ ...engines, module: fromPackage(path), options: ['wasmPath'] });
    return entries[path];
  };
}

/** A verifier of an entry, with random bytes at hand. */
export async function open(entry, options) {
  await ready();
  return topped(await entry.createVerifier(options));
}
