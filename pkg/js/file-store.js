// A store in a directory, for programs that run in node.

import { randomBytes } from 'node:crypto';
import { readdir, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { create, isThere, isWhole, readWhole, replace, settle, UNFINISHED, writeBeside } from './durable.js';
import { isBytes } from './intrinsics.js';
import { checkPrefix, isKey, partsOf } from './store-keys.js';

/** Milliseconds after which an unfinished file has no writer any more: it was killed. */
const WRITING = 60 * 1000;

/**
 * A store in `directory`, one file a key. A file is written beside its place, brought to the disk and
 * then put there at once: whoever reads finds the old one or the new one, and never half of either.
 */
export function fileStore(directory) {
  if (typeof directory !== 'string' || directory === '') throw new TypeError('directory: must be a path');

  function path(key) {
    return join(directory, ...partsOf(key));
  }

  return {
    get: async (key) => readWhole(path(key)),

    async put(key, bytes, { create: mustBeNew = false } = {}) {
      if (!isBytes(bytes)) throw new TypeError('bytes: must be a Uint8Array');
      const place = path(key);
      if (mustBeNew && (await isThere(place))) return false; // spares a write; what decides is the link
      const fresh = `${place}.${randomBytes(9).toString('hex')}${UNFINISHED}`;
      try {
        await writeBeside(fresh, bytes);
        if (mustBeNew) return await create(fresh, place);
        await replace(fresh, place);
        return true;
      } finally {
        await rm(fresh, { force: true });
      }
    },

    async delete(key) {
      const place = path(key);
      try {
        await unlink(place);
      } catch (error) {
        if (error.code === 'ENOENT') return;
        if (!(await isWhole(place))) throw error;
        await rm(place, { recursive: true, force: true });
      }
      await settle(dirname(place));
    },

    /** Reads no other directory than the one that the prefix names, and those inside. */
    async list(prefix = '') {
      checkPrefix(prefix);
      const above = prefix.slice(0, prefix.lastIndexOf('/') + 1);
      const keys = await keysIn(join(directory, above), above);
      return keys.filter((key) => key.startsWith(prefix)).sort();
    },
  };
}

async function keysIn(directory, above) {
  const entries = await entriesOf(directory);
  const inside = [];
  for (const entry of entries) {
    const key = above + entry.name;
    if (entry.name.endsWith(UNFINISHED)) await sweep(join(directory, entry.name));
    else if (!isKey(key)) continue;
    else if (!entry.isDirectory()) inside.push(key);
    else if (await isWhole(join(directory, entry.name))) inside.push(key);
    else inside.push(...(await keysIn(join(directory, entry.name), `${key}/`)));
  }
  return inside;
}

async function entriesOf(directory) {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Removes what a program left unfinished when it was killed: it may hold claims. */
async function sweep(path) {
  try {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > WRITING) await rm(path, { recursive: true, force: true });
  } catch {
    // Its writer has just finished, or it belongs to somebody else.
  }
}
