// The default entry: the wasm is in this file as text, so that nothing is fetched and no bundler needs
// to know about it.

import { WASM_BASE64 } from 'yanzheng:wasm';
import { fromBase64 } from './base64.js';
import { createEntry } from './entry.js';

export { VERSION, WASM_SHA256 } from 'yanzheng:about';
export { indexedDbStore, memoryStore } from './store.js';
export const { createVerifier, verifyJournal, checkPolicy, checkSignature, digest } = /* @__PURE__ */ createEntry(() => ({
  wasm: fromBase64(WASM_BASE64),
}));
