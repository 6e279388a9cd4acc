// `yanzheng trust show` and `yanzheng trust update`: what a trust bundle is, and taking it into a store.

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { asUsage, Usage } from './arguments.js';
import { readBytes } from './input.js';
import { write } from './lines.js';
import { printTrust } from './print.js';

/** Folders of a repository, and the one in it whose packs are fetched one by one. */
const FOLDERS = ['metadata', 'targets'];
const PACKS = 'targets/revocation';

/** Shows a bundle, or takes it into a store; the exit code is 1 when it is refused or could not be kept. */
export async function trust(library, work, [path], { root, store, at, language, json }) {
  const bundle = readBundle(path, path);
  const kept = work === 'update' ? library.fileStore(store) : undefined;
  const answer = await asUsage(async () => {
    const verifier = await library.createVerifier({ root, store: kept, journal: false });
    return verifier.updateTrust(bundle, { at });
  });
  const refusal = answer.ok ? undefined : library.explainRefusal(answer, language);
  await write(process.stdout, json ? `${JSON.stringify(answer)}\n` : printTrust(answer, refusal, { language, work }));
  return answer.ok && answer.kept !== false ? 0 : 1;
}

/** A bundle: the bytes of its file, or the files of a directory by name. */
export function readBundle(path, name) {
  if (!isFolder(path)) return readBytes(path, name);
  const names = FOLDERS.flatMap((folder) => namesIn(path, folder)).filter((file) => !file.startsWith(`${PACKS}/`));
  if (names.length === 0) throw new Usage(`${name}: no trust bundle in this directory; it has no ${FOLDERS.join(' and no ')}`);
  return Object.fromEntries(names.map((file) => [file, readBytes(join(path, file), file)]));
}

function isFolder(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.isDirectory();
}

/** The files below a folder, by names with slashes on every system. */
function namesIn(root, folder) {
  if (!isFolder(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    return entry.isDirectory() ? namesIn(root, name) : [name];
  });
}
