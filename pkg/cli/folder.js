// The pictures of a folder and of the folders inside, in the order in which the system lists them: their
// names are never held all at once.

import { opendir } from 'node:fs/promises';
import { join } from 'node:path';

import { Usage } from './arguments.js';
import { readPictureFile } from './input.js';

const PICTURE = /\.(?:png|jpe?g)$/i;

/** `{ id, input }` of each picture, the id its path inside the folder with slashes; `{}` for any other file. */
export async function* pictures(folder) {
  for await (const path of filesIn(folder, [])) {
    const id = path.join('/');
    yield PICTURE.test(id) ? { id, read: () => readPictureFile(join(folder, ...path), 'image') } : {};
  }
}

async function* filesIn(root, path) {
  for await (const entry of await openFolder(join(root, ...path))) {
    const inside = [...path, entry.name];
    if (entry.isDirectory()) yield* filesIn(root, inside);
    else if (entry.isFile()) yield inside;
  }
}

async function openFolder(path) {
  try {
    return await opendir(path);
  } catch (error) {
    throw new Usage(`batch: ${path} is no folder that can be read (${error.code})`);
  }
}
