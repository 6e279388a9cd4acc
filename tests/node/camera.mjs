// A code as a camera sees it: the picture that the forge draws of what a hotel's guest shows, turned
// by 15° and out of focus by 2 pixels, is read and verified.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync, inflateSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DIST = new URL('../../pkg/dist/', import.meta.url);
/** The sample of the demonstration, and when it is shown. */
const SAMPLE = 'hotel-presentation';
const AT = '2026-06-01T08:00:00Z';

/** Runs every test of this file, in a directory of its own. */
export async function run(test) {
  const home = mkdtempSync(join(tmpdir(), 'yanzheng-'));
  try {
    const { createVerifier, readPicture } = await import(new URL('node.mjs', DIST));
    forge(['demo', '--out', home, '--at', AT]);
    const demo = JSON.parse(readFileSync(join(home, 'demo.json'), 'utf8'));
    const { scan, at, challenge, scenario, audience } = demo.samples.find(({ id }) => id === SAMPLE);
    writeFileSync(join(home, 'scan.txt'), scan);
    forge(['qr', `@${join(home, 'scan.txt')}`, '--format', 'png', '-o', join(home, 'code.png')]);
    const drawn = decode(readFileSync(join(home, 'code.png')));
    const verifier = await createVerifier({ anchors: demo.anchors, types: demo.types, audience: demo.audience });
    const seen = async (picture) => {
      assert.deepEqual(await readPicture(encode(picture)), [scan]);
      const receipt = await verifier.verify(scan, { at, challenge, scenario, audience });
      assert.deepEqual([receipt.verdict, receipt.assurance], ['accept', 'live']);
    };
    await test('camera', 'as it is drawn', () => seen(drawn));
    await test('camera', 'turned by 15°', () => seen(turned(drawn, 15)));
    await test('camera', 'out of focus', () => seen(blurred(drawn, 2)));
    await test('camera', 'turned by 15° and out of focus', () => seen(blurred(turned(drawn, 15), 2)));
    await test('camera', 'turned by -15° and out of focus', () => seen(blurred(turned(drawn, -15), 2)));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function forge(words) {
  const all = ['run', '--quiet', '--locked', '--package', 'forge', '--', ...words];
  execFileSync(process.env.CARGO ?? 'cargo', all, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** A square of grey values on white, turned about its middle. */
function turned({ side, grey }, degrees) {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const size = Math.ceil(side * (Math.abs(sin) + Math.abs(cos)));
  const at = (x, y) => (x >= 0 && y >= 0 && x < side && y < side ? grey[y * side + x] : 255);
  const pixel = (_, place) => {
    const [dx, dy] = [(place % size) - (size - 1) / 2, Math.floor(place / size) - (size - 1) / 2];
    const [x, y] = [cos * dx + sin * dy + (side - 1) / 2, cos * dy - sin * dx + (side - 1) / 2];
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const row = (line) => at(left, line) * (left + 1 - x) + at(left + 1, line) * (x - left);
    return row(top) * (top + 1 - y) + row(top + 1) * (y - top);
  };
  return { side: size, grey: Float64Array.from({ length: size * size }, pixel) };
}

/** A Gaussian of this many pixels, along the lines and then along the columns. */
function blurred({ side, grey }, pixels) {
  const reach = 3 * pixels;
  const weights = Array.from({ length: 2 * reach + 1 }, (_, place) => Math.exp(-((place - reach) ** 2) / (2 * pixels ** 2)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const along = (source, step, across) => {
    const pixel = (_, place) => {
      const position = Math.floor(place / step) % side;
      const inside = (offset) => Math.min(Math.max(position + offset, 0), side - 1) - position;
      const near = (weight, index) => weight * source[place + inside(index - reach) * step];
      return weights.reduce((total, weight, index) => total + near(weight, index), 0) / sum;
    };
    return Float64Array.from({ length: side * across }, pixel);
  };
  return { side, grey: along(along(grey, 1, side), side, side) };
}

/** The grey values of a PNG as the forge writes it: square, one bit a pixel, no filter. */
function decode(png) {
  const side = png.readUInt32BE(16);
  assert.deepEqual([...png.subarray(24, 29)], [1, 0, 0, 0, 0], 'one bit of grey');
  const start = png.indexOf('IDAT');
  const lines = inflateSync(png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4)));
  const stride = Math.ceil(side / 8) + 1;
  const bit = (x, y) => (lines[y * stride + 1 + (x >> 3)] >> (7 - (x & 7))) & 1;
  return { side, grey: Float64Array.from({ length: side * side }, (_, place) => 255 * bit(place % side, Math.floor(place / side))) };
}

/** A PNG of 8 bits of grey. */
function encode({ side, grey }) {
  const lines = Buffer.alloc(side * (side + 1));
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) lines[y * (side + 1) + 1 + x] = Math.round(grey[y * side + x]);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 8;
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

function chunk(name, content) {
  const named = Buffer.concat([Buffer.from(name), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** The checksum of ISO/IEC 15948 annex D. */
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
