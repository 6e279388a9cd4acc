// What each host of mini-programs documents, as far as the package could want it. A flavour is a row here:
// whatever is not in it is not in its realm.
//
// Sources: developers.weixin.qq.com (runtime/js-support, performance/wasm, api/base/crypto, api/file),
// opendocs.alipay.com (MYWebAssembly, createWorker, FileSystemManager), developer.open-douyin.com
// (TTWebAssembly, FileSystemManager), and the typings miniprogram-api-typings, @mini-types/alipay and
// @douyin-microapp/typings.

const NPM = '/miniprogram_npm/yanzheng';
const ALIPAY = '/node_modules/yanzheng/miniprogram_dist';

/**
 * `platform`: the name of the platform's object, null in a worker. `wasm`: the name of its WebAssembly and
 * what it has, null where there is none; `bare`: instantiate() gives the instance itself, as the typings say;
 * `ios`: exported Globals are not there, and a function exported under more than three names neither.
 * `random`: who gives random bytes. `root`: where the package lies in the code package. `files`: how the file
 * system differs: whether rename() replaces what is there, how it says what is wrong, and whether it refuses to
 * write an empty file. `foreign`: buffers come from another realm. `tasks`: promises settle in a task of their own,
 * as WeChat's own Promise does up to iOS 15. `lacks`: what of ECMAScript 2017 may be missing.
 */
export const FLAVOURS = {
  wechat: {
    platform: 'wx', root: NPM, random: 'platform', scanner: 'scanCode',
    wasm: { name: 'WXWebAssembly', members: ['Memory', 'Table', 'Global'] },
    files: { user: 'wxfile://usr', replaces: true, says: 'wechat', refusesEmpty: true },
  },
  'wechat-ios': {
    platform: 'wx', root: NPM, random: 'platform', scanner: 'scanCode',
    wasm: { name: 'WXWebAssembly', members: ['Memory', 'Table'], bare: true, ios: true }, tasks: true,
    files: { user: 'wxfile://usr', replaces: false, says: 'wechat', refusesEmpty: true },
  },
  'wechat-old': {
    platform: 'wx', root: NPM, random: null, scanner: 'scanCode', wasm: null, lacks: ['Proxy'],
    files: { user: 'http://usr', replaces: true, says: 'wechat', refusesEmpty: true },
  },
  douyin: {
    platform: 'tt', root: NPM, random: 'platform', scanner: 'scanCode',
    wasm: { name: 'TTWebAssembly', members: ['Memory', 'Table', 'Global', 'Module', 'Instance'], compiles: true },
    files: { user: 'ttfile://user', replaces: true, says: 'douyin', refusesEmpty: false },
  },
  'alipay-worker': {
    platform: null, root: ALIPAY, random: 'crypto', scanner: null,
    wasm: { name: 'MYWebAssembly', members: ['Memory', 'Table', 'Global', 'Instance'] },
    files: null, foreign: true,
  },
  'alipay-logic': {
    platform: 'my', root: ALIPAY, random: null, scanner: 'scan', wasm: null,
    files: { user: 'https://usr', replaces: false, says: 'alipay', refusesEmpty: false }, foreign: true,
  },
};

/** What a realm holds of the language: ECMAScript 2017, the level of the oldest base libraries. */
export const GLOBALS = [
  'Array', 'ArrayBuffer', 'Boolean', 'DataView', 'Date', 'Error', 'EvalError', 'Float32Array', 'Float64Array', 'Function',
  'Infinity', 'Int16Array', 'Int32Array', 'Int8Array', 'JSON', 'Map', 'Math', 'NaN', 'Number', 'Object', 'Promise', 'Proxy',
  'RangeError', 'ReferenceError', 'Reflect', 'RegExp', 'Set', 'String', 'Symbol', 'SyntaxError', 'TypeError', 'URIError',
  'Uint16Array', 'Uint32Array', 'Uint8Array', 'Uint8ClampedArray', 'WeakMap', 'WeakSet', 'decodeURI', 'decodeURIComponent',
  'encodeURI', 'encodeURIComponent', 'escape', 'eval', 'isFinite', 'isNaN', 'parseFloat', 'parseInt', 'undefined', 'unescape',
];

/** Members that came after ECMAScript 2017, and what only V8 has. */
export const LATER = {
  'Object': 'fromEntries hasOwn groupBy',
  'Array': 'fromAsync',
  'Array.prototype': 'flat flatMap at findLast findLastIndex toSorted toReversed toSpliced with',
  'Object.getPrototypeOf(Uint8Array.prototype)': 'at findLast findLastIndex toSorted toReversed with',
  'Uint8Array': 'fromBase64 fromHex',
  'Uint8Array.prototype': 'toBase64 toHex setFromBase64 setFromHex',
  'ArrayBuffer.prototype': 'resize resizable maxByteLength transfer transferToFixedLength detached',
  'String.prototype': 'trimStart trimEnd trimLeft trimRight matchAll replaceAll at isWellFormed toWellFormed',
  'RegExp.prototype': 'dotAll hasIndices unicodeSets',
  'RegExp': 'escape',
  'Promise': 'allSettled any withResolvers try',
  'Promise.prototype': 'finally',
  'Symbol.prototype': 'description',
  'Map': 'groupBy',
  'Set.prototype': 'union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom',
  'Math': 'f16round sumPrecise',
  'JSON': 'rawJSON isRawJSON',
  'Error': 'captureStackTrace stackTraceLimit isError',
};

/** The symbols of ECMAScript 2017: there is no asyncIterator yet. */
export const SYMBOLS = [
  'hasInstance', 'isConcatSpreadable', 'iterator', 'match', 'replace', 'search', 'species', 'split', 'toPrimitive', 'toStringTag',
  'unscopables',
];
