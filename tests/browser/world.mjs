// What the desk is tested with: cases from tests/vectors, their codes as pictures and as a film for
// the camera, and a copy of the built page with a demo of its own.

import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const repository = fileURLToPath(new URL('../../', import.meta.url));
const { resolve } = createRequire(join(repository, 'pkg/package.json'));
const DIGITS = '3690411';

/** What `cargo xtask test` makes besides the vectors. */
export const MATERIAL = join(repository, 'target/material');

/** Every case of our own vectors and the files that they name, or an empty list before they are made. */
export async function ownCases(folder = join(repository, 'tests/vectors')) {
  let names;
  try {
    names = await readdir(folder);
  } catch {
    return [];
  }
  const files = names.filter((name) => name.endsWith('.json') && name !== 'divergences.json').sort();
  const read = await Promise.all(files.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))));
  return read.flat();
}

/** The cases that the desk's tests show, by what they are for. */
export function chosen(cases) {
  const texts = cases.filter((one) => typeof one.scan === 'string' && !one.trust && !one.region);
  const plain = texts.filter((one) => !one.policy && !one.challenge);
  const together = texts.filter((one) => one.scan.startsWith('3690413'));
  const said = (one, verdict) => one.expect.verdict === verdict;
  const code = plain.filter((one) => one.scan.startsWith(DIGITS));
  const good = code.find((one) => one.expect.claims?.certificateHolderCode);
  const answer = (word) => code.find((one) => one.expect.code === word);
  return {
    good,
    changed: answer('signature.invalid'),
    expired: answer('credential.expired'),
    pointer: plain.find((one) => one.expect.code === 'envelope.online_only'),
    live: texts.find((one) => one.scan.startsWith('3690412') && said(one, 'accept') && isForHotel(one)),
    several: together.find((one) => said(one, 'accept')),
    spoilt: together.find((one) => one.expect.code === 'status.revoked'),
    parts: plain.find((one) => one.expect.verdict === 'accept' && one.scan.trim().split(/\s+shc:/).length > 1),
  };
}

/** Whether it answers a challenge as the desk shows them, for the counter that the desk is. */
function isForHotel({ challenge, audience, policy }) {
  return /^[\w-]{22}$/.test(challenge ?? '') && [audience, policy?.scenario].includes('hotel.check-in');
}

const TITLES = {
  good: ['有效的证照', 'A valid credential'],
  changed: ['被改动的证照', 'A changed credential'],
  expired: ['过期的证照', 'An expired credential'],
  pointer: ['亮证平台的动态码', 'A pointer code of a government app'],
  live: ['当场应答的证照码', 'A code that answers a challenge'],
  several: ['一码多证', 'Several credentials in one code'],
  spoilt: ['一码多证，其中一份已注销', 'Several credentials, one of them cancelled'],
};

/** A sample for the demo of the page that is tested. */
export function sample(id, { scan, at, about, policy, challenge, audience, expected }) {
  const [zh, en] = TITLES[id];
  const asked = { at, scenario: policy, challenge, audience, expected };
  return { id, scan, ...asked, qr: `demo/${id}.png`, title: { 'zh-Hans': zh, en }, about: { 'zh-Hans': about, en: about } };
}

/**
 * The demo's trust: every anchor and type that these cases name, once. Of two records for one key the first
 * that fits counts, so those without a scope stand first.
 */
export function trusted(cases) {
  const once = (lists) => [...new Set(lists.flat().map((one) => JSON.stringify(one)))].map((one) => JSON.parse(one));
  const anchors = once(cases.map((one) => one.anchors));
  const scoped = ({ types, regions }) => Number(types !== undefined || regions !== undefined);
  return { anchors: anchors.sort((a, b) => scoped(a) - scoped(b)), types: once(cases.map(({ types }) => types ?? [])) };
}

/** A QR code of a text: `{png, rows}`, `rows` being its modules from top to bottom. */
export async function qrCode(text) {
  const { prepareZXingModule, writeBarcode } = await import(pathToFileURL(resolve('zxing-wasm/writer')));
  const wasmBinary = await readFile(resolve('zxing-wasm/writer/zxing_writer.wasm'));
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  const { image, symbol, error } = await writeBarcode(text, { format: 'QRCode', scale: 4, ecLevel: 'L' });
  if (error) throw new Error(error);
  return { png: Buffer.from(await image.arrayBuffer()), symbol };
}

/** The texts of the QR codes in a picture. */
export async function readQr(png) {
  const { prepareZXingModule, readBarcodes } = await import(pathToFileURL(resolve('zxing-wasm/reader')));
  const wasmBinary = await readFile(resolve('zxing-wasm/reader/zxing_reader.wasm'));
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  const found = await readBarcodes(new Blob([png]), { formats: ['QRCode'] });
  return found.map(({ text }) => text);
}

/** A film of one still picture of a code (Y4M, 4:2:0), as a fake camera takes it. */
export function film({ width, height, data }) {
  const [wide, high] = [960, 720];
  const scale = Math.floor(Math.min(wide / (width + 8), high / (height + 8)));
  const [left, top] = [(wide - width * scale) >> 1, (high - height * scale) >> 1];
  const frame = Buffer.alloc((wide * high * 3) / 2, 128);
  frame.fill(235, 0, wide * high);
  for (let y = 0; y < height * scale; y += 1) {
    for (let x = 0; x < width * scale; x += 1) {
      const dark = data[Math.floor(y / scale) * width + Math.floor(x / scale)] === 0;
      if (dark) frame[(top + y) * wide + left + x] = 16;
    }
  }
  const head = Buffer.from(`YUV4MPEG2 W${wide} H${high} F10:1 Ip A1:1 C420mpeg2\n`);
  const one = Buffer.concat([Buffer.from('FRAME\n'), frame]);
  return Buffer.concat([head, one, one]);
}

/** The page as built, copied to `folder`, with the demo data given. */
export async function pageWith(folder, demo, pictures = {}) {
  await mkdir(join(folder, 'demo'), { recursive: true });
  const built = join(repository, 'www/dist');
  const made = ['demo', 'demo.json', 'root.json', 'bundle.json', 'packs', 'lists'].map((name) => join(built, name));
  await cp(built, folder, { recursive: true, filter: (path) => !made.includes(path) });
  await writeFile(join(folder, 'demo.json'), JSON.stringify(demo));
  for (const [name, bytes] of Object.entries(pictures)) await writeFile(join(folder, 'demo', name), bytes);
}

/** The folder of the page with the demo's own bundle, packs and lists; undefined before they are made. */
export async function demoPage({ folders }) {
  if (!existsSync(join(MATERIAL, 'demo/demo.json'))) return undefined;
  const folder = `${folders.desk}-demo`;
  if (!existsSync(folder)) {
    await pageWith(folder, {});
    await cp(join(MATERIAL, 'demo'), folder, { recursive: true });
  }
  return folder;
}
