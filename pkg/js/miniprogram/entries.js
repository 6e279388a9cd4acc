// The entries of a mini-program: one, and so one engine, for each place from which somebody takes the wasm.

import { createEntry } from '../entry.js';
import { fromPackage } from './program.js';
import { ready } from './random.js';
import { topped } from './verifier.js';

const entries = Object.create(null);
let last;

function entryOf(path) {
  if (entries[path] === undefined) {
    entries[path] = createEntry({
      module: fromPackage(path),
      translated: () => require('./js-engine.js'),
      options: ['wasmPath'],
    });
  }
  last = entries[path];
  return last;
}

/** Makes a verifier; `wasmPath` says where in the code package the wasm lies, where not in its usual place. */
export async function createVerifier(options = {}) {
  const { wasmPath, ...given } = Object(options);
  const isOptions = typeof options === 'object' && options !== null && !Array.isArray(options);
  await ready();
  return topped(await entryOf(wasmPath).createVerifier(isOptions ? given : options));
}

/** Follows the lines of an exported journal, up to a checkpoint and beyond. */
export async function verifyJournal(lines, options) {
  return (last || entryOf()).verifyJournal(lines, options);
}

/** Where a policy as text is wrong, and nothing else of it. */
export async function checkPolicy(text) {
  return (last || entryOf()).checkPolicy(text);
}
