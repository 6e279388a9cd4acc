// The entry without wasm: the caller passes it, with `integrity: WASM_SHA256` where it is fetched.

import { createEntry } from './entry.js';
import { open } from './local-file.js';
import { fromSource } from './source.js';

export { VERSION, WASM_SHA256 } from 'yanzheng:about';
export { indexedDbStore, memoryStore } from './store.js';
export const { createVerifier } = /* @__PURE__ */ createEntry({ module: /* @__PURE__ */ fromSource(() => ({}), open) });
