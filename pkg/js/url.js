// The entry that fetches yanzheng.wasm from beside itself and refuses it when its hash is another.

import { WASM_INTEGRITY } from 'yanzheng:about';
import { translation } from 'yanzheng:translation';
import { createEntry } from './entry.js';
import { open } from './local-file.js';
import { fromSource } from './source.js';

export { VERSION, WASM_SHA256 } from 'yanzheng:about';
export { indexedDbStore, memoryStore } from './store.js';
export const { createVerifier, verifyJournal, checkPolicy, checkSignature, digest } = /* @__PURE__ */ createEntry({
  module: /* @__PURE__ */ fromSource(() => ({ wasm: new URL('./yanzheng.wasm', import.meta.url), integrity: WASM_INTEGRITY }), open),
  translated: translation,
});
