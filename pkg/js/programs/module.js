// The core as the host's own WebAssembly runs it.
//
// A refusal of the host is an `Error` with a `code`, because neither a credential nor an option is at
// fault: wasm.unavailable, wasm.blocked_by_csp, wasm.load_failed.

import { fault } from '../fault.js';

/** The host's WebAssembly functions from the moment of import, as intrinsics.js says, or null. */
const wasm =
  typeof WebAssembly === 'object' && WebAssembly !== null
    ? {
        compile: WebAssembly.compile,
        instantiate: WebAssembly.instantiate,
        Instance: WebAssembly.Instance,
        imports: WebAssembly.Module.imports,
      }
    : null;

/** What a policy without 'wasm-unsafe-eval' makes Chromium, Firefox and Safari say, and workerd of itself. */
const REFUSED = /violates the following Content Security [Pp]olicy|generation disallowed by embedder|blocked by CSP/i;

export const hasWebAssembly = wasm !== null;

/** What runs a compiled module. */
export function moduleProgram(module) {
  return {
    name: 'wasm',

    /** A new instance's exports, as every browser allows it: off the calling turn. */
    async start(imports) {
      try {
        return (await wasm.instantiate(module, imports)).exports;
      } catch (error) {
        throw refusal(error, 'started');
      }
    },

    /** A new instance's exports at once; some browsers refuse that on their main thread. */
    startNow(imports) {
      return new wasm.Instance(module, imports).exports;
    },
  };
}

export async function compile(bytes) {
  try {
    return await wasm.compile(bytes);
  } catch (error) {
    throw refusal(error, 'compiled');
  }
}

/** Whether it is a compiled module, of whatever realm. */
export function isModule(value) {
  try {
    wasm.imports(value);
    return true;
  } catch {
    return false;
  }
}

function refusal(error, what) {
  if (REFUSED.test(error.message)) {
    return fault(
      'wasm.blocked_by_csp',
      "the page's Content-Security-Policy refuses WebAssembly: add 'wasm-unsafe-eval' to script-src, or pass engine: 'js'",
    );
  }
  return fault('wasm.load_failed', `the wasm could not be ${what}: ${error.message}`);
}
