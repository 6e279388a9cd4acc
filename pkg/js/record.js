// The records of a journal, as they stand in a store: UTF-8 text, first the line of the entry, which is
// what is chained, then, where a policy keeps claims, a second line apart from the chain.

import { parseJson } from './intrinsics.js';
import { sha256 } from './sha256.js';
import { TextDecoder, TextEncoder } from './utf8.js';

export const JOURNAL = 'journal/';

const DIGITS = 12;
const KEY = /^journal\/(\d{12})$/;

const encoder = new TextEncoder();
/** A byte order mark is a change like any other. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function keyOf(sequence) {
  return `${JOURNAL}${String(sequence).padStart(DIGITS, '0')}`;
}

/** The numbers of the entries that a store has, from the first. */
export function sequencesOf(keys) {
  const numbers = [];
  for (const key of keys) {
    const parts = KEY.exec(key);
    if (parts !== null) numbers.push(Number(parts[1]));
  }
  return numbers.sort((one, other) => one - other);
}

/** The bytes of a text, as they are hashed and stored. */
export function bytesOf(text) {
  return encoder.encode(text);
}

/** The text of some bytes; null where they are not UTF-8. */
export function textOf(bytes) {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** `{ line, kept }` of a record: the entry's line, and the one with the claims or undefined. */
export function linesOf(record) {
  const end = record.indexOf('\n');
  if (end < 0) return { line: record };
  const rest = record.slice(end + 1).replace(/\n$/, '');
  return rest === '' ? { line: record.slice(0, end) } : { line: record.slice(0, end), kept: rest };
}

/** `{ sequence, sha256, entry, claims? }` of a record; claims only where they are what the entry says. */
export function entryOf(record) {
  const { line, kept } = linesOf(record);
  const entry = parseJson(line);
  const read = { sequence: entry.sequence, sha256: sha256(bytesOf(line)), entry };
  const isNamed = kept !== undefined && sha256(bytesOf(kept)) === entry.kept;
  return isNamed ? { ...read, claims: parseJson(kept).claims } : read;
}
