// The wasm in the mini-program's own code package as a program for the engine: the only place from which
// the platforms take WebAssembly.

import { WASM_SHA256 } from 'yanzheng:about';
import { BROTLI_SHA256 } from 'yanzheng:packaged';
import { fault } from '../fault.js';
import { isBuffer } from '../intrinsics.js';
import { sha256 } from '../sha256.js';
import { answerOf, packagedWasm, platform, WASM_PATH } from './host.js';

/**
 * The wasm of an entry, as choice.js asks for it: the file at `path` in the code package. Whatever is wrong
 * with it, the JavaScript engine is at hand.
 */
export function fromPackage(path = WASM_PATH) {
  if (typeof path !== 'string' || !path.startsWith('/')) {
    throw new TypeError('wasmPath: must be the absolute path of a file in the code package, like /static/yanzheng.wasm.br');
  }
  return {
    isPossible: packagedWasm !== null,
    read: async () => {
      if (packagedWasm === null) throw fault('wasm.unavailable', 'this base library has no WebAssembly');
      if (path !== WASM_PATH) await compare(path);
      return { sha256: WASM_SHA256, program: () => packagedProgram(path) };
    },
  };
}

/**
 * Refuses a file that somebody copied from another version: receipts would name a wasm that never ran. Where the
 * platform does not let the code package be read, nobody can tell.
 */
async function compare(path) {
  const bytes = await fileAt(path);
  if (bytes === null || sha256(bytes) === (path.endsWith('.br') ? BROTLI_SHA256 : WASM_SHA256)) return;
  throw fault('wasm.mismatch', `${path} is not the file of this version; copy yanzheng.wasm.br of the package again`);
}

async function fileAt(path) {
  if (platform === null || typeof platform.api.getFileSystemManager !== 'function') return null;
  try {
    const { data } = await answerOf(platform.api.getFileSystemManager(), 'readFile', { filePath: path });
    return isBuffer(data) ? new Uint8Array(data) : null;
  } catch (given) {
    return null;
  }
}

/** What runs the module in a file of the code package. */
function packagedProgram(path) {
  return {
    name: 'wasm',

    /** A new instance's exports. The platforms' typings promise an instance, the platforms give `{ instance }`. */
    async start(imports) {
      try {
        const given = await packagedWasm.instantiate(path, imports);
        const { exports } = given.instance || given;
        if (typeof exports.memory !== 'object') throw new Error('no instance');
        return exports;
      } catch (error) {
        throw fault('wasm.load_failed', `the wasm at ${path} could not be started: ${wordsOf(error)}`);
      }
    },

    /** No platform starts a file at once. */
    startNow() {
      throw fault('wasm.load_failed', 'a mini-program starts its wasm later');
    },
  };
}

function wordsOf(error) {
  const { message, errMsg } = Object(error);
  return [message, errMsg, String(error)].find((each) => typeof each === 'string');
}
