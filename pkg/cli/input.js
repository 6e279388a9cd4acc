// Turns an INPUT into scans, and scans into receipts.

import { readFileSync, statSync } from 'node:fs';

import { Usage } from './arguments.js';
import { withPolicy } from './scenario.js';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];

/** Verdicts in the order in which one speaks for several: the worst first. */
export const WORST = ['reject', 'indeterminate', 'accept'];

/** Codes that are no credential: they do not count when a credential lies beside them. */
const BESIDE_THE_POINT = ['envelope.unknown', 'envelope.online_only'];

/** `{ scan }` or `{ picture }` of one argument: text, a picture's path, or @file. */
export function readInput(word) {
  if (word.startsWith('@')) return readScanFile(word.slice(1), word);
  if (!isFile(word)) return { scan: word };
  const bytes = readFileSync(word);
  if (isPicture(bytes)) return { picture: bytes };
  throw new Usage(`${word}: a file, but not a PNG or JPEG picture; write @${word} to read the code's text from it`);
}

/** A file that holds the text of a code, or a picture of one. */
export function readScanFile(path, name) {
  const bytes = readBytes(path, name);
  return isPicture(bytes) ? { picture: bytes } : { scan: trimmed(bytes) };
}

/** A file that must be a picture. */
export function readPictureFile(path, name) {
  const bytes = readBytes(path, name);
  if (!isPicture(bytes)) throw new Usage(`${name}: not a PNG or JPEG picture`);
  return { picture: bytes };
}

/**
 * A verifier for anchors as people have them, for rows of the type catalogue, and for a trust bundle with
 * its status files; with a store it keeps a journal, unless `journal` is false. What of these is not taken
 * is said on stderr; the receipts say what comes of it.
 */
export async function createVerifier(library, { anchors, types, bundle }) {
  const { root, trust, statuses, region, store, journal, maker, at, language } = bundle;
  const verifier = await library.createVerifier({
    anchors: anchors === undefined ? undefined : library.readAnchors(anchors),
    types,
    root,
    region,
    maker,
    store: store === undefined ? undefined : library.fileStore(store),
    journal,
    now: clockOf(at),
  });
  const warn = (name, answer) => {
    if (!answer.ok) console.error(`yanzheng: ${name}: ${library.explainRefusal(answer, language).reason} [${answer.code}]`);
    else if (answer.kept === false) console.error(`yanzheng: --store: the bundle could not be kept [${answer.reason}]`);
  };
  if (trust !== undefined) warn('--trust', await verifier.updateTrust(trust, { at }));
  for (const { path, bytes } of statuses) warn(`--status ${path}`, await verifier.updateStatus(bytes, { at }));
  return verifier;
}

/** The clock that stands at `--at`, for a journal that begins; what is no time is the library's to refuse. */
function clockOf(at) {
  const milliseconds = typeof at === 'number' ? at * 1000 : Date.parse(at);
  return Number.isNaN(milliseconds) ? undefined : () => milliseconds;
}

/** The receipts of one input: one for a text, one for each credential in a picture. */
export async function verifyInput(library, verifier, { scan, picture }, given) {
  const options = withPolicy(library, verifier, given);
  if (picture === undefined) return [await verifier.verify(scan, options)];
  const receipts = [];
  for (const text of assemble(await library.readPicture(picture))) {
    receipts.push(await verifier.verify(text, options));
  }
  const credentials = receipts.filter(({ code }) => !BESIDE_THE_POINT.includes(code));
  return credentials.length > 0 ? credentials : receipts;
}

/** The receipt that speaks for all: nobody passes because of what lies beside them. */
export function worst(receipts) {
  return WORST.map((verdict) => receipts.find((receipt) => receipt.verdict === verdict)).find(Boolean);
}

/** One scan for each credential: the parts of a SMART Health Card belong together. */
function assemble(texts) {
  const isPart = (text) => /^shc:\/\d+\/\d+\//i.test(text);
  const parts = texts.filter(isPart);
  const whole = texts.filter((text) => !isPart(text));
  const scans = parts.length > 0 ? [parts.join('\n'), ...whole] : whole;
  return scans.length > 0 ? scans : ['']; // a picture without a code: envelope.missing
}

/** The bytes of a file; `name` is how the command line calls it. */
export function readBytes(path, name) {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Usage(`${name}: ${name.endsWith(path) ? '' : `${path} `}cannot be read (${error.code})`);
  }
}

function isFile(path) {
  try {
    return statSync(path).isFile();
  } catch {
    return false; // also for a text that is too long for a name or has a zero in it
  }
}

function isPicture(bytes) {
  return [PNG, JPEG].some((magic) => magic.every((byte, index) => bytes[index] === byte));
}

/** Without the byte order mark and the line ends that editors add. */
function trimmed(bytes) {
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let end = bytes.length;
  while (end > from && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end -= 1;
  return bytes.subarray(from, end);
}
