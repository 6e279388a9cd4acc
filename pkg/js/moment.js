// Reads moments: what a caller calls a time, and what its clock says, in seconds since the Unix epoch.

import { dateTime } from './intrinsics.js';

/** 9999-12-31T23:59:59Z in seconds: a larger number is milliseconds given by mistake. */
const LAST_SECOND = 253402300799;

/** Seconds since the Unix epoch of a number of seconds, an ISO 8601 text or a Date. */
export function readAt(at) {
  if (typeof at === 'string') {
    const seconds = readIso(at);
    if (seconds !== null) return seconds;
    throw new TypeError('at: must be ISO 8601 with a time zone, like 2026-01-31T08:00:00Z or 2026-01-31');
  }
  if (typeof at === 'number') return seconds('at', Math.floor(at));
  const time = typeof at === 'object' && at !== null ? dateTime(at) : NaN;
  if (time !== time) throw new TypeError('at: must be seconds since the Unix epoch, an ISO 8601 text or a Date');
  return seconds('at', Math.floor(time / 1000));
}

/** What the clock `now` says. */
export function present(now) {
  const time = now();
  if (typeof time !== 'number' || time !== time) {
    throw new TypeError('now: must return milliseconds since the Unix epoch');
  }
  return seconds('now', Math.floor(time / 1000));
}

function seconds(name, value) {
  if (value >= 0 && value <= LAST_SECOND) return value;
  throw new TypeError(`${name}: must be a time between 1970 and 9999; ${
    name === 'now' ? 'milliseconds' : 'seconds, not milliseconds'}, since the Unix epoch`);
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d(?::?\d\d)?))?$/i;

/** A day alone is its midnight in UTC, as in ECMAScript; a time needs its zone. */
function readIso(text) {
  const parts = ISO.exec(text);
  if (!parts) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part || 0));
  if (hour > 23 || minute > 59 || second > 59) return null;
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, day);
  if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day) return null;
  const zone = /^([+-])(\d\d):?(\d\d)?$/.exec(parts[7] || '');
  const offset = zone ? (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3] || 0)) : 0;
  return seconds('at', time.getTime() / 1000 + hour * 3600 + (minute - offset) * 60 + second);
}
