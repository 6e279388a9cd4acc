// Gets the wasm bytes and compares them with the hash that is expected.
//
// Nothing here is fetched unless the caller names an address, and bytes with another hash are never
// compiled. Errors of loading are `Error`s with a `code`, because neither a credential nor an option
// is at fault: wasm.unavailable, wasm.load_failed, wasm.mismatch, and those of programs/module.js.

import { fromBase64, toHex } from './base64.js';
import { fault } from './fault.js';
import { copyBytes, isBuffer, isBytes } from './intrinsics.js';
import { compile, hasWebAssembly, isModule, moduleProgram } from './programs/module.js';
import { sha256 } from './sha256.js';

/**
 * The wasm of an entry, as choice.js asks for it; `defaults()` gives `{ wasm, integrity, sha256 }`
 * where the caller gives none: `sha256` is the hash of a module that comes compiled. `open(address, options)`
 * gives the response of an address.
 */
export function fromSource(defaults, open = (address, options) => fetch(address, options)) {
  return {
    isPossible: hasWebAssembly,

    read({ wasm, integrity }) {
      const own = defaults();
      const expected = integrity === undefined ? own.integrity : integrity;
      if (wasm !== undefined) return readSource(wasm, expected, open);
      if (own.wasm === undefined) throw new TypeError('wasm: required in this entry');
      return readSource(own.wasm, expected, open, own.sha256);
    },
  };
}

/**
 * The lower-case hex SHA-256 of the bytes and what makes a program of them. `source`: URL, text of one,
 * ArrayBuffer, Uint8Array, WebAssembly.Module, Response, or a promise of one of these. `integrity`:
 * `sha256-…` as in HTML, or the hash in hex. `known`: the hash of a compiled module, null where
 * nobody knows it.
 */
async function readSource(source, integrity, open, known = null) {
  const expected = integrity === undefined ? null : readIntegrity(integrity);
  if (!hasWebAssembly) throw fault('wasm.unavailable', 'this host has no WebAssembly');
  const given = await source;
  if (isModule(given)) {
    if (expected) throw new TypeError('integrity: cannot be checked for a compiled WebAssembly.Module');
    return { sha256: known, program: () => moduleProgram(given) };
  }
  const bytes = await readBytes(given, integrity, open);
  const actual = sha256(bytes);
  if (expected && actual !== expected) {
    throw fault('wasm.mismatch', `the wasm has the SHA-256 ${actual}, expected ${expected}`);
  }
  return { sha256: actual, program: async () => moduleProgram(await compile(bytes)) };
}

async function readBytes(given, integrity, open) {
  if (isBytes(given)) return copyBytes(given, Infinity);
  if (isBuffer(given)) return new Uint8Array(given).slice();
  const address = typeof given === 'string' ? given : isObject(given) ? given.href : undefined;
  const response = typeof address === 'string' ? await request(address, integrity, open) : given;
  if (!isObject(response) || typeof response.arrayBuffer !== 'function') {
    throw new TypeError(
      'wasm: must be a URL, a string, an ArrayBuffer, a Uint8Array, a WebAssembly.Module, a Response or a promise of one',
    );
  }
  if (response.ok === false) throw fault('wasm.load_failed', `the wasm was answered with ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function request(address, integrity, open) {
  const options = /^sha256-/.test(integrity) ? { integrity } : {};
  try {
    return await open(address, options);
  } catch (error) {
    throw fault('wasm.load_failed', `the wasm could not be fetched: ${error.message}`);
  }
}

function readIntegrity(integrity) {
  const text = typeof integrity === 'string' ? integrity : '';
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  const bytes = text.startsWith('sha256-') ? fromBase64(text.slice(7)) : null;
  if (bytes && bytes.length === 32) return toHex(bytes);
  throw new TypeError('integrity: must be one sha256-… value or 64 hex digits');
}

function isObject(value) {
  return typeof value === 'object' && value !== null;
}
