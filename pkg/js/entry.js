// What the package's entries have in common: the wasm is got once, and verifiers are made on it.
//
// Three faults, three channels: the credential's is in the receipt and never thrown; the caller's is
// a TypeError that begins with the option's name; ours is a trap, answered once with `internal.trap`.

import { createEngine, TRAPPED } from './engine.js';
import { jsonText, known, plain, readOptions } from './options.js';
import { readSource } from './source.js';
import { bind, trap } from './verifier.js';

/** What one entry exports; `defaults()` gives its `{ wasm, integrity }` where the caller gives none. */
export function createEntry(defaults) {
  let shared = null;

  /** One engine for everybody who takes the entry's own bytes; one for each who brings others. */
  function load({ wasm, integrity }) {
    if (wasm !== undefined || integrity !== undefined) return start(wasm, integrity);
    if (shared === null) {
      shared = start();
      shared.catch(() => {
        shared = null; // a failed load may be tried again
      });
    }
    return shared;
  }

  async function start(wasm, integrity) {
    const own = defaults();
    const source = wasm === undefined ? own.wasm : wasm;
    if (source === undefined) throw new TypeError('wasm: required in this entry');
    const loaded = await readSource(source, integrity === undefined ? own.integrity : integrity);
    const engine = createEngine(loaded.module);
    await engine.start();
    return { engine, sha256: loaded.sha256 };
  }

  return {
    async createVerifier(options = {}) {
      const given = readOptions(options);
      const { engine, sha256 } = await load(given);
      return bind(engine, sha256, given);
    },

    checkSignature(request) {
      return primitive('checkSignature', request, ['alg', 'key', 'sm2_id', 'msg', 'sig']);
    },

    digest(request) {
      return primitive('digest', request, ['alg', 'msg']);
    },
  };

  /** The answer of one of the wasm's own primitives, for diagnosis. */
  async function primitive(name, request, members) {
    const text = jsonText(plain('request', known('request', request, members)));
    const { engine } = await load({});
    while (!engine.running) await engine.start();
    const answer = engine.run((glue) => glue[name](text));
    if (answer === TRAPPED) throw trap();
    return answer;
  }
}
