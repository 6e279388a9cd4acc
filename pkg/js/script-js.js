// What a script tag gets as the global `yanzheng` where WebAssembly is refused or absent: the same names
// as script.js exports, on the core as plain JavaScript.

export * from './js.js';
export * from './messages.js';
export * from './policies.js';
