// Small things that the suite's files share, written out because hosts have no assert.

export function verifierOf({ createVerifier }, { anchors, types }) {
  return createVerifier({ anchors, types });
}

export function optionsOf({ at, policy, challenge, audience, expected }) {
  return { at, scenario: policy, challenge, audience, expected };
}

/** A case's scan: text, bytes in base64, or one text many times. */
export function scanOf({ scan, scan_base64: base64, repeat }) {
  if (repeat) return repeat.text.repeat(repeat.times);
  return scan === undefined ? fromBase64(base64) : scan;
}

export function bytesOf(text) {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export async function collect(iterable) {
  const all = [];
  for await (const each of iterable) all.push(each);
  return all;
}

/** Printable characters that look random and are the same every time. */
export function noise(seed, length) {
  let state = seed;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    text += String.fromCharCode(32 + ((state >> 16) % 95));
  }
  return text;
}

export function fromBase64(text) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bytes = [];
  let bits = 0;
  let held = 0;
  for (const character of text.replace(/=+$/, '')) {
    held = (held << 6) | alphabet.indexOf(character);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
      held &= (1 << bits) - 1;
    }
  }
  return Uint8Array.from(bytes);
}

export async function refused(name, body) {
  let error;
  try {
    await body();
  } catch (thrown) {
    error = thrown;
  }
  ok(error instanceof TypeError, `${name}: expected a TypeError, got ${error}`);
  ok(error.message.startsWith(name), `${name}: expected its name first: ${error.message}`);
}

/** The same data with the names of every object in order. */
export function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]));
}

export function ok(condition, message) {
  if (!condition) throw new Error(message);
}

export function equal(actual, expected, message) {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${message}: ${a}, expected ${b}`);
}
