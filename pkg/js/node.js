// Everything of the default entry, and what needs files: QR codes out of pictures.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { isBytes } from './intrinsics.js';

export * from './index.js';
export { readAnchors } from './anchors.js';
export { fileStore } from './file-store.js';

let decoder = null;

/** The texts of the QR codes in a PNG or JPEG picture, top to bottom; an empty list where there is none. */
export async function readPicture(bytes) {
  if (!isBytes(bytes)) throw new TypeError('bytes: must be the Uint8Array of a picture');
  if (decoder === null) decoder = loadDecoder();
  decoder.catch(() => {
    decoder = null;
  });
  const codes = await (await decoder)(bytes, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 255 });
  return codes
    .filter((code) => code.isValid)
    .sort((a, b) => a.position.topLeft.y - b.position.topLeft.y || a.position.topLeft.x - b.position.topLeft.x)
    .map((code) => code.text);
}

/** zxing-wasm, with its wasm out of the installed package: left alone it would fetch one. */
async function loadDecoder() {
  const require = createRequire(import.meta.url);
  let path;
  let zxing;
  try {
    path = require.resolve('zxing-wasm/reader/zxing_reader.wasm');
    zxing = await import('zxing-wasm/reader');
  } catch {
    throw Object.assign(new Error('pictures need the package zxing-wasm: npm install zxing-wasm'), {
      code: 'picture.unavailable',
    });
  }
  await zxing.prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(await readFile(path)).buffer }, fireImmediately: true });
  return zxing.readBarcodes;
}
