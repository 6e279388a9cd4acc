// A store in the files of a mini-program: one file a key, in a folder of the user's data path.
//
// No platform says what renaming over a file does (one refuses, others replace), and none has hard links.
// So there are three rooms: `new` for what is being written, `next` for a whole file that takes the place
// of another, `kept` for what counts. A program that was killed finds the rest of its work there.
//
// A mini-program is one program: what is exclusive here is so among everything that uses this module.

import { answerOf, failureOf, platform } from './host.js';
import { bufferOf, copyBytes, isBuffer, isBytes } from '../intrinsics.js';
import { checkPrefix, partsOf } from '../store-keys.js';

const NAME = /^[a-z0-9_-]+$/i;
/** The name of a file: a key with points for slashes. What else lies there is not ours. */
const FILE = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/i;

const [NEW, NEXT, KEPT] = ['new', 'next', 'kept'];

/** Every file begins with this byte: platforms refuse to write an empty file. */
const WHOLE = 1;

/** What platforms say where nothing more fits. */
const FULL_NUMBERS = [1300202, 10028];
const FULL_WORDS = /maximum size|exceed|no space|storage limit/i;

const shelves = new Map();

/** A store in the folder `name` of the files that the mini-program keeps on this phone. */
export function fileStore(name) {
  if (typeof name !== 'string' || !NAME.test(name)) throw new TypeError('name: must be letters, digits, - and _');
  if (!shelves.has(name)) shelves.set(name, createShelf(name));
  const shelf = shelves.get(name);
  return {
    get: async (key) => shelf.get(fileOf(key)),

    async put(key, bytes, options) {
      const file = fileOf(key);
      if (!isBytes(bytes)) throw new TypeError('bytes: must be a Uint8Array');
      const whole = copyBytes(bytes, Infinity);
      return shelf.put(file, whole, Boolean(options && options.create));
    },

    delete: async (key) => shelf.delete(fileOf(key)),

    async list(prefix = '') {
      checkPrefix(prefix);
      return (await shelf.list()).map(keyOf).filter((key) => key.startsWith(prefix)).sort();
    },
  };
}

function fileOf(key) {
  return partsOf(key).join('.');
}

function keyOf(file) {
  return file.split('.').join('/');
}

/** The files under one name; everything that is done to them is done in turn. */
function createShelf(name) {
  /** The files that are kept, or null where they must be looked up. */
  let kept = null;
  let queue = Promise.resolve();

  const folder = (room) => `${platform.api.env.USER_DATA_PATH}/yanzheng/${name}/${room}`;
  const path = (room, file) => `${folder(room)}/${file}`;

  /** One work after another on the files as they are; after a fault they are looked up again. */
  function inTurn(work) {
    const done = queue.then(async () => {
      if (kept === null) await open();
      return work();
    });
    queue = done.then(
      () => {},
      () => {
        kept = null;
      },
    );
    return done;
  }

  /** Looks up what is kept, and ends what a killed program began. */
  async function open() {
    if (platform === null || typeof platform.api.getFileSystemManager !== 'function') throw new Error('this host has no files');
    for (const room of [NEW, NEXT, KEPT]) {
      // What is wrong with the folder, other than that it is there, is said when it is read.
      await call('mkdir', { dirPath: folder(room), recursive: true }).catch(() => {});
    }
    for (const file of await filesIn(NEW)) await call('unlink', { filePath: path(NEW, file) });
    const found = new Set(await filesIn(KEPT));
    for (const file of await filesIn(NEXT)) await replace(file, found);
    kept = found;
  }

  async function filesIn(room) {
    const { files } = await call('readdir', { dirPath: folder(room) });
    if (!Array.isArray(files)) throw new Error('readdir: gave no files');
    return files.filter((file) => FILE.test(file));
  }

  /** Puts the whole file that is next in the place of what was kept. */
  async function replace(file, found) {
    if (found.delete(file)) await call('unlink', { filePath: path(KEPT, file) });
    await call('rename', { oldPath: path(NEXT, file), newPath: path(KEPT, file) });
    found.add(file);
  }

  async function put(file, bytes, create) {
    const isThere = kept.has(file);
    if (create && isThere) return false;
    await call('writeFile', { filePath: path(NEW, file), data: marked(bytes) });
    await call('rename', { oldPath: path(NEW, file), newPath: path(isThere ? NEXT : KEPT, file) });
    if (isThere) await replace(file, kept);
    else kept.add(file);
    return true;
  }

  async function read(file) {
    const { data } = await call('readFile', { filePath: path(KEPT, file) });
    const bytes = isBuffer(data) ? new Uint8Array(data) : new Uint8Array(0);
    if (bytes[0] !== WHOLE) throw new Error('readFile: gave no whole file');
    return copyBytes(bytes.subarray(1), Infinity);
  }

  return {
    get: (file) => inTurn(() => (kept.has(file) ? read(file) : undefined)),
    put: (file, bytes, create) => inTurn(() => put(file, bytes, create)),
    delete: (file) =>
      inTurn(async () => {
        if (kept.has(file)) await call('unlink', { filePath: path(KEPT, file) });
        kept.delete(file);
      }),
    list: () => inTurn(() => Array.from(kept)),
  };
}

function marked(bytes) {
  const whole = new Uint8Array(bytes.length + 1);
  whole[0] = WHOLE;
  whole.set(bytes, 1);
  return bufferOf(whole);
}

/** One call of the platform's file system; what it gives to `fail` becomes an Error. */
async function call(name, options) {
  try {
    return await answerOf(platform.api.getFileSystemManager(), name, options);
  } catch (given) {
    const { words, number } = failureOf(given);
    const isFull = FULL_NUMBERS.includes(number) || FULL_WORDS.test(words);
    throw Object.assign(new Error(`${name}: ${words}`), isFull ? { code: 'ENOSPC' } : {});
  }
}
