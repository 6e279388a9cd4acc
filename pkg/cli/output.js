// Where the answers of a batch go: to stdout, or to a file with which a later run goes on.
//
// What was answered is known by a digest of each id, 16 bytes, in a table that is at most half full: a
// million answers take 32 to 64 MB.

import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

import { Usage } from './arguments.js';
import { LINE_LIMIT, readLines, write } from './lines.js';

/** How an answer begins; what stands at the end of a file and begins otherwise is not ours to cut off. */
const BEGINS = '{"';

const LINE_FEED = 10;

/** Bytes that are read at once to find where the last line begins. */
const CHUNK = 64 * 1024;

/** An output on stdout: nothing was answered before. */
export function standardOutput() {
  return {
    isAnswered: () => false,
    answer: (text) => write(process.stdout, text),
    async close() {},
  };
}

/**
 * An output in a file. Its lines must be answers; a last line that was torn is cut off, and answered anew.
 * `tally(answer)` is called with every answer that is there.
 */
export async function fileOutput(path, tally) {
  const file = await openFile(path);
  try {
    const answered = createIds();
    const { size } = await file.stat();
    const end = await startOfTail(file, size);
    if (end > 0) await readAnswers(path, end, (answer) => note(answered, answer, tally));
    await mend(file, { path, end, size }, (answer) => note(answered, answer, tally));
    return {
      isAnswered: (id) => answered.has(id),
      answer: (text) => file.appendFile(text),
      async close() {
        await file.sync();
        await file.close();
      },
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openFile(path) {
  try {
    return await open(path, 'a+');
  } catch (error) {
    throw new Usage(`--output: ${path} cannot be written (${error.code})`);
  }
}

/** An answer that is there: a line that was wrong is not answered by saying so. */
function note(answered, answer, tally) {
  if (answer.receipt !== undefined && answer.id !== undefined) answered.add(answer.id);
  tally(answer);
}

/** The place behind the last line end. */
async function startOfTail(file, size) {
  const chunk = Buffer.alloc(CHUNK);
  for (let to = size; to > 0; to -= CHUNK) {
    const from = Math.max(0, to - CHUNK);
    const { bytesRead } = await file.read(chunk, 0, to - from, from);
    const at = chunk.subarray(0, bytesRead).lastIndexOf(LINE_FEED);
    if (at >= 0) return from + at + 1;
  }
  return 0;
}

async function readAnswers(path, end, take) {
  let number = 0;
  for await (const line of readLines(createReadStream(path, { end: end - 1 }))) {
    number += 1;
    const answer = line === null ? undefined : readAnswer(line);
    if (answer === undefined) throw new Usage(`--output: ${path}:${number} is no answer of this command; name another file`);
    take(answer);
  }
}

/** A last line without its end: it is completed where it is whole, and cut off where it is torn. */
async function mend(file, { path, end, size }, take) {
  if (end === size) return;
  const tail = Buffer.alloc(Math.min(size - end, LINE_LIMIT));
  await file.read(tail, 0, tail.length, end);
  const answer = tail.length < size - end ? undefined : readAnswer(tail);
  if (answer !== undefined) {
    await file.appendFile('\n');
    take(answer);
    return;
  }
  const begins = tail.subarray(0, BEGINS.length).toString('latin1');
  if (begins !== BEGINS.slice(0, begins.length)) {
    throw new Usage(`--output: the last line of ${path} is no answer of this command; name another file`);
  }
  await file.truncate(end);
}

function readAnswer(line) {
  try {
    const answer = JSON.parse(line.toString('utf8'));
    const isAnswer = typeof answer === 'object' && answer !== null && (answer.receipt !== undefined || answer.error !== undefined);
    return isAnswer ? answer : undefined;
  } catch {
    return undefined;
  }
}

/** A set of ids by their digests, in an open table; the salt is chance, so that nobody can make two meet. */
export function createIds() {
  const salt = randomBytes(16);
  let slots = new Uint32Array(4 * 1024);
  let count = 0;

  function digest(id) {
    const bytes = createHash('sha256').update(salt).update(JSON.stringify(id)).digest();
    const words = [0, 4, 8, 12].map((at) => bytes.readUInt32LE(at));
    words[0] = (words[0] | 1) >>> 0; // a free place begins with zero
    return words;
  }

  /** Where a digest stands, or the free place for it. */
  function place(words) {
    const size = slots.length / 4;
    let at = words[1] % size;
    while (slots[4 * at] !== 0 && words.some((word, index) => slots[4 * at + index] !== word)) at = (at + 1) % size;
    return at;
  }

  function grow() {
    const before = slots;
    slots = new Uint32Array(2 * before.length);
    for (let at = 0; at < before.length; at += 4) {
      if (before[at] !== 0) slots.set(before.subarray(at, at + 4), 4 * place([...before.subarray(at, at + 4)]));
    }
  }

  return {
    has: (id) => slots[4 * place(digest(id))] !== 0,

    add(id) {
      const words = digest(id);
      const at = place(words);
      if (slots[4 * at] !== 0) return;
      slots.set(words, 4 * at);
      count += 1;
      if (8 * count > slots.length) grow();
    },
  };
}
