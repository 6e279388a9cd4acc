// Stores: where a verifier keeps what must survive. Each has get, put, delete and list, by key.
//
// put() answers true. With `create` it answers false, and changes nothing, where the key is there already:
// of all tabs and processes that create one key, one is answered true.

import { copyBytes, isBytes } from './intrinsics.js';

/** A store that lasts as long as the program: for tests, and where nothing may be written. */
export function memoryStore() {
  const files = new Map();
  return {
    get: (key) => (files.has(key) ? files.get(key).slice() : undefined),
    put(key, bytes, { create = false } = {}) {
      const copied = copy(bytes);
      if (create && files.has(key)) return false;
      files.set(key, copied);
      return true;
    },
    delete: (key) => void files.delete(key),
    list: (prefix = '') => [...files.keys()].filter((key) => key.startsWith(prefix)).sort(),
  };
}

/**
 * A store in the browser's IndexedDB, in the database `name`. What was put is on the disk when put()
 * resolves. The browser may still clear it, unless the page asked for `navigator.storage.persist()`; and
 * what was replaced or deleted nobody reads any more, but it leaves the browser's own files only when the
 * browser next tidies them up.
 */
export function indexedDbStore(name) {
  if (typeof name !== 'string' || name === '') throw new TypeError('name: must be a text');
  let opened = null;
  const forget = () => {
    opened = null; // the next call opens it again
  };

  /** The result of one request in a transaction of its own, once that is complete. */
  async function run(mode, ask) {
    if (opened === null) {
      opened = open(name, forget);
      opened.catch(forget);
    }
    const database = await opened;
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(FILES, mode, { durability: 'strict' });
      const request = ask(transaction.objectStore(FILES));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  return {
    get: (key) => run('readonly', (files) => files.get(key)),
    async put(key, bytes, { create = false } = {}) {
      const copied = copy(bytes);
      try {
        await run('readwrite', (files) => (create ? files.add(copied, key) : files.put(copied, key)));
        return true;
      } catch (error) {
        if (create && Object(error).name === 'ConstraintError') return false;
        throw error;
      }
    },
    delete: async (key) => void (await run('readwrite', (files) => files.delete(key))),
    list: (prefix = '') => run('readonly', (files) => files.getAllKeys(IDBKeyRange.bound(prefix, `${prefix}\uffff`))),
  };
}

const FILES = 'files';

function open(name, forget) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(FILES);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = forget;
      database.onversionchange = () => {
        database.close();
        forget();
      };
      resolve(database);
    };
  });
}

function copy(bytes) {
  if (!isBytes(bytes)) throw new TypeError('bytes: must be a Uint8Array');
  return copyBytes(bytes, Infinity);
}
