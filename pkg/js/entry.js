// What the package's entries have in common: the core is got once, and verifiers are made on it.
//
// Three faults, three channels: the credential's is in the receipt and never thrown; the caller's is
// a TypeError that begins with the option's name; ours is a trap, answered once with `internal.trap`.

import { followRecords, plainLines, readCheckpoint } from './chain.js';
import { createChoice } from './choice.js';
import { TRAPPED } from './engine.js';
import { parseJson } from './intrinsics.js';
import { jsonText, known, plain, readOptions } from './options.js';
import { bind, trap } from './verifier.js';

/**
 * What one entry exports, by the engines that it has: see choice.js. `engines.options` names the options
 * of its loading in the place of `wasm` and `integrity`.
 */
export function createEntry(engines) {
  const choice = createChoice(engines);

  return {
    async createVerifier(options = {}) {
      const { loading, ...given } = readOptions(options, engines.options);
      return bind(await choice.load(loading), given);
    },

    /** Follows the lines of an exported journal, up to a checkpoint and beyond. */
    async verifyJournal(lines, options) {
      const checkpoint = readCheckpoint(options);
      const { engine } = await choice.any();
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

  /** The answer of one of the core's own primitives, for diagnosis. */
  async function primitive(name, request, members) {
    const text = jsonText(plain('request', known('request', request, members)));
    return consult((glue) => glue[name](text));
  }

  async function consult(question) {
    const { engine } = await choice.any();
    while (!engine.running) await engine.start();
    const answer = engine.run(question);
    if (answer === TRAPPED) throw trap();
    return answer;
  }
}
