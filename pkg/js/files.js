// Reads the files that a caller hands over: roots, trust bundles, status lists and packs. What is in
// them is the core's to judge; here they become bytes, copied once and cut above what the core reads.

import { base64Codes } from './base64.js';
import { bufferOf, copyBytes, isBuffer, isBytes, writeJson } from './intrinsics.js';
import { scanBytes } from './utf8.js';

/** Bytes of each kind that reach the core: one more than it reads, so that it says `too_large` itself. */
export const ROOT_LIMIT = 64 * 1024 + 1;
export const STATUS_LIMIT = 16 * 1024 * 1024 + 1;
const BUNDLE_LIMIT = 8 * 1024 * 1024 + 1;

/** The bytes of a file that is given as bytes or as text. */
export function readFile(name, given, limit) {
  if (typeof given === 'string') {
    const bytes = scanBytes(given.length > limit ? given.slice(0, limit) : given);
    return bytes.length > limit ? bytes.subarray(0, limit) : bytes;
  }
  if (isBuffer(given)) return copyBytes(new Uint8Array(given), limit);
  if (!isBytes(given)) throw new TypeError(`${name}: must be bytes or text`);
  if (!isBuffer(bufferOf(given))) {
    throw new TypeError(`${name}: its memory is shared with another thread; pass a copy`);
  }
  return copyBytes(given, limit);
}

/** The bytes of a trust bundle: of its carrier as it is, or of the carrier of loose files by name. */
export function readCarrier(name, given) {
  if (typeof given === 'string' || isBytes(given) || isBuffer(given)) return readFile(name, given, BUNDLE_LIMIT);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new TypeError(`${name}: must be a trust bundle as bytes or text, or its files by name`);
  }
  const rows = [];
  let size = 0;
  for (const file of Object.keys(given).sort()) {
    const codes = base64Codes(readFile(`${name}[${writeJson(file)}]`, given[file], BUNDLE_LIMIT));
    const row = [scanBytes(`${size === 0 ? '' : ','}${writeJson(file)}:"`), codes, scanBytes('"')];
    rows.push(...row);
    size += row.reduce((sum, part) => sum + part.length, 0);
    if (size > BUNDLE_LIMIT) break; // the core refuses it for its size alone
  }
  return concat([scanBytes('{"bundle":1,"files":{'), ...rows, scanBytes('}}')]);
}

/** The parts as one. */
function concat(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
