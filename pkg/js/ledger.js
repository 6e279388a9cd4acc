// The caller's store, as the journal sees it: records by their number, and the terminal's key.
//
// What a store throws, or gives back that is no bytes, becomes one fault with a code: the journal then
// keeps nothing, and whoever asked accepts nothing.

import { bufferOf, copyBytes, isBuffer, isBytes } from './intrinsics.js';
import { storeFault } from './keep.js';
import { bytesOf, JOURNAL, keyOf, sequencesOf, textOf } from './record.js';

const TERMINAL = 'terminal/key';
const KEY_BYTES = 32;

/** The journal could not be read or written; nothing of what is in it is said. */
export class Unkept extends Error {
  constructor(code) {
    super('the journal could not be read or written');
    this.code = code;
  }
}

/** `makeKey()` resolves to a terminal's key, which is made once. */
export function createLedger(store, makeKey) {
  let canCreate = false;

  async function get(key) {
    const bytes = await reached(() => store.get(key));
    if (bytes === undefined || bytes === null) return undefined;
    if (!isBytes(bytes) || !isBuffer(bufferOf(bytes))) throw new Unkept('store.unavailable');
    return copyBytes(bytes, Infinity);
  }

  /** Whether the key was free: a store that cannot say so is no place for a journal. */
  async function create(key, bytes) {
    const answer = await reached(() => store.put(key, bytes, { create: true }));
    if (typeof answer === 'boolean') return answer;
    throw new TypeError('store: put must answer true, or false where `create` finds the key; with `journal: false` it need not');
  }

  /** The key that somebody made; creating it again, with its own bytes, shows whether the store can create. */
  async function terminalKey() {
    const kept = await get(TERMINAL);
    const key = kept === undefined ? await makeKey() : kept;
    if (kept === undefined || !canCreate) {
      const isNew = await create(TERMINAL, key);
      if (kept === undefined && !isNew) return terminalKey();
      if (kept !== undefined && isNew) throw new TypeError('store: put must not replace with `create` what is there');
      canCreate = kept !== undefined;
    }
    if (key.length !== KEY_BYTES) throw new Unkept('store.unavailable');
    return key;
  }

  return {
    terminalKey,

    /** The text of a record, empty where it is not UTF-8; undefined where there is none. */
    async record(sequence) {
      const bytes = await get(keyOf(sequence));
      return bytes === undefined ? undefined : textOf(bytes) || '';
    },

    /** Whether the record was written; false where its number is taken. */
    create: (sequence, record) => create(keyOf(sequence), bytesOf(record)),

    rewrite: (sequence, record) => reached(() => store.put(keyOf(sequence), bytesOf(record))),

    /** The numbers of all records, from the first. */
    async sequences() {
      const keys = await reached(() => store.list(JOURNAL));
      if (!Array.isArray(keys)) throw new Unkept('store.unavailable');
      return sequencesOf(keys);
    },
  };
}

async function reached(work) {
  try {
    return await work();
  } catch (error) {
    throw new Unkept(storeFault(error));
  }
}
