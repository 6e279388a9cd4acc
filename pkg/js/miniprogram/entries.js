// What a page makes verifiers with, and asks without one.

import { createPlaces, open } from './places.js';

const entryOf = createPlaces({ translated: () => require('./js-engine.js') });

/** The entry that was taken last: what it has loaded answers questions too. */
let last;

/** Makes a verifier; `wasmPath` says where in the code package the wasm lies, where not in its usual place. */
export async function createVerifier(options = {}) {
  const { wasmPath, ...given } = Object(options);
  const isOptions = typeof options === 'object' && options !== null && !Array.isArray(options);
  last = entryOf(wasmPath);
  return open(last, isOptions ? given : options);
}

/** Follows the lines of an exported journal, up to a checkpoint and beyond. */
export async function verifyJournal(lines, options) {
  return (last || entryOf()).verifyJournal(lines, options);
}

/** Where a policy as text is wrong, and nothing else of it. */
export async function checkPolicy(text) {
  return (last || entryOf()).checkPolicy(text);
}
