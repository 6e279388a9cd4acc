// The default entry on Cloudflare's workerd, which compiles no bytes at run time: it takes a module that
// is imported, and knows WebAssembly always.

import { WASM_SHA256 } from 'yanzheng:about';
import { createEntry } from './entry.js';
import { fromSource } from './source.js';
import wasm from './yanzheng.wasm';

export { VERSION, WASM_SHA256 } from 'yanzheng:about';
export { indexedDbStore, memoryStore } from './store.js';
export const { createVerifier, verifyJournal, checkPolicy, checkSignature, digest } = /* @__PURE__ */ createEntry({
  module: /* @__PURE__ */ fromSource(() => ({ wasm, sha256: WASM_SHA256 })),
});
