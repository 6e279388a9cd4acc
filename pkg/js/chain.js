// Follows the lines of a journal, from a store or from an exported file, and finds what was changed.
//
// Does not find what was cut off behind the last checkpoint, nor what was made anew from some entry on
// where no checkpoint lies behind it: only who keeps a checkpoint elsewhere can.

import { TRAPPED } from './engine.js';
import { bufferOf, isBuffer, isBytes, parseJson } from './intrinsics.js';
import { known } from './options.js';
import { linesOf, textOf } from './record.js';

const CHECKPOINT = ['journal', 'sequence', 'sha256', 'at'];
const HASH = /^[0-9a-f]{64}$/;

/**
 * `{ ok: true, entries, head }`, or `{ ok: false, code, sequence }` of the first place that is wrong.
 * `records`: texts in order, from the first entry, with their claims or without; each checkpoint must be
 * met on the way.
 */
export async function followRecords(engine, records, checkpoints) {
  while (!engine.running) await engine.start();
  const { generation } = engine;
  const chain = engine.run((glue) => new glue.Chain());
  if (chain === TRAPPED) return wrong('internal.trap', 0);
  let entries = 0;
  let journal;
  let head;
  try {
    for await (const record of records) {
      const code = generation === engine.generation ? engine.run(() => chain.follow(record)) : TRAPPED;
      if (code === TRAPPED) return wrong('internal.trap', entries);
      if (code !== '') return wrong(code, entries);
      if (entries === 0) ({ journal } = parseJson(linesOf(record).line));
      if (typeof journal !== 'string') return wrong('journal.malformed', entries);
      head = { journal, ...parseJson(engine.run(() => chain.head())) };
      if (checkpoints.some((one) => !agrees(one, head))) return wrong('journal.checkpoint_mismatch', entries);
      entries += 1;
    }
  } finally {
    if (generation === engine.generation && engine.running) engine.run(() => chain.free());
  }
  const isBehind = checkpoints.some(({ sequence }) => sequence >= entries);
  return isBehind || entries === 0 ? wrong('journal.missing', entries) : { ok: true, entries, head };
}

/** Lines as they come out of a file: text or bytes, with or without their ends; what ends the file may be empty. */
export async function* plainLines(lines) {
  const iterable = typeof lines === 'object' && lines !== null && !isBytes(lines);
  if (!iterable || !(lines[Symbol.asyncIterator] || lines[Symbol.iterator])) {
    throw new TypeError('lines: must be an iterable of the lines of a journal');
  }
  let isOver = false;
  for await (const given of lines) {
    if (isOver) yield '';
    if (typeof given !== 'string' && !(isBytes(given) && isBuffer(bufferOf(given)))) {
      throw new TypeError('lines: each must be text or a Uint8Array');
    }
    const text = typeof given === 'string' ? given : textOf(given);
    const line = text === null ? '\ufffd' : text.replace(/\n$/, '');
    isOver = line === '';
    if (!isOver) yield line;
  }
}

/** The checkpoint of the options, checked; null where there is none. */
export function readCheckpoint(options) {
  const { checkpoint } = known('options', options === undefined ? {} : options, ['checkpoint']);
  if (checkpoint === undefined) return null;
  const { journal, sequence, sha256 } = known('checkpoint', checkpoint, CHECKPOINT);
  if (typeof journal !== 'string' || journal === '') throw new TypeError('checkpoint: needs the id of its journal');
  if (!Number.isSafeInteger(sequence) || sequence < 0) throw new TypeError('checkpoint: needs the sequence of an entry');
  if (typeof sha256 !== 'string' || !HASH.test(sha256)) throw new TypeError('checkpoint: needs the sha256 of an entry');
  return { journal, sequence, sha256 };
}

/** Whether a checkpoint is for another entry, or says the same of this one. */
function agrees({ journal, sequence, sha256 }, head) {
  return head.journal === journal && (head.sequence !== sequence || head.sha256 === sha256);
}

function wrong(code, sequence) {
  return { ok: false, code, sequence };
}
