// Writes files that are whole or absent, whatever happens while they are written.
//
// A file that must not replace another is put in its place by a hard link: of all who try, one succeeds.
// Where the file system has no links (FAT, some network and phone storage), it lies in a folder that has
// the file's name: renaming a folder over one that is not empty fails on every system.

import { readFileSync } from 'node:fs';
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** How the name of what is still being written ends. */
export const UNFINISHED = '.new';

/** The file inside a folder that stands for a file. */
const CONTENT = 'content.whole';

/** What systems say of a file system without hard links. */
const LINKLESS = ['EPERM', 'EACCES', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL', 'EMLINK', 'EXDEV'];

/** What they say where the name is taken. */
const TAKEN = ['EEXIST', 'ENOTEMPTY', 'ENOTDIR', 'EISDIR'];

/** What they say where a directory cannot be opened or synced. */
const UNSETTLED = ['EISDIR', 'EPERM', 'EACCES', 'EINVAL'];

/** Writes a new file and brings it to the disk; its directory is made where there is none. */
export async function writeBeside(path, bytes) {
  const folder = dirname(path);
  const made = await mkdir(folder, { recursive: true });
  if (made !== undefined) await settleDownTo(folder, dirname(made));
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Puts a file that was written beside in its place, instead of what is there. */
export async function replace(fresh, place) {
  try {
    await rename(fresh, place);
    await settle(dirname(place));
  } catch (error) {
    if (!(await isWhole(place))) throw error;
    await rename(fresh, join(place, CONTENT));
    await settle(place);
  }
}

/** The same where nothing is there yet; answers whether nothing was. */
export async function create(fresh, place) {
  try {
    await link(fresh, place);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    if (!LINKLESS.includes(error.code)) throw error;
    return createFolder(fresh, place);
  }
  await rm(fresh);
  await settle(dirname(place));
  return true;
}

async function createFolder(fresh, place) {
  const folder = join(dirname(fresh), `in-${basename(fresh)}`);
  await mkdir(folder);
  try {
    await rename(fresh, join(folder, CONTENT));
    await settle(folder);
    await rename(folder, place);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (TAKEN.includes(error.code) || (await isThere(place))) return false;
    throw error;
  }
  await settle(dirname(place));
  return true;
}

/**
 * The bytes of a file, or of the folder that stands for it; undefined where there is neither. Read at once: a
 * record has two kilobytes, and waiting for the thread pool takes twenty times as long as reading it.
 */
export function readWhole(place) {
  for (const path of [place, join(place, CONTENT)]) {
    try {
      return new Uint8Array(readFileSync(path));
    } catch (error) {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
      if (error.code !== 'EISDIR') throw error;
    }
  }
  return undefined;
}

/** Whether something has this name. */
export function isThere(path) {
  return stat(path).then(() => true, () => false);
}

/** Whether it is a folder that stands for a file. */
export function isWhole(place) {
  return isThere(join(place, CONTENT));
}

/** Brings what was renamed or removed in a directory to the disk, where the system lets it be opened. */
export async function settle(directory) {
  try {
    const file = await open(directory, 'r');
    await file.sync().finally(() => file.close());
  } catch (error) {
    if (!UNSETTLED.includes(error.code)) throw error;
  }
}

/** Settles every directory that got a new one inside, from the outermost. */
async function settleDownTo(folder, outermost) {
  const above = dirname(folder);
  if (above !== outermost && above !== folder) await settleDownTo(above, outermost);
  await settle(above);
}
