// What `require('yanzheng')` gives in a mini-program of WeChat, Alipay or Douyin, and in Alipay's worker.

import { createEntry } from '../entry.js';
import { fromPackage } from './program.js';
import { ready } from './random.js';
import { topped } from './verifier.js';

export { VERSION, WASM_SHA256 } from 'yanzheng:about';
export { explainPolicy, explainPrecheck, explainRequest } from '../asked.js';
export { explain, explainJournal, explainRefusal } from '../explain.js';
export { memoryStore } from '../store.js';
export { languages } from '../words.js';
export { connectWorker } from './connect.js';
export { fileStore } from './file-store.js';
export { scanCode } from './scan-code.js';

/** One entry, and so one engine, for each place from which somebody takes the wasm. */
const entries = {};
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
