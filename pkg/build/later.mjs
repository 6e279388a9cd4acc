// ECMAScript 2017, for hosts that know no later one: mini-programs, and pages in old WebViews. esbuild lowers
// the syntax; what the language's own objects lack is replaced here.

import { fileURLToPath } from 'node:url';

/** Options for esbuild: names of a later language, and what stands for them. */
export const ES2017 = {
  target: 'es2017',
  define: {
    'Object.fromEntries': 'fromEntries',
    'Symbol.asyncIterator': 'asyncIterator',
  },
  inject: [fileURLToPath(new URL('../js/later.js', import.meta.url))],
};
