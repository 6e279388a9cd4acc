// Stores: where a verifier keeps what must survive. Each has get, put, delete and list, by key.

import { copyBytes, isBytes } from './intrinsics.js';

/** A store that lasts as long as the program: for tests, and where nothing may be written. */
export function memoryStore() {
  const files = new Map();
  return {
    get: (key) => (files.has(key) ? files.get(key).slice() : undefined),
    put: (key, bytes) => void files.set(key, copy(bytes)),
    delete: (key) => void files.delete(key),
    list: (prefix = '') => [...files.keys()].filter((key) => key.startsWith(prefix)).sort(),
  };
}

/**
 * A store in the browser's IndexedDB, in the database `name`. What was put is on the disk when put()
 * resolves. The browser may still clear it, unless the page asked for `navigator.storage.persist()`.
 */
export function indexedDbStore(name) {
  if (typeof name !== 'string' || name === '') throw new TypeError('name: must be a text');
  let opened = null;

  /** The result of one request in a transaction of its own, once that is complete. */
  async function run(mode, ask) {
    if (opened === null) {
      opened = open(name);
      opened.catch(() => {
        opened = null; // may be tried again
      });
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
    put: async (key, bytes) => void (await run('readwrite', (files) => files.put(copy(bytes), key))),
    delete: async (key) => void (await run('readwrite', (files) => files.delete(key))),
    list: async (prefix = '') => {
      const keys = await run('readonly', (files) => files.getAllKeys());
      return keys.filter((key) => key.startsWith(prefix));
    },
  };
}

const FILES = 'files';

function open(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(FILES);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
}

function copy(bytes) {
  if (!isBytes(bytes)) throw new TypeError('bytes: must be a Uint8Array');
  return copyBytes(bytes, Infinity);
}
