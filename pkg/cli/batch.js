// `yanzheng batch`: JSON lines in or a folder of pictures, JSON lines out, in order, in bounded memory.

import { asUsage, Usage } from './arguments.js';
import { pictures } from './folder.js';
import { createVerifier, readPictureFile, readScanFile, verifyInput, worst } from './input.js';
import { readLines } from './lines.js';
import { createIds, fileOutput, standardOutput } from './output.js';
import { createTally, report } from './summary.js';

const OPTIONS = ['at', 'scenario', 'challenge', 'audience', 'region', 'expected', 'asks', 'matched', 'purpose'];
const SOURCES = ['scan', 'image', 'file'];
const FIELDS = ['id', ...SOURCES, 'anchors', 'types', ...OPTIONS];

/** Verifiers that are kept: lines from a few sources each bring the same anchors and types again and again. */
const VERIFIERS = 8;

/** What is said of a line that a later run could not know again. */
const NEEDED = 'id: required with --output, which knows by it what was answered';
const TWICE = 'id: stands twice in this input';

/** Milliseconds between two updates of the progress line. */
const PROGRESS = 250;

/** Answers every line or picture; the exit code is 64 when one of them was wrong. */
export async function batch(library, defaults, { folder, output: path, summary, language }) {
  const verifiers = createVerifiers(library, defaults.bundle);
  const tally = createTally();
  const output = path === undefined ? standardOutput() : await fileOutput(path, (answer) => tally.addBefore(answer));
  const progress = createProgress();
  const asked = folder === undefined ? lines() : pictures(folder);
  const tasks = path === undefined ? asked : unanswered(asked, output, tally);
  try {
    for await (const task of tasks) {
      if (task.read === undefined) {
        tally.passOver();
        continue;
      }
      const answer = await answerTask(library, verifiers, defaults, task);
      tally.add(answer);
      await output.answer(`${JSON.stringify(answer)}\n`);
      progress.step();
    }
  } finally {
    await output.close();
  }
  progress.end();
  report(tally.summary, { language, path: summary });
  return tally.wrong > 0 ? 64 : 0;
}

/** The tasks that an earlier run did not answer. Each needs an id, by which a later run knows it again. */
async function* unanswered(tasks, output, tally) {
  const given = createIds();
  for await (const task of tasks) {
    if (task.id !== undefined && output.isAnswered(task.id)) {
      tally.skip();
      continue;
    }
    if (task.read === undefined) yield task;
    else if (task.id === undefined) yield { ...task, read: task.wrong || refuse(NEEDED) };
    else if (given.has(task.id)) yield { ...task, read: refuse(TWICE) };
    else {
      given.add(task.id);
      yield task;
    }
  }
}

/** The lines of stdin as tasks; one that cannot be read says so when it is to be answered. */
async function* lines() {
  for await (const bytes of readLines(process.stdin)) {
    if (bytes === null || bytes.toString('latin1').trim() !== '') yield readTask(bytes);
  }
}

function readTask(bytes) {
  const task = {};
  try {
    const line = readLine(bytes);
    if (line.id !== undefined) task.id = readId(line.id);
    const unknown = Object.keys(line).find((field) => !FIELDS.includes(field));
    if (unknown !== undefined) throw new Usage(`${JSON.stringify(unknown).slice(1, -1)}: unknown field; known are ${FIELDS.join(', ')}`);
    return { ...task, line, read: () => readSource(line) };
  } catch (error) {
    if (!(error instanceof Usage)) throw error;
    const wrong = refuse(error.message);
    return { ...task, wrong, read: wrong };
  }
}

function refuse(message) {
  return () => {
    throw new Usage(message);
  };
}

/** `{ id?, receipt }`, or `{ id?, error }` for what cannot be answered. */
async function answerTask(library, verifiers, defaults, { id, line = {}, read }) {
  const named = id === undefined ? {} : { id };
  try {
    const input = read();
    const own = (field) => (line[field] === undefined ? defaults[field] : line[field]);
    const options = { ...defaults.options };
    for (const field of OPTIONS) if (line[field] !== undefined) options[field] = line[field];
    const receipt = await asUsage(async () => {
      const verifier = await verifiers({ anchors: own('anchors'), types: own('types') });
      return worst(await verifyInput(library, verifier, input, options));
    });
    return { ...named, receipt };
  } catch (error) {
    if (!(error instanceof Usage)) throw error;
    return { ...named, error: error.message };
  }
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
