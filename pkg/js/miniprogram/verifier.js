// A verifier in a mini-program: the same as everywhere, with random bytes fetched before each call that
// may take some.

import { inOrder } from '../many.js';
import { ready } from './random.js';

/** What takes random bytes, if at all, after it was called: a journal's salt, an objection's. */
const JOURNAL = ['objection'];

/** The verifier with its pool of random bytes kept full. */
export function topped(verifier) {
  const verify = async (scan, options) => {
    await ready();
    return verifier.verify(scan, options);
  };
  const own = { verify, verifyMany: (items, options) => inOrder(verify, items, options) };
  if (verifier.journal === undefined) return Object.freeze(Object.assign({}, verifier, own));
  return Object.freeze(Object.assign({}, verifier, own, { journal: toppedJournal(verifier.journal) }));
}

function toppedJournal(journal) {
  const own = {};
  for (const name of JOURNAL) {
    own[name] = async (...values) => {
      await ready();
      return journal[name](...values);
    };
  }
  return Object.freeze(Object.assign({}, journal, own));
}
