// What the engine uses of the host, held from the moment of import, so that a script that patches the
// page afterwards does not change what a verification does. A script that ran before is not stopped.

/** JSON out of the core and plain data into it. */
export const parseJson = JSON.parse;
export const writeJson = JSON.stringify;

export const clock = Date.now;

/** The host's timers, or undefined where it has none. */
export const setTimer = typeof setTimeout === 'function' ? setTimeout : undefined;
export const clearTimer = typeof clearTimeout === 'function' ? clearTimeout : undefined;

const Bytes = Uint8Array;
const TypedArray = Object.getPrototypeOf(Bytes.prototype);
const getter = (prototype, name) => {
  const { get } = Object.getOwnPropertyDescriptor(prototype, name);
  return (value) => Reflect.apply(get, value, []);
};
const kindOf = getter(TypedArray, Symbol.toStringTag);
const lengthOf = getter(TypedArray, 'length');
const bufferOf = getter(TypedArray, 'buffer');
const offsetOf = getter(TypedArray, 'byteOffset');
const bufferLength = getter(ArrayBuffer.prototype, 'byteLength');
const timeOf = Date.prototype.getTime;
const set = Bytes.prototype.set;

/** Whether it is a Uint8Array, of whatever realm: looks at the object's own slot, not at its name. */
export function isBytes(value) {
  return kindOf(value) === 'Uint8Array';
}

/** Whether it is an ArrayBuffer that no other thread can write, of whatever realm. */
export function isBuffer(value) {
  try {
    bufferLength(value);
    return true;
  } catch {
    return false;
  }
}

/** The buffer under a Uint8Array. */
export { bufferOf };

/** A copy of at most `limit` bytes; the length is read once. */
export function copyBytes(bytes, limit) {
  const length = lengthOf(bytes);
  const copy = new Bytes(length < limit ? length : limit);
  Reflect.apply(set, copy, [new Bytes(bufferOf(bytes), offsetOf(bytes), copy.length)]);
  return copy;
}

/** Milliseconds of a Date of whatever realm; NaN where it is none. */
export function dateTime(value) {
  try {
    return Reflect.apply(timeOf, value, []);
  } catch {
    return NaN;
  }
}
