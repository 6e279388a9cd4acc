// Random bytes in a mini-program, from the platform's own source and from nowhere else.
//
// The core asks at once and the platforms answer later: so bytes are fetched in advance into a pool. Where
// the pool is empty, or the platform has no source, the core says so on the option; verifying needs none.

import { answerOf, platform } from './host.js';
import { clearTimer, copyBytes, isBuffer, setTimer } from '../intrinsics.js';

/** Bytes that are fetched at a time: a challenge or a salt has 16, a terminal's key 32. */
const CAPACITY = 1024;

/** Bytes below which more are fetched. */
const LOW = CAPACITY / 2;

/** Milliseconds that a platform has to answer: without chance a verifier still verifies. */
const LIMIT = 3000;

let pool = new Uint8Array(0);
let filling = null;

/** What the glue asks in the place of the host's `crypto`. */
export const hostCrypto = {
  /** Fills `view` from the pool; throws, and changes nothing, where the pool has too little. */
  getRandomValues(view) {
    if (hasOwnCrypto()) return crypto.getRandomValues(view);
    if (pool.length < view.length) {
      topUp();
      throw new Error('no random bytes');
    }
    const used = pool.subarray(0, view.length);
    view.set(used);
    used.fill(0);
    pool = pool.subarray(view.length);
    topUp();
    return view;
  },
};

/** Resolves when the pool is as full as the platform lets it be; `wanted` bytes are enough. */
export function ready(wanted = LOW) {
  return pool.length >= wanted || hasOwnCrypto() ? Promise.resolve() : fill();
}

function topUp() {
  if (pool.length < LOW) fill();
}

/** Fetches more bytes, once at a time; never rejects. */
function fill() {
  if (filling === null) {
    const end = () => {
      filling = null;
    };
    filling = fetchBytes().then(add, () => {});
    filling.then(end, end);
  }
  return filling;
}

function add(fresh) {
  const whole = new Uint8Array(pool.length + fresh.length);
  whole.set(pool);
  whole.set(fresh, pool.length);
  pool.fill(0);
  fresh.fill(0);
  pool = whole;
}

async function fetchBytes() {
  const { randomValues } = await inTime(answerOf(platform.api, 'getRandomValues', { length: CAPACITY }));
  if (!isBuffer(randomValues)) throw new TypeError('no bytes');
  const given = new Uint8Array(randomValues);
  const bytes = copyBytes(given, Infinity);
  given.fill(0);
  if (bytes.length !== CAPACITY || bytes.every((byte) => byte === bytes[0])) throw new TypeError('not random');
  return bytes;
}

function inTime(answer) {
  return new Promise((resolve, reject) => {
    const timer = setTimer && setTimer(reject, LIMIT);
    const end = (settle) => (value) => {
      if (clearTimer) clearTimer(timer);
      settle(value);
    };
    answer.then(end(resolve), end(reject));
  });
}

/** The Alipay worker has a source that answers at once. A mini-program's pages have no such name. */
function hasOwnCrypto() {
  return platform === null && typeof crypto === 'object' && crypto !== null && typeof crypto.getRandomValues === 'function';
}
