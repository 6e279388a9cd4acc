// A store in a directory, for programs that run in node.

import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { isBytes } from './intrinsics.js';

/** What a key looks like, so that none leaves the directory or meets a file that is being written. */
const KEY = /^[a-z0-9_-]+(?:\/[a-z0-9_-]+)*$/i;

/**
 * A store in `directory`, one file a key. A file is written beside its place, brought to the disk and
 * then renamed: whoever reads finds the old one or the new one, and never half of either.
 */
export function fileStore(directory) {
  if (typeof directory !== 'string' || directory === '') throw new TypeError('directory: must be a path');
  let written = 0;

  function path(key) {
    if (typeof key !== 'string' || !KEY.test(key)) throw new TypeError(`key: ${key} is not letters, digits and slashes`);
    return join(directory, ...key.split('/'));
  }

  return {
    async get(key) {
      try {
        return new Uint8Array(await readFile(path(key)));
      } catch (error) {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      }
    },

    async put(key, bytes) {
      if (!isBytes(bytes)) throw new TypeError('bytes: must be a Uint8Array');
      const place = path(key);
      written += 1;
      const fresh = `${place}.${process.pid}.${written}.new`;
      await mkdir(dirname(place), { recursive: true });
      try {
        await writeDurably(fresh, bytes);
        await rename(fresh, place);
      } catch (error) {
        await rm(fresh, { force: true });
        throw error;
      }
      await settle(dirname(place));
    },

    async delete(key) {
      await rm(path(key), { force: true });
    },

    async list(prefix = '') {
      const keys = await keysIn(directory, '');
      return keys.filter((key) => key.startsWith(prefix)).sort();
    },
  };
}

async function writeDurably(path, bytes) {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Brings a rename to the disk, where the system lets a directory be opened. */
async function settle(directory) {
  try {
    const file = await open(directory, 'r');
    await file.sync().finally(() => file.close());
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL'].includes(error.code)) throw error;
  }
}

async function keysIn(directory, above) {
  let entries;
  try {
    entries = await readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
  const inside = entries.map((entry) => {
    const key = above + entry.name;
    if (entry.isDirectory()) return keysIn(join(directory, entry.name), `${key}/`);
    return KEY.test(key) ? [key] : []; // another name is a file that was being written
  });
  return (await Promise.all(inside)).flat();
}
