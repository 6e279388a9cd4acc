// Where a real counter keeps its journal: in this browser. What it trusts lasts as long as the page, as the
// trust card says, and so does what its verifier keeps of that.

import { indexedDbStore, memoryStore } from 'yanzheng';

/** The database of the journal and of the terminal's key: one for all that is ever trusted here. */
const NAME = 'yanzheng.journal';

/** A store of two: what lasts, and what is under `trust/`. */
export function counterStore() {
  const lasting = indexedDbStore(NAME);
  const passing = memoryStore();
  const of = (key) => (key.startsWith('trust/') ? passing : lasting);
  return {
    get: (key) => of(key).get(key),
    put: (key, bytes, options) => of(key).put(key, bytes, options),
    delete: (key) => of(key).delete(key),
    list: (prefix) => of(prefix).list(prefix),
  };
}

/** Asks the browser not to clear it when the disk is full; resolves to whether it promised. */
export async function persist() {
  try {
    return (await navigator.storage?.persist?.()) === true;
  } catch {
    return false;
  }
}
