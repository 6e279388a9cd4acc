// The WebAssembly of a mini-program's host: it takes a path in the code package, and nothing else. Where the
// realm's `trap` is set, the next call of an export traps for real.

import { brotliDecompressSync } from 'node:zlib';

/** `(module (func (export "trap") unreachable))` */
const UNREACHABLE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11);
const { trap } = new WebAssembly.Instance(new WebAssembly.Module(UNREACHABLE)).exports;

export function createWasm({ members, bare, ios, compiles }, realm) {
  const { files, run } = realm;
  const host = run('({})');
  for (const name of members) host[name] = WebAssembly[name];

  const compile = async (path) => {
    if (typeof path !== 'string' || !path.startsWith('/')) throw fault(run, 'the path must be absolute, in the code package');
    const bytes = files.get(path);
    if (bytes === undefined || !/\.wasm(?:\.br)?$/.test(path)) throw fault(run, `no wasm at ${path}`);
    return WebAssembly.compile(path.endsWith('.br') ? brotliDecompressSync(bytes) : bytes);
  };

  host.instantiate = async (path, imports) => {
    const module = await compile(path);
    const instance = await WebAssembly.instantiate(module, imports);
    const given = { exports: Object.freeze(fragile(visible(instance.exports, ios), realm)) };
    return bare ? given : { module, instance: given };
  };
  if (compiles) host.compile = compile;
  return Object.freeze(host);
}

/** What an instance shows: on iOS no Global, and no function that has more than three names. */
function visible(exports, ios) {
  const names = (value) => Object.values(exports).filter((other) => other === value).length;
  const isSeen = ([, value]) => !ios || !(value instanceof WebAssembly.Global || names(value) > 3);
  return Object.fromEntries(Object.entries(exports).filter(isSeen));
}

/** The same exports, each of which can be made to trap. */
function fragile(exports, realm) {
  const wrap = (value) => (...values) => {
    if (!realm.trap) return value(...values);
    realm.trap = false;
    return trap();
  };
  return Object.fromEntries(Object.entries(exports).map(([name, value]) => [name, typeof value === 'function' ? wrap(value) : value]));
}

function fault(run, message) {
  const OwnError = run('Error');
  return new OwnError(message);
}
