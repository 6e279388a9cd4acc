// The core as plain JavaScript, translated from the wasm when the package is built (build/translate.mjs).
// `instantiate(imports)` gives the exports of a new instance with memory of its own.

export { instantiate } from 'yanzheng:translated';
