// What the mini-program's host has: its platform's object and its WebAssembly.
//
// Asks by `typeof` only: some hosts have no `globalThis`, and a name that nobody declared throws.

/** `{ name, api }` of the platform, or null: a worker has none. */
export const platform = findPlatform();

function findPlatform() {
  if (typeof wx === 'object' && wx !== null) return { name: 'wechat', api: wx };
  if (typeof tt === 'object' && tt !== null) return { name: 'douyin', api: tt };
  if (typeof my === 'object' && my !== null) return { name: 'alipay', api: my };
  return null;
}

/** The host's functions for WebAssembly files in the code package, or null where it has none. */
export const packagedWasm = findWasm();

function findWasm() {
  if (typeof WXWebAssembly !== 'undefined') return WXWebAssembly;
  if (typeof TTWebAssembly !== 'undefined') return TTWebAssembly;
  if (typeof MYWebAssembly !== 'undefined') return MYWebAssembly;
  return null;
}

/** Where the platform's own tools put the package's wasm in a mini-program. */
export const WASM_PATH =
  typeof MYWebAssembly === 'undefined' ? '/miniprogram_npm/yanzheng/yanzheng.wasm.br' : '/node_modules/yanzheng/miniprogram_dist/yanzheng.wasm.br';

/** What a function of the platform answers, as a promise; rejects with what it gave to `fail`. */
export function answerOf(owner, name, options) {
  return new Promise((resolve, reject) => {
    const returned = owner[name](Object.assign({}, options, { success: resolve, fail: reject }));
    // Some base libraries answer by a promise as well, which nobody else waits for.
    if (returned && typeof returned.then === 'function') returned.then(undefined, () => {});
  });
}

/** The words and the number of what a platform gave to `fail`. */
export function failureOf(given) {
  const { errMsg, errorMessage, errCode, errNo, error } = Object(given);
  const words = [errMsg, errorMessage, given].find((each) => typeof each === 'string');
  return { words: words === undefined ? '' : words, number: [errCode, errNo, error].find((each) => typeof each === 'number') };
}
