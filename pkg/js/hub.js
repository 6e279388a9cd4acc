// Asks the caller's own connection to a hub about a code that only the hub can resolve. Nothing is sent
// from here: the hook is the caller's, and so is what it does with the code.

import { clearTimer, setTimer } from './intrinsics.js';
import { plain } from './options.js';

/** Milliseconds that a hub has where the caller does not say: a clerk waits no longer. */
export const HUB_TIMEOUT = 10000;

/** No answer: the core says `hub.missing`. */
const NONE = Object.freeze({});

/** An answer that cannot be read, in the hub's own number for that: the core says `hub.malformed`. */
const UNREADABLE = Object.freeze({ status: 12 });

const NUMBERS = ['status', 'result'];
const TEXTS = ['type', 'issuer'];

/** What the hub answers, as plain data. Never throws and never takes longer than `limit` milliseconds. */
export function askHub(hub, question, limit) {
  return new Promise((resolve) => {
    const timer = setTimer && setTimer(() => resolve(NONE), limit);
    const end = (answer) => {
      if (clearTimer) clearTimer(timer);
      resolve(answer);
    };
    Promise.resolve(question)
      .then(hub)
      .then(
        (answer) => end(read(answer)),
        () => end(NONE),
      );
  });
}

/** The members that the core reads, each of its type. */
function read(answer) {
  if (answer === null || answer === undefined) return NONE;
  try {
    const { status, result, type, issuer, claims } = plain('hub', answer);
    const members = { status, result, type, issuer, claims };
    const given = Object.entries(members).filter(isGiven);
    return given.every(fits) ? Object.fromEntries(given) : UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}

/** Null is absent, but not in the place of a number: JSON writes so what is none. */
function isGiven([name, value]) {
  return value !== undefined && (value !== null || NUMBERS.includes(name));
}

function fits([name, value]) {
  if (NUMBERS.includes(name)) return Number.isInteger(value);
  if (TEXTS.includes(name)) return typeof value === 'string';
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.values(value).every((text) => typeof text === 'string');
}
