// Base64 (RFC 4648 §4) without `atob`, which mini-programs and some workers do not have.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const Bytes = Uint8Array;

const PAD = 61; // =

const VALUES = new Bytes(128).fill(255);
const CODES = new Bytes(64);
for (let value = 0; value < 64; value += 1) {
  CODES[value] = ALPHABET.charCodeAt(value);
  VALUES[CODES[value]] = value;
}

/** The bytes of a padded or unpadded base64 text; null where it is not base64. */
export function fromBase64(text) {
  const length = text.length - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
  if (length % 4 === 1) return null;
  const bytes = new Bytes(Math.floor((length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    const value = code < 128 ? VALUES[code] : 255;
    if (value === 255) return null;
    held = ((held << 6) | value) & 0x3fff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (held >> bits) & 0xff;
      at += 1;
    }
  }
  return bytes;
}

/** The padded base64 text of some bytes, as its ASCII codes. */
export function base64Codes(bytes) {
  const codes = new Bytes(Math.ceil(bytes.length / 3) * 4).fill(PAD);
  let at = 0;
  for (let index = 0; index < bytes.length; index += 3) {
    const held = (bytes[index] << 16) | (bytes[index + 1] << 8) | bytes[index + 2]; // past the end: 0
    const left = bytes.length - index;
    codes[at] = CODES[held >> 18];
    codes[at + 1] = CODES[(held >> 12) & 63];
    if (left > 1) codes[at + 2] = CODES[(held >> 6) & 63];
    if (left > 2) codes[at + 3] = CODES[held & 63];
    at += 4;
  }
  return codes;
}

/** The lower-case hex text of some bytes. */
export function toHex(bytes) {
  let hex = '';
  for (let index = 0; index < bytes.length; index += 1) hex += (bytes[index] + 256).toString(16).slice(1);
  return hex;
}
