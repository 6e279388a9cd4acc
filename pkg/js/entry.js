// What the package's entries have in common: the wasm is got once, and verifiers are made on it.
//
// Three faults, three channels: the credential's is in the receipt and never thrown; the caller's is
// a TypeError that begins with the option's name; ours is a trap, answered once with `internal.trap`.

import { followRecords, plainLines, readCheckpoint } from './chain.js';
import { createEngine, TRAPPED } from './engine.js';
import { parseJson } from './intrinsics.js';
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

    /** Follows the lines of an exported journal, up to a checkpoint and beyond. */
    async verifyJournal(lines, options) {
      const checkpoint = readCheckpoint(options);
      const { engine } = await load({});
      return followRecords(engine, plainLines(lines), checkpoint === null ? [] : [checkpoint]);
    },

    /** Where a policy as text is wrong, and nothing else of it. */
    async checkPolicy(text) {
      if (typeof text !== 'string') throw new TypeError('text: must be a string');
      return parseJson(await consult((glue) => glue.checkPolicy(text)));
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
    return consult((glue) => glue[name](text));
  }

  async function consult(question) {
    const { engine } = await load({});
    while (!engine.running) await engine.start();
    const answer = engine.run(question);
    if (answer === TRAPPED) throw trap();
    return answer;
  }
}
