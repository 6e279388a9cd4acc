// The pages' end of a worker that runs the wasm: on Alipay, where pages have no WebAssembly. Everything that
// a verifier does is a promise here, and verifySync() is not there.

import { clearTimer, setTimer } from '../intrinsics.js';
import { inOrder } from '../many.js';
import { known } from '../options.js';
import { createVerifier as createHere } from './entries.js';
import { createLine } from './wire.js';

/** Milliseconds that a worker has for one answer: longer than any hub. The system may have ended it. */
const LIMIT = 60000;

const CALLS = ['verify', 'precheck', 'request', 'readRequest', 'updateTrust', 'updateStatus', 'challenge'];
const JOURNAL = ['checkpoint', 'verifyChain', 'purgeExpired', 'review', 'objection'];
const WALKS = ['entries', 'export'];

/** What keeps a worker from running the wasm, and a page not from running the translation. */
const REFUSALS = ['wasm.unavailable', 'wasm.load_failed'];

/**
 * `{ createVerifier, checkPolicy }` of the worker that my.createWorker() made of worker.js. `limit`:
 * milliseconds for one answer. Where the worker can run no wasm, createVerifier() takes the JavaScript engine
 * here instead, and says so, unless `engine` is 'wasm'.
 */
export function connectWorker(worker, options) {
  const { limit = LIMIT } = known('options', options === undefined ? {} : options, ['limit']);
  if (!worker || typeof worker.postMessage !== 'function' || typeof worker.onMessage !== 'function') {
    throw new TypeError('worker: must be what createWorker() gave');
  }
  const verifiers = {};
  let made = 0;
  const { ask } = createLine(worker, (name, values) => answers[name](...values), { setTimer, clearTimer, limit });

  const answers = {
    store: (own, name, values) => verifiers[own].store[name](...values),
    hub: (own, question) => verifiers[own].hub(question),
  };

  async function createVerifier(given = {}) {
    const { store, hub, now, engine = 'auto', ...plain } = Object(given);
    if (engine === 'js') return createHere(given);
    if (now !== undefined) throw new TypeError("now: cannot be asked from a worker; pass `at`, or engine: 'js'");
    made += 1;
    const own = made;
    verifiers[own] = { store, hub };
    try {
      const wanted = Object.assign({}, plain, { engine: engine === 'auto' ? 'wasm' : engine }, store && { store: true }, hub && { hub: true });
      return facade(own, await ask('createVerifier', own, wanted));
    } catch (error) {
      delete verifiers[own];
      if (engine === 'wasm' || !REFUSALS.includes(error.code)) throw error;
      const here = await createHere(Object.assign({}, given, { engine: 'js' }));
      return Object.freeze(Object.assign({}, here, { engine: Object.freeze({ name: 'js', code: error.code }) }));
    }
  }

  function facade(own, { engine, journal }) {
    const verifier = { engine: Object.freeze(engine) };
    for (const name of CALLS) verifier[name] = (...values) => ask('call', own, name, values);
    verifier.verifyMany = (items, each) => inOrder(verifier.verify, items, each);
    verifier.dispose = () => ask('dispose', own).then(() => void delete verifiers[own]);
    if (journal) verifier.journal = logbook(own);
    return Object.freeze(verifier);
  }

  function logbook(own) {
    const journal = {};
    for (const name of JOURNAL) journal[name] = (...values) => ask('journal', own, name, values);
    for (const name of WALKS) journal[name] = (...values) => walk(own, name, values);
    return Object.freeze(journal);
  }

  async function* walk(own, name, values) {
    const number = await ask('walk', own, name, values);
    let isOver = false;
    try {
      for (;;) {
        const step = await ask('next', number);
        isOver = step.done;
        if (isOver) return;
        yield step.value;
      }
    } finally {
      if (!isOver) await ask('leave', number);
    }
  }

  return Object.freeze({ createVerifier, checkPolicy: (text) => ask('checkPolicy', text) });
}
