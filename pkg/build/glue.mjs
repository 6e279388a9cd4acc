// The wasm-bindgen glue as a function, so that every instance has a closure of its own.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/**
 * The text of an ES module that exports `createGlue`. `random`: the module, as seen from js/, that exports
 * `hostCrypto`, the host's source of random numbers; one for all instances.
 */
export async function makeGlue(input, random, target) {
  const text = readFileSync(input, 'utf8');
  const asked = text.match(/\b(globalThis|window|self|global|process|require)\b/g).join();
  if (asked !== 'globalThis') throw new Error(`the glue asks the host for more than random numbers: ${asked}`);
  const { outputFiles } = await build({
    stdin: { contents: watchMemory(text), resolveDir: path('.'), sourcefile: 'yanzheng_bg.js' },
    inject: [path('../js/globals.js')],
    define: { 'globalThis.crypto': 'hostCrypto' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'glue',
    target,
  });
  return `import { hostCrypto } from '${random}';\nexport function createGlue() {\n${outputFiles[0].text}\nreturn glue;\n}`;
}

/**
 * The glue looks at whether its views of the memory are detached. The memory of the translated core grows into
 * a new buffer and leaves the old one as it was, so each view is compared with the buffer of now.
 */
function watchMemory(text) {
  const views = text.match(/^let cached\w+Memory0 = null;$/gm).length;
  const stale = /if \((cached\w+Memory0) === null \|\| .*\) \{$/gm;
  if (text.match(stale).length !== views) throw new Error('the glue looks at its memory in another way than it did');
  return text.replace(stale, 'if ($1 === null || $1.buffer !== wasm.memory.buffer) {');
}
