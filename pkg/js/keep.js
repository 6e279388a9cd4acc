// Keeps what must survive a restart in the caller's store: two slots, written in turn, so that one is
// whole whatever happens while the other is written.

import { bufferOf, copyBytes, isBuffer, isBytes } from './intrinsics.js';

export const SLOTS = ['trust/0', 'trust/1'];

/** Seconds by which the highest time seen may be ahead of the one that is kept. */
const SEEN = 300;

/** Stands for a slot that cannot be read: not empty, and no slot. */
const TORN = Uint8Array.of(0);
const EMPTY = new Uint8Array(0);

/** What both slots hold; what the store cannot give counts as torn, never as nothing. */
export function readSlots(store) {
  return Promise.all(SLOTS.map((key) => readSlot(store, key)));
}

async function readSlot(store, key) {
  try {
    const bytes = await store.get(key);
    if (bytes === undefined || bytes === null) return EMPTY;
    if (!isBytes(bytes) || !isBuffer(bufferOf(bytes)) || bytes.length === 0) return TORN;
    return copyBytes(bytes, Infinity);
  } catch {
    return TORN;
  }
}

/**
 * Writes slots one after another. `slot()` answers `{ place, bytes }` to be kept now, or null. A
 * place whose writing failed is written again before the other one, which is the last that is whole.
 */
export function createKeeper(store, slot) {
  let queue = Promise.resolve();
  let due = null;
  let last = { kept: true };
  let written = 0;
  let waiting = false;

  async function write(seen) {
    written = seen; // a store that failed is tried again when as much time has passed
    const made = slot();
    if (made === null) return { kept: false, reason: 'internal.trap' };
    const chosen = due === null ? made.place : due;
    try {
      await store.put(SLOTS[chosen], made.bytes);
      due = 1 - chosen;
      return { kept: true };
    } catch (error) {
      due = chosen;
      return { kept: false, reason: storeFault(error) };
    }
  }

  function keepNow(seen) {
    const writing = queue.then(() => write(seen));
    queue = writing.then((done) => {
      last = done;
    });
    return writing;
  }

  return {
    /** Resolves to what a summary says: `kept`, and where it is false the `reason`. */
    keep(changed, seen) {
      return changed || !last.kept ? keepNow(seen) : Promise.resolve(last);
    },

    /** Writes the highest time seen, behind the caller's back, when it has advanced far enough. */
    advance(seen) {
      if (store === undefined || waiting || seen - written <= SEEN) return;
      waiting = true;
      keepNow(seen).then(() => {
        waiting = false;
      });
    },
  };
}

/** The word for what a store threw. */
export function storeFault(error) {
  const { name, code } = Object(error);
  const isFull = name === 'QuotaExceededError' || code === 'ENOSPC' || code === 'EDQUOT';
  return isFull ? 'store.full' : 'store.unavailable';
}
