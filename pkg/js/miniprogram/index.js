// What `require('yanzheng')` gives in a mini-program of WeChat, Alipay or Douyin, and in Alipay's worker.

export { VERSION, WASM_SHA256 } from 'yanzheng:about';
export { explainPolicy, explainPrecheck, explainRequest } from '../asked.js';
export { explain, explainJournal, explainRefusal } from '../explain.js';
export { memoryStore } from '../store.js';
export { languages } from '../words.js';
export { connectWorker } from './connect.js';
export { checkPolicy, createVerifier, verifyJournal } from './entries.js';
export { fileStore } from './file-store.js';
export { scanCode } from './scan-code.js';
