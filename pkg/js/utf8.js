// Turns text into UTF-8 bytes and back, without looking at the host's TextEncoder and TextDecoder.
//
// jsdom has neither, mini-programs have none or a broken one, and a page script can replace both.
// build.mjs puts these classes in the place of the global names inside the wasm-bindgen glue.

const REPLACEMENT = 0xfffd;
const CHUNK = 4096; // UTF-16 units for one String.fromCharCode call: well below every argument limit

const fromCharCode = String.fromCharCode;
const Bytes = Uint8Array;
const Fault = TypeError;

/**
 * The UTF-8 bytes of a text that came out of a scanner.
 *
 * A surrogate without its partner becomes its three bytes (WTF-8), which are not UTF-8: the core
 * refuses them, instead of verifying a text that was silently changed on the way.
 */
export function scanBytes(text) {
  const bytes = new Bytes(text.length * 3);
  return bytes.subarray(0, write(text, bytes, (unit) => unit).written);
}

/**
 * The glue's TextEncoder. A surrogate without its partner becomes U+FFFD, because what the glue
 * hands over becomes a Rust `String` without another look, and that must be UTF-8.
 */
export class TextEncoder {
  get encoding() {
    return 'utf-8';
  }

  encode(text = '') {
    const whole = String(text);
    const bytes = new Bytes(whole.length * 3);
    return bytes.slice(0, write(whole, bytes, replace).written);
  }

  encodeInto(text, bytes) {
    return write(text, bytes, replace);
  }
}

/** The glue's TextDecoder, for what comes out of the wasm. */
export class TextDecoder {
  constructor(label = 'utf-8', { fatal = false, ignoreBOM = false } = {}) {
    if (!/^utf-?8$/i.test(label)) throw new RangeError('only utf-8');
    this.encoding = 'utf-8';
    this.fatal = fatal;
    this.ignoreBOM = ignoreBOM;
  }

  decode(bytes) {
    if (bytes === undefined) return '';
    const text = read(bytes, this.fatal);
    return !this.ignoreBOM && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }
}

function replace() {
  return REPLACEMENT;
}

/** Writes as many whole characters as fit; `lone` says what a lone surrogate becomes. */
function write(text, bytes, lone) {
  let written = 0;
  let index = 0;
  for (; index < text.length; index += 1) {
    let point = text.charCodeAt(index);
    let units = 1;
    if (point >= 0xd800 && point <= 0xdfff) {
      const next = index + 1 < text.length ? text.charCodeAt(index + 1) : 0;
      if (point < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) {
        point = 0x10000 + ((point - 0xd800) << 10) + (next - 0xdc00);
        units = 2;
      } else {
        point = lone(point);
      }
    }
    const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (written + size > bytes.length) break;
    if (size === 1) {
      bytes[written] = point;
    } else {
      const lead = size === 2 ? 0xc0 : size === 3 ? 0xe0 : 0xf0;
      bytes[written] = lead | (point >> (6 * (size - 1)));
      for (let tail = 1; tail < size; tail += 1) {
        bytes[written + tail] = 0x80 | ((point >> (6 * (size - 1 - tail))) & 0x3f);
      }
    }
    written += size;
    index += units - 1;
  }
  return { read: index, written };
}

/** Reads UTF-8 as the WHATWG decoder does: one U+FFFD for each maximal part of a broken sequence. */
function read(bytes, fatal) {
  let text = '';
  let units = [];
  let at = 0;
  while (at < bytes.length) {
    const { point, size } = next(bytes, at);
    if (point < 0) {
      if (fatal) throw new Fault('not UTF-8');
      units.push(REPLACEMENT);
    } else if (point < 0x10000) {
      units.push(point);
    } else {
      units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff));
    }
    at += size;
    if (units.length >= CHUNK) {
      text += fromCharCode.apply(null, units);
      units = [];
    }
  }
  return text + fromCharCode.apply(null, units);
}

/** The character at `at` and its size in bytes; point −1 where it is broken (Unicode, table 3-7). */
function next(bytes, at) {
  const lead = bytes[at];
  if (lead < 0x80) return { point: lead, size: 1 };
  const size = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (size === 0) return { point: -1, size: 1 };
  let low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  let high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  let point = lead & (0xff >> (size + 1));
  for (let tail = 1; tail < size; tail += 1) {
    const byte = bytes[at + tail]; // undefined past the end: both comparisons are false
    if (!(byte >= low && byte <= high)) return { point: -1, size: tail };
    point = (point << 6) | (byte & 0x3f);
    low = 0x80;
    high = 0xbf;
  }
  return { point, size };
}
