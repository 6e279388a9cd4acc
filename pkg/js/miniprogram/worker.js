// The file that Alipay's worker runs: WebAssembly is there and not where the pages run. It answers what
// connect.js asks. It stands alone: a worker's file may have no `require`.

import { createPlaces, open } from './places.js';
import { createLine } from './wire.js';

const entryOf = createPlaces({});
const verifiers = {};
const walks = {};
let made = 0;

const line = createLine(worker, (name, values) => answers[name](...values), {});

const answers = {
  /** Makes a verifier; a store and a hub are asked on the other side, under the verifier's number there. */
  async createVerifier(own, { wasmPath, store, hub, ...options }) {
    const asked = Object.assign({}, options, store && { store: storeOf(own) }, hub && { hub: hubOf(own) });
    const verifier = await open(entryOf(wasmPath), asked);
    verifiers[own] = verifier;
    return { engine: verifier.engine, journal: verifier.journal !== undefined };
  },

  checkPolicy: (text) => entryOf().checkPolicy(text),

  call: (own, name, values) => held(own)[name](...values),

  journal: (own, name, values) => held(own).journal[name](...values),

  /** Begins to go through the entries, or the lines, of a journal. */
  walk(own, name, values) {
    made += 1;
    walks[made] = held(own).journal[name](...values);
    return made;
  },

  async next(number) {
    const step = await walks[number].next();
    if (step.done) delete walks[number];
    return step;
  },

  leave(number) {
    delete walks[number];
  },

  dispose(own) {
    held(own).dispose();
    delete verifiers[own];
  },
};

function held(own) {
  if (verifiers[own] === undefined) throw new TypeError('dispose: this verifier was disposed of');
  return verifiers[own];
}

function storeOf(own) {
  const ask = (name) => (...values) => line.ask('store', own, name, values);
  return { get: ask('get'), put: ask('put'), delete: ask('delete'), list: ask('list') };
}

function hubOf(own) {
  return (question) => line.ask('hub', own, question);
}
