// The entry without wasm: the caller passes it, with `integrity: WASM_SHA256` where it is fetched.

import { createEntry } from './entry.js';

export { VERSION, WASM_SHA256 } from 'yanzheng:about';
export { indexedDbStore, memoryStore } from './store.js';
export const { createVerifier } = /* @__PURE__ */ createEntry(() => ({}));
