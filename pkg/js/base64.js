// Base64 (RFC 4648 §4) without `atob`, which mini-programs and some workers do not have.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const Bytes = Uint8Array;

const VALUES = new Bytes(128).fill(255);
for (let value = 0; value < 64; value += 1) VALUES[ALPHABET.charCodeAt(value)] = value;

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

/** The lower-case hex text of some bytes. */
export function toHex(bytes) {
  let hex = '';
  for (let index = 0; index < bytes.length; index += 1) hex += (bytes[index] + 256).toString(16).slice(1);
  return hex;
}
