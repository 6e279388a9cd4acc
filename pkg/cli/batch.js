// `yanzheng batch`: JSON lines in, JSON lines out, in order, in bounded memory.

import { asUsage, Usage } from './arguments.js';
import { createVerifier, readPictureFile, readScanFile, verifyInput, worst } from './input.js';
import { readLines, write } from './lines.js';

const FIELDS = ['id', 'scan', 'image', 'file', 'anchors', 'types', 'at', 'scenario', 'challenge', 'audience', 'region', 'expected', 'purpose'];
const OPTIONS = ['at', 'scenario', 'challenge', 'audience', 'region', 'expected', 'purpose'];
const SOURCES = ['scan', 'image', 'file'];

/** Verifiers that are kept: lines from a few sources each bring the same anchors and types again and again. */
const VERIFIERS = 8;

/** Milliseconds between two updates of the progress line. */
const PROGRESS = 250;

/** Answers every line; the exit code is 64 when one of them was wrong. */
export async function batch(library, defaults) {
  const verifiers = createVerifiers(library, defaults.bundle);
  const progress = createProgress();
  let wrong = false;
  for await (const line of readLines(process.stdin)) {
    if (line !== null && line.toString('latin1').trim() === '') continue;
    const answer = await answerLine(library, verifiers, defaults, line);
    if (answer.error !== undefined) wrong = true;
    await write(process.stdout, `${JSON.stringify(answer)}\n`);
    progress.step();
  }
  progress.end();
  return wrong ? 64 : 0;
}

/** `{ id?, receipt }`, or `{ id?, error }` for a line that cannot be answered. */
async function answerLine(library, verifiers, defaults, bytes) {
  const named = {};
  try {
    const line = readLine(bytes);
    if (line.id !== undefined) named.id = readId(line.id);
    const unknown = Object.keys(line).find((field) => !FIELDS.includes(field));
    if (unknown !== undefined) throw new Usage(`${JSON.stringify(unknown).slice(1, -1)}: unknown field; known are ${FIELDS.join(', ')}`);
    const receipt = await answer(library, verifiers, defaults, line);
    return { ...named, receipt };
  } catch (error) {
    if (!(error instanceof Usage)) throw error;
    return { ...named, error: error.message };
  }
}

async function answer(library, verifiers, defaults, line) {
  const input = readSource(line);
  const own = (field) => (line[field] === undefined ? defaults[field] : line[field]);
  const options = { ...defaults.options };
  for (const field of OPTIONS) if (line[field] !== undefined) options[field] = line[field];
  return asUsage(async () => {
    const verifier = await verifiers({ anchors: own('anchors'), types: own('types') });
    return worst(await verifyInput(library, verifier, input, options));
  });
}

function readLine(bytes) {
  if (bytes === null) throw new Usage('line: too long');
  let line;
  try {
    line = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    throw new Usage('line: not JSON');
  }
  if (typeof line !== 'object' || line === null || Array.isArray(line)) throw new Usage('line: must be a JSON object');
  for (const field of Object.keys(line)) if (line[field] === null) delete line[field]; // as good as absent
  return line;
}

function readId(id) {
  if (typeof id === 'string' || typeof id === 'number') return id;
  throw new Usage('id: must be a string or a number');
}

function readSource(line) {
  const [field, ...more] = SOURCES.filter((name) => line[name] !== undefined);
  if (field === undefined || more.length > 0) {
    throw new Usage(`${field || 'scan'}: give exactly one of scan, image and file`);
  }
  if (typeof line[field] !== 'string') throw new Usage(`${field}: must be a string`);
  if (field === 'scan') return { scan: line.scan };
  return field === 'image' ? readPictureFile(line.image, 'image') : readScanFile(line.file, 'file');
}

/** Anchors and types → verifier; the one used longest ago makes room. */
function createVerifiers(library, bundle) {
  const held = new Map();
  return async (trust) => {
    const key = JSON.stringify(trust);
    let verifier = held.get(key);
    held.delete(key);
    if (verifier === undefined) verifier = await createVerifier(library, { ...trust, bundle });
    held.set(key, verifier);
    if (held.size > VERIFIERS) {
      const [oldest] = held.keys();
      held.get(oldest).dispose();
      held.delete(oldest);
    }
    return verifier;
  };
}

/** A line on stderr, when somebody is looking. */
function createProgress() {
  const shown = process.stderr.isTTY === true;
  let count = 0;
  let next = 0;
  return {
    step() {
      count += 1;
      if (!shown || Date.now() < next) return;
      next = Date.now() + PROGRESS;
      process.stderr.write(`\r${count}`);
    },
    end() {
      if (shown) process.stderr.write(`\r${count}\n`);
    },
  };
}
