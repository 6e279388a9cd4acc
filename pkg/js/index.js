// The default entry: the wasm is in this file as text, so that nothing is fetched and no bundler needs
// to know about it. The same core as plain JavaScript lies beside it, and is read only where it is needed.

import { translation } from 'yanzheng:translation';
import { WASM_BASE64 } from 'yanzheng:wasm';
import { fromBase64 } from './base64.js';
import { createEntry } from './entry.js';
import { open } from './local-file.js';
import { fromSource } from './source.js';

export { VERSION, WASM_SHA256 } from 'yanzheng:about';
export { indexedDbStore, memoryStore } from './store.js';
export const { createVerifier, verifyJournal, checkPolicy, checkSignature, digest } = /* @__PURE__ */ createEntry({
  module: /* @__PURE__ */ fromSource(() => ({ wasm: fromBase64(WASM_BASE64) }), open),
  translated: translation,
});
