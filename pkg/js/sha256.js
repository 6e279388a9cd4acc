// SHA-256 (FIPS 180-4) of the wasm bytes, so that they can be compared with the built-in hash before
// they run. `crypto.subtle` is missing on plain-http pages, and a module cannot vouch for itself.

const Bytes = Uint8Array;
const Words = Uint32Array;

/** The round constants: first 32 bits of the fractions of the cube roots of the first 64 primes. */
const K = new Words(64);
/** The first state: the same of the square roots of the first 8 primes. */
const H = new Words(8);

for (let number = 2, found = 0; found < 64; number += 1) {
  let prime = true;
  for (let divisor = 2; divisor * divisor <= number; divisor += 1) {
    if (number % divisor === 0) prime = false;
  }
  if (prime) {
    if (found < 8) H[found] = fraction(Math.sqrt(number));
    K[found] = fraction(Math.cbrt(number));
    found += 1;
  }
}

function fraction(root) {
  return (root - Math.floor(root)) * 0x100000000;
}

/** Lower-case hex SHA-256 of `bytes` (a Uint8Array). */
export function sha256(bytes) {
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const tail = new Bytes(128); // the last one or two blocks: rest, 0x80, zeros, length in bits
  const whole = Math.floor(bytes.length / 64);
  tail.set(bytes.subarray(whole * 64));
  tail[bytes.length - whole * 64] = 0x80;
  const end = (blocks - whole) * 64;
  const bits = [Math.floor(bytes.length / 0x20000000), (bytes.length << 3) >>> 0];
  for (let index = 0; index < 8; index += 1) {
    tail[end - 8 + index] = bits[index >> 2] >>> (24 - 8 * (index & 3));
  }
  const state = new Words(H);
  for (let block = 0; block < whole; block += 1) compress(state, bytes, block * 64);
  for (let block = 0; block < blocks - whole; block += 1) compress(state, tail, block * 64);
  let hex = '';
  for (const word of state) hex += `0000000${word.toString(16)}`.slice(-8);
  return hex;
}

const W = new Words(64);

function compress(state, bytes, at) {
  for (let t = 0; t < 16; t += 1) {
    const from = at + 4 * t;
    W[t] = (bytes[from] << 24) | (bytes[from + 1] << 16) | (bytes[from + 2] << 8) | bytes[from + 3];
  }
  for (let t = 16; t < 64; t += 1) {
    const x = W[t - 15];
    const y = W[t - 2];
    const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    W[t] = (W[t - 16] + s0 + W[t - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t += 1) {
    const one = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const first = (h + one + ((e & f) ^ (~e & g)) + K[t] + W[t]) | 0;
    const zero = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const second = (zero + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  const sums = [a, b, c, d, e, f, g, h];
  for (let index = 0; index < 8; index += 1) state[index] = (state[index] + sums[index]) | 0;
}

function turn(word, by) {
  return (word >>> by) | (word << (32 - by));
}
