// The entry without WebAssembly: for pages whose Content-Security-Policy refuses it and hosts that lack it.

import { createEntry } from './entry.js';
import { instantiate } from './js-engine.js';

export { VERSION, WASM_SHA256 } from 'yanzheng:about';
export { indexedDbStore, memoryStore } from './store.js';
export const { createVerifier, verifyJournal, checkPolicy, checkSignature, digest } = /* @__PURE__ */ createEntry({
  translated: () => ({ instantiate }),
});
