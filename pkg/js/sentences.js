// The sentence and the advice of a code.

import { own } from './claims.js';
import { claimName } from './names.js';
import { duration, fill, plainText, time, wordsOf } from './words.js';

/** Names in a fault's detail that are times, in seconds. */
const TIMES = ['not_after', 'not_before'];

/** Names in it that are lengths of time, in seconds. */
const DURATIONS = ['age', 'behind'];

/** Codes whose limit is one too. */
const LIMITED = ['status.stale', 'trust.lifetime_unauthorised'];

/** The sentence of one code, its placeholders filled from the fault's detail. */
export function sentence(code, detail, language) {
  const words = wordsOf(language);
  const known = own(words.codes, code);
  if (known === undefined) return fill(words.ui.unknown_code, { code: plainText(code) });
  const filled = {};
  for (const [name, value] of Object.entries(detail || {})) filled[name] = term(code, name, value, language);
  return fill(known, filled);
}

/** A number or name of a fault's detail as it stands in a sentence. */
function term(code, name, value, language) {
  const words = wordsOf(language);
  if (TIMES.includes(name)) return time(value, language);
  if (DURATIONS.includes(name) || (name === 'limit' && LIMITED.includes(code))) return duration(value, language);
  if (name === 'role') return own(words.roles, value) || plainText(value);
  if (name === 'channel') return own(words.channels, value) || plainText(value);
  if (name === 'state') return own(words.states, value) || plainText(value);
  if (name === 'claim') return claimName(String(value), language);
  return plainText(value);
}

/** What to do next: what to ask for instead of a pointer, or the advice for the code, or for its room. */
export function advice(code, detail, words) {
  if (code === 'envelope.online_only' && detail) {
    const ask = own(words.asks, detail.channel);
    if (ask !== undefined) return ask;
  }
  const room = String(code).split('.')[0];
  return own(words.advice, code) || own(words.advice, room) || words.advice.internal;
}
