// What a script tag gets as the global `yanzheng`: the default entry with the wasm in the file, the
// messages and the policies. It has no second engine: yanzheng.js-engine.min.js is that one.

import { WASM_BASE64 } from 'yanzheng:wasm';
import { fromBase64 } from './base64.js';
import { createEntry } from './entry.js';
import { fromSource } from './source.js';

export { VERSION, WASM_SHA256 } from 'yanzheng:about';
export * from './messages.js';
export * from './policies.js';
export { indexedDbStore, memoryStore } from './store.js';
export const { createVerifier, verifyJournal, checkPolicy, checkSignature, digest } = /* @__PURE__ */ createEntry({
  module: /* @__PURE__ */ fromSource(() => ({ wasm: fromBase64(WASM_BASE64) })),
});
