// Reads what the caller passes in. A wrong argument is the caller's fault and a TypeError that begins
// with the option's name; what was scanned is never refused here for what it says.

import { readCarrier, readFile, ROOT_LIMIT } from './files.js';
import { bufferOf, copyBytes, isBuffer, isBytes, parseJson, writeJson } from './intrinsics.js';
import { present, readAt } from './moment.js';
import { scanBytes } from './utf8.js';

/**
 * Bytes of a scan that reach the core: one more than the largest text that any code holds together
 * in all its parts, with room; the core answers `envelope.too_large` to what is longer.
 */
const SCAN_LIMIT = 1024 * 1024 + 1;

/** Milliseconds that a timer can wait: above, hosts fire at once. */
const LONGEST_WAIT = 2147483647;

const CREATE = [
  'anchors', 'root', 'trust', 'store', 'journal', 'maker', 'region', 'types', 'audience', 'hub', 'hubTimeout', 'now', 'engine',
];
const ENGINES = ['auto', 'wasm', 'js'];
const VERIFY = ['scenario', 'at', 'challenge', 'audience', 'region', 'expected', 'purpose', 'asks', 'matched'];
/** What one item of verifyMany() may have. */
export const ITEM = ['scan', ...VERIFY];
const REQUEST = ['purpose', 'claims', 'challenge', 'audience', 'at'];
const STORE = ['get', 'put', 'delete', 'list'];

/** The options of createVerifier, each checked but those that `loading` names: whoever loads reads them. */
export function readOptions(options, loading = ['wasm', 'integrity']) {
  const given = known('options', options, [...CREATE, ...loading]);
  if (given.anchors === undefined && given.root === undefined) {
    throw new TypeError('anchors: required where no root is given; pass AnchorRecord[] (an empty list trusts nobody)');
  }
  if (given.anchors !== undefined && !Array.isArray(given.anchors)) {
    throw new TypeError('anchors: must be an array of anchor records');
  }
  if (given.types !== undefined && !Array.isArray(given.types)) {
    throw new TypeError('types: must be an array of type records');
  }
  for (const name of ['audience', 'region', 'maker']) if (given[name] !== undefined) text(name, given[name]);
  checkHub(given);
  checkStore(given);
  if (given.now !== undefined && typeof given.now !== 'function') {
    throw new TypeError('now: must be a function that returns milliseconds since the Unix epoch');
  }
  if (given.engine !== undefined && !ENGINES.includes(given.engine)) {
    throw new TypeError("engine: must be 'auto', 'wasm' or 'js'");
  }
  const { anchors, types, audience, region, maker, root, trust, journal = true, ...others } = given;
  return {
    ...others,
    loading: pick(given, [...loading, 'engine']),
    ...readTrust({ root, trust }),
    keeps: journal && others.store !== undefined,
    config: plainMembers({ anchors, types, audience, region, maker }),
  };
}

/** The pinned root as bytes, and the bundle as the bytes of its carrier. */
function readTrust({ root, trust }) {
  if (root === undefined && trust !== undefined) throw new TypeError('trust: needs the pinned root; pass root too');
  if (root === undefined) return {};
  const parsed = typeof root === 'object' && root !== null && !isBytes(root) && !isBuffer(root);
  const bytes = readFile('root', parsed ? jsonText(plain('root', root)) : root, ROOT_LIMIT);
  if (bytes.length === 0) throw new TypeError('root: is empty');
  return { root: bytes, ...(trust === undefined ? {} : { trust: readCarrier('trust', trust) }) };
}

function checkStore({ store, journal }) {
  if (journal !== undefined && typeof journal !== 'boolean') throw new TypeError('journal: must be true or false');
  if (journal && store === undefined) throw new TypeError('journal: needs a store; pass store too');
  if (store === undefined) return;
  const fits = typeof store === 'object' && store !== null && STORE.every((name) => typeof store[name] === 'function');
  if (!fits) throw new TypeError(`store: must have the functions ${STORE.join(', ')}`);
}

function checkHub({ hub, hubTimeout: wait }) {
  if (hub !== undefined && typeof hub !== 'function') {
    throw new TypeError('hub: must be a function that asks your own hub connection');
  }
  if (wait !== undefined && !(typeof wait === 'number' && wait > 0 && wait <= LONGEST_WAIT)) {
    throw new TypeError('hubTimeout: must be milliseconds, more than 0');
  }
}

/**
 * The options of one verification as the core takes them, and whether `now` gave the time, as it does
 * where `at` is absent.
 */
export function readVerification(options, now) {
  const given = known('options', options === undefined ? {} : options, VERIFY);
  const ownClock = given.at === undefined;
  const request = { at: ownClock ? present(now) : readAt(given.at) };
  if (given.scenario !== undefined) checkScenario(given.scenario);
  object('expected', given.expected, 'must be an object of claims by name');
  list('asks', given.asks);
  for (const name of ['challenge', 'audience', 'region', 'purpose', 'matched']) if (given[name] !== undefined) text(name, given[name]);
  const { scenario, challenge, audience, region, expected, purpose, asks, matched } = given;
  return {
    ownClock, ...request, ...plainMembers({ scenario, expected, asks }), ...defined({ challenge, audience, region, purpose, matched }),
  };
}

/** What a counter is asked before anybody goes there. */
export function readHeld(scenario, held, now) {
  checkScenario(scenario);
  if (!Array.isArray(held)) throw new TypeError('held: must be an array of types, or of what is known of each credential');
  return { ...plainMembers({ scenario, held }), at: present(now) };
}

/** What a counter asks of a holder. */
export function readWanted(scenario, options, now) {
  checkScenario(scenario);
  const given = known('options', options === undefined ? {} : options, REQUEST);
  list('claims', given.claims);
  for (const name of ['purpose', 'challenge', 'audience']) if (given[name] !== undefined) text(name, given[name]);
  const { claims, purpose, challenge, audience } = given;
  return {
    ...plainMembers({ scenario, claims }),
    ...defined({ purpose, challenge, audience }),
    at: given.at === undefined ? present(now) : readAt(given.at),
  };
}

/** The options of an update: when it is made, and where a status file came from. */
export function readUpdate(options, names, now) {
  const given = known('options', options === undefined ? {} : options, names);
  if (given.uri !== undefined) text('uri', given.uri);
  return { at: given.at === undefined ? present(now) : readAt(given.at), uri: given.uri === undefined ? '' : given.uri };
}

/** The bytes of a scan: copied once, cut above the limit. */
export function readScan(scan) {
  if (typeof scan === 'string') {
    const bytes = scanBytes(scan.length > SCAN_LIMIT ? scan.slice(0, SCAN_LIMIT) : scan);
    return bytes.length > SCAN_LIMIT ? bytes.subarray(0, SCAN_LIMIT) : bytes;
  }
  if (!isBytes(scan)) throw new TypeError('scan: must be a string or a Uint8Array');
  if (!isBuffer(bufferOf(scan))) {
    throw new TypeError('scan: its memory is shared with another thread; pass a copy');
  }
  return copyBytes(scan, SCAN_LIMIT);
}

/** Copies of the members that are there. */
function plainMembers(members) {
  return Object.fromEntries(Object.entries(defined(members)).map(([name, value]) => [name, plain(name, value)]));
}

function pick(given, names) {
  return Object.fromEntries(names.filter((name) => name in given).map((name) => [name, given[name]]));
}

function defined(members) {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function text(name, value) {
  if (typeof value !== 'string') throw new TypeError(`${name}: must be a string`);
}

/** A policy, or the name of one of the bundle's. */
function checkScenario(scenario) {
  if (typeof scenario === 'string') return;
  const isObject = typeof scenario === 'object' && scenario !== null && !Array.isArray(scenario);
  if (!isObject) throw new TypeError('scenario: must be a policy object, or the name of a policy of the trust bundle');
}

function list(name, value) {
  if (value !== undefined && !Array.isArray(value)) throw new TypeError(`${name}: must be an array`);
}

function object(name, value, sentence) {
  if (value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value))) {
    throw new TypeError(`${name}: ${sentence}`);
  }
}

/** A copy of plain data: no getter, proxy or later change of the caller's object reaches the core. */
export function plain(name, value) {
  try {
    return parseJson(writeJson(value));
  } catch {
    throw new TypeError(`${name}: must be plain data, without cycles and BigInt`);
  }
}

/**
 * Plain data as JSON text for the core. A surrogate without its partner, which JSON writes as an
 * escape that is no character, becomes U+FFFD, as the host's own encoder has it.
 */
export function jsonText(value) {
  return writeJson(value).replace(/\\(\\|ud[89a-f][0-9a-f]{2})/g, (whole, escaped) => (escaped === '\\' ? whole : '\uFFFD'));
}

/** A copy of the options that are given; an unknown one is named. */
export function known(what, options, names) {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`${what}: must be an object`);
  }
  const given = {};
  for (const name of Object.keys(options)) {
    const value = options[name];
    if (value === undefined) continue;
    if (!names.includes(name)) {
      throw new TypeError(`${name}: unknown option; known are ${names.join(', ')}`);
    }
    given[name] = value;
  }
  return given;
}
