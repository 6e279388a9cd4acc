// What goes between a mini-program and its worker: messages of plain JSON, because what else a platform
// lets through differs. Bytes travel as base64, with the place where they stood.

import { base64Codes, fromBase64 } from '../base64.js';
import { dateTime, isBuffer, isBytes, parseJson, writeJson } from '../intrinsics.js';
import { TextDecoder } from '../utf8.js';

const ascii = new TextDecoder();

/** A value as a message: JSON text, and the bytes in it by their path. */
export function pack(value) {
  const bytes = [];
  const text = writeJson(plainOf(value, [], bytes));
  return text === undefined ? {} : { text, bytes };
}

function plainOf(value, path, bytes) {
  if (typeof value !== 'object' || value === null) return value;
  const given = isBuffer(value) ? new Uint8Array(value) : value;
  if (isBytes(given)) {
    bytes.push({ path, base64: ascii.decode(base64Codes(given)) });
    return null;
  }
  if (dateTime(value) === dateTime(value)) return value; // a Date is its ISO text
  if (Array.isArray(value)) return value.map((each, index) => plainOf(each, path.concat(index), bytes));
  const copy = {};
  for (const name of Object.keys(value)) copy[name] = plainOf(value[name], path.concat(name), bytes);
  return copy;
}

/** The value of a message. */
export function unpack({ text, bytes }) {
  if (text === undefined) return undefined;
  const whole = { value: parseJson(text) };
  for (const { path, base64 } of bytes || []) {
    const names = ['value'].concat(path);
    const last = names.pop();
    names.reduce((held, name) => held[name], whole)[last] = fromBase64(base64);
  }
  return whole.value;
}

/** An error as a message, of the same kind on the other side. */
export function packFault(error) {
  const { message, code } = Object(error);
  return { isTypeError: error instanceof TypeError, message: String(message), code };
}

export function unpackFault({ isTypeError, message, code }) {
  if (isTypeError) return new TypeError(message);
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

/**
 * One end of the line. `port` has postMessage() and onMessage(); `answer(name, values)` says what the other
 * side is answered. `ask(name, ...values)` resolves to what the other side answers, within `limit` milliseconds.
 */
export function createLine(port, answer, { setTimer, clearTimer, limit }) {
  const waiting = {};
  let asked = 0;

  /** A message as it came, or as one platform wraps it. */
  const read = (given) => (given && given.yanzheng ? given : given && given.message && given.message.yanzheng ? given.message : null);

  port.onMessage((given) => {
    const message = read(given);
    if (message === null) return; // the page's own
    if (message.name !== undefined) reply(message);
    else settle(message);
  });

  async function reply({ id, name, values }) {
    try {
      port.postMessage({ yanzheng: 1, id, answer: pack(await answer(name, unpack(values))) });
    } catch (error) {
      port.postMessage({ yanzheng: 1, id, fault: packFault(error) });
    }
  }

  function settle({ id, answer: given, fault }) {
    if (waiting[id] === undefined) return;
    const { resolve, reject, timer } = waiting[id];
    delete waiting[id];
    if (timer !== undefined) clearTimer(timer);
    if (fault === undefined) resolve(unpack(given));
    else reject(unpackFault(fault));
  }

  return {
    ask(name, ...values) {
      asked += 1;
      const id = asked;
      return new Promise((resolve, reject) => {
        const end = () => settle({ id, fault: { message: 'the worker gives no answer', code: 'worker.silent' } });
        waiting[id] = { resolve, reject, timer: setTimer && limit ? setTimer(end, limit) : undefined };
        port.postMessage({ yanzheng: 1, id, name, values: pack(values) });
      });
    },
  };
}
