// Makes real traps in the released module, for every host that runs the suite.

/** What can be made to trap. */
const TRAPS = ['core_new', 'core_verify', 'core_verifyKept', 'core_enter', 'core_follow', 'core_updateTrust', 'core_updateStatus', 'chain_follow'];

/** `(module (func (export "trap") unreachable))` */
const UNREACHABLE = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11];

/**
 * Patches WebAssembly so that instances made from now on can be made to trap: call it, import the entry
 * afresh, then call `restore()`. `arm(name)` makes the next call of that export trap for real.
 */
export function trapWebAssembly() {
  const { Instance, instantiate, Module } = WebAssembly;
  const { trap } = new Instance(new Module(Uint8Array.from(UNREACHABLE))).exports;
  let armed = null;
  let made = 0;
  let last = null;

  function wrap(instance) {
    const exports = { ...instance.exports };
    for (const name of TRAPS) {
      exports[name] = (...values) => {
        if (armed === name) {
          armed = null;
          trap();
        }
        return instance.exports[name](...values);
      };
    }
    made += 1;
    last = exports;
    return { exports };
  }

  WebAssembly.Instance = function (...values) {
    return wrap(new Instance(...values));
  };
  WebAssembly.instantiate = async (...values) => wrap(await instantiate.apply(WebAssembly, values));
  return {
    arm(name = 'core_verify') {
      armed = name;
    },
    count: () => made,
    memory: () => last.memory.buffer.byteLength,
    restore() {
      Object.assign(WebAssembly, { Instance, instantiate });
    },
  };
}
