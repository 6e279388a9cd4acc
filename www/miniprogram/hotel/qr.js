// Draws digits as a QR code (ISO/IEC 18004): numeric mode, error correction L, which is all that a request needs.
//
// Packages that draw any text want TextEncoder when they are loaded, which a mini-program does not have.

/** Of each version from 1: codewords of error correction in a block, and blocks. Table 9, level L. */
const CORRECTION = [
  [7, 1], [10, 1], [15, 1], [20, 1], [26, 1], [18, 2], [20, 2], [24, 2], [30, 2], [18, 4],
  [20, 4], [24, 4], [26, 4], [30, 4], [22, 6], [24, 6], [28, 6], [30, 6], [28, 7], [28, 8],
  [28, 8], [28, 9], [30, 9], [30, 10], [26, 12], [28, 12], [30, 12], [30, 13], [30, 14], [30, 15],
];
/** Modules of white around the code (§6.3.8). */
const QUIET = 4;
const PAD = [0xec, 0x11];
/** Level L and mask 0, with their check bits (§7.9). Readers take any mask; one is enough for what looks like chance. */
const FORMAT = 0b111011111000100;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The picture of some digits as an address that `<image>` takes. */
exports.qrPicture = function qrPicture(digits) {
  const dark = modules(digits);
  const size = dark.length + 2 * QUIET;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${dark.map(runs).join('')}"/></svg>`;
  return `data:image/svg+xml;base64,${base64(svg)}`;
};

/** The dark modules of a row. */
function runs(row, y) {
  let path = '';
  for (let x = 0; x < row.length; x += 1) {
    const from = x;
    while (row[x]) x += 1;
    if (x > from) path += `M${from + QUIET} ${y + QUIET}h${x - from}v1h${from - x}z`;
  }
  return path;
}

/** Rows of modules, true where they are dark. */
function modules(digits) {
  if (!/^[0-9]+$/.test(digits)) throw new TypeError('digits: must be digits');
  const version = versionFor(digits.length);
  const size = 17 + 4 * version;
  const dark = emptyRows(size);
  const fixed = emptyRows(size);
  const set = (x, y, is) => {
    dark[y][x] = is;
    fixed[y][x] = true;
  };
  drawPatterns(version, size, set);
  fill(interleaved(codewords(digits, version), version), size, dark, fixed);
  return dark;
}

function emptyRows(size) {
  return Array.from({ length: size }, () => new Array(size).fill(false));
}

function versionFor(count) {
  for (let version = 1; version <= CORRECTION.length; version += 1) {
    if (bitsOf(count, version) <= 8 * capacity(version)) return version;
  }
  throw new TypeError('digits: too many for one code');
}

function bitsOf(count, version) {
  return 4 + countBits(version) + Math.ceil((count * 10) / 3);
}

function countBits(version) {
  return version < 10 ? 10 : version < 27 ? 12 : 14;
}

/** Codewords of a version, data and correction. */
function allCodewords(version) {
  let bits = (16 * version + 128) * version + 64;
  const across = alignment(version).length;
  if (version > 1) bits -= (25 * across - 10) * across - 55;
  if (version > 6) bits -= 36;
  return bits >> 3;
}

/** Codewords of a version that hold data. */
function capacity(version) {
  const [each, blocks] = CORRECTION[version - 1];
  return allCodewords(version) - each * blocks;
}

/** Where the centres of alignment patterns lie, on both axes (Annex E). */
function alignment(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((4 * version + 4) / (2 * count - 2)) * 2;
  const places = [6];
  for (let n = count - 2; n >= 0; n -= 1) places.push(4 * version + 10 - n * step);
  return places;
}

/** The data with its head, ended and padded (§7.4). */
function codewords(digits, version) {
  const bits = [];
  const push = (value, count) => {
    for (let bit = count - 1; bit >= 0; bit -= 1) bits.push((value >> bit) & 1);
  };
  push(1, 4);
  push(digits.length, countBits(version));
  for (let at = 0; at < digits.length; at += 3) {
    const group = digits.slice(at, at + 3);
    push(Number(group), 3 * group.length + 1);
  }
  const room = capacity(version);
  push(0, Math.min(4, 8 * room - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const bytes = [];
  for (let at = 0; at < bits.length; at += 8) bytes.push(parseInt(bits.slice(at, at + 8).join(''), 2));
  for (let n = 0; bytes.length < room; n += 1) bytes.push(PAD[n % 2]);
  return bytes;
}

/** Data and correction of all blocks, in the order in which they are drawn (§7.6). */
function interleaved(bytes, version) {
  const [each, count] = CORRECTION[version - 1];
  const short = Math.floor(bytes.length / count);
  const longer = bytes.length % count;
  const divisor = generator(each);
  const blocks = [];
  for (let n = 0, at = 0; n < count; n += 1) {
    const length = short + (n < count - longer ? 0 : 1);
    blocks.push(bytes.slice(at, at + length));
    at += length;
  }
  const corrections = blocks.map((block) => remainder(block, divisor));
  return [...columns(blocks, short + 1), ...columns(corrections, each)];
}

function columns(blocks, height) {
  const out = [];
  for (let n = 0; n < height; n += 1) blocks.forEach((block) => n < block.length && out.push(block[n]));
  return out;
}

/** A product in the field of 256 elements whose polynomial is 0x11d. */
function product(a, b) {
  let z = 0;
  for (let bit = 7; bit >= 0; bit -= 1) z = (z << 1) ^ ((z >> 7) * 0x11d) ^ (((b >> bit) & 1) * a);
  return z;
}

/** The generator polynomial of a degree, without its leading 1 (Annex A). */
function generator(degree) {
  let coefficients = new Array(degree).fill(0);
  coefficients[degree - 1] = 1;
  for (let n = 0, root = 1; n < degree; n += 1, root = product(root, 2)) {
    coefficients = coefficients.map((one, at) => product(one, root) ^ (at + 1 < degree ? coefficients[at + 1] : 0));
  }
  return coefficients;
}

function remainder(block, divisor) {
  let rest = divisor.map(() => 0);
  for (const byte of block) {
    const factor = byte ^ rest[0];
    rest = divisor.map((one, at) => (at + 1 < rest.length ? rest[at + 1] : 0) ^ product(one, factor));
  }
  return rest;
}

/** Everything that is no data (§6.3, §7.9, §7.10). */
function drawPatterns(version, size, set) {
  for (let n = 0; n < size; n += 1) {
    set(6, n, n % 2 === 0);
    set(n, 6, n % 2 === 0);
  }
  for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
    square(cx, cy, 4, (ring) => ring !== 2 && ring !== 4);
  }
  const places = alignment(version);
  for (const cx of places) {
    for (const cy of places) if (!isCorner(cx, cy)) square(cx, cy, 2, (ring) => ring !== 1);
  }
  for (let bit = 0; bit < 15; bit += 1) {
    const is = ((FORMAT >> bit) & 1) === 1;
    set(8, bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit, is);
    set(bit < 8 ? size - 1 - bit : bit === 8 ? 7 : 14 - bit, 8, is);
  }
  set(8, size - 8, true);
  if (version > 6) drawVersion(version, size, set);

  /** Where the three large squares are. */
  function isCorner(cx, cy) {
    return (cx === 6 && (cy === 6 || cy === size - 7)) || (cx === size - 7 && cy === 6);
  }

  function square(cx, cy, reach, isDark) {
    for (let y = Math.max(0, cy - reach); y <= Math.min(size - 1, cy + reach); y += 1) {
      for (let x = Math.max(0, cx - reach); x <= Math.min(size - 1, cx + reach); x += 1) {
        set(x, y, isDark(Math.max(Math.abs(x - cx), Math.abs(y - cy))));
      }
    }
  }
}

function drawVersion(version, size, set) {
  let rest = version;
  for (let n = 0; n < 12; n += 1) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let bit = 0; bit < 18; bit += 1) {
    const [near, far] = [Math.floor(bit / 3), size - 11 + (bit % 3)];
    const is = ((bits >> bit) & 1) === 1;
    set(far, near, is);
    set(near, far, is);
  }
}

/** The data in columns of two, up and down from the right, under mask 0 (§7.7.3, §7.8). */
function fill(bytes, size, dark, fixed) {
  let at = 0;
  for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let n = 0; n < size; n += 1) {
      const y = up ? size - 1 - n : n;
      for (const x of [right, right - 1]) {
        if (fixed[y][x]) continue;
        const bit = at < 8 * bytes.length && ((bytes[at >> 3] >> (7 - (at & 7))) & 1) === 1;
        dark[y][x] = bit !== ((x + y) % 2 === 0);
        at += 1;
      }
    }
  }
}

/** Base64 of a text that is ASCII. */
function base64(text) {
  let out = '';
  for (let at = 0; at < text.length; at += 3) {
    const group = [0, 1, 2].map((n) => (at + n < text.length ? text.charCodeAt(at + n) : 0));
    const bits = (group[0] << 16) | (group[1] << 8) | group[2];
    const letters = [18, 12, 6, 0].map((shift) => BASE64[(bits >> shift) & 63]).join('');
    out += letters.slice(0, text.length - at + 1) + '=='.slice(0, Math.max(0, at + 3 - text.length));
  }
  return out;
}
