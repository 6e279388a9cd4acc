// Gets the wasm bytes, compares them with the hash that is expected, and compiles them.
//
// Nothing here is fetched unless the caller names an address, and bytes with another hash are never
// compiled. Errors of loading are `Error`s with a `code`, because neither a credential nor an option
// is at fault: wasm.unavailable, wasm.load_failed, wasm.mismatch, wasm.blocked_by_csp.

import { fromBase64, toHex } from './base64.js';
import { copyBytes, isBuffer, isBytes, wasm } from './intrinsics.js';
import { sha256 } from './sha256.js';

/**
 * A compiled module and the lower-case hex SHA-256 of its bytes (null for a module that came
 * compiled). `source`: URL, text of one, ArrayBuffer, Uint8Array, WebAssembly.Module, Response, or a
 * promise of one of these. `integrity`: `sha256-…` as in HTML, or the hash in hex.
 */
export async function readSource(source, integrity) {
  const expected = integrity === undefined ? null : readIntegrity(integrity);
  if (wasm === null) throw fault('wasm.unavailable', 'this host has no WebAssembly');
  const given = await source;
  if (isModule(given)) {
    if (expected) throw new TypeError('integrity: cannot be checked for a compiled WebAssembly.Module');
    return { module: given, sha256: null };
  }
  const bytes = await readBytes(given, integrity);
  const actual = sha256(bytes);
  if (expected && actual !== expected) {
    throw fault('wasm.mismatch', `the wasm has the SHA-256 ${actual}, expected ${expected}`);
  }
  return { module: await compile(bytes), sha256: actual };
}

async function readBytes(given, integrity) {
  if (isBytes(given)) return copyBytes(given, Infinity);
  if (isBuffer(given)) return new Uint8Array(given).slice();
  const address = typeof given === 'string' ? given : isObject(given) ? given.href : undefined;
  const response = typeof address === 'string' ? await request(address, integrity) : given;
  if (!isObject(response) || typeof response.arrayBuffer !== 'function') {
    throw new TypeError(
      'wasm: must be a URL, a string, an ArrayBuffer, a Uint8Array, a WebAssembly.Module, a Response or a promise of one',
    );
  }
  if (response.ok === false) throw fault('wasm.load_failed', `the wasm was answered with ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function request(address, integrity) {
  if (address.startsWith('file:')) return readFile(address);
  const options = /^sha256-/.test(integrity) ? { integrity } : {};
  try {
    return await fetch(address, options);
  } catch (error) {
    throw fault('wasm.load_failed', `the wasm could not be fetched: ${error.message}`);
  }
}

/** node's `fetch` does not read files. The name is a variable so that no bundler follows it. */
async function readFile(address) {
  const [files, urls] = ['node:fs/promises', 'node:url'];
  const { readFile: read } = await import(/* webpackIgnore: true */ /* @vite-ignore */ files);
  const { fileURLToPath } = await import(/* webpackIgnore: true */ /* @vite-ignore */ urls);
  const bytes = await read(fileURLToPath(address));
  return { arrayBuffer: () => bytes }; // a Buffer is a Uint8Array: its bytes are copied below
}

async function compile(bytes) {
  try {
    return await wasm.compile(bytes);
  } catch (error) {
    const csp = /violates the following Content Security [Pp]olicy|generation disallowed by embedder|blocked by CSP/i;
    if (csp.test(error.message)) {
      throw fault(
        'wasm.blocked_by_csp',
        "the page's Content-Security-Policy refuses WebAssembly: add 'wasm-unsafe-eval' to script-src",
      );
    }
    throw fault('wasm.load_failed', `the wasm could not be compiled: ${error.message}`);
  }
}

function readIntegrity(integrity) {
  const text = typeof integrity === 'string' ? integrity : '';
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  const bytes = text.startsWith('sha256-') ? fromBase64(text.slice(7)) : null;
  if (bytes && bytes.length === 32) return toHex(bytes);
  throw new TypeError('integrity: must be one sha256-… value or 64 hex digits');
}

function isModule(value) {
  try {
    wasm.imports(value);
    return true;
  } catch {
    return false;
  }
}

function isObject(value) {
  return typeof value === 'object' && value !== null;
}

function fault(code, message) {
  return Object.assign(new Error(message), { code });
}
