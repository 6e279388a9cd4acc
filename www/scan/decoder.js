// Finds QR codes in pixels: with the browser's own reader where it has one, else with zxing-wasm,
// whose module lies beside this page and is fetched when it is first needed, or in idle time.

/* global ZXING_WASM, ZXING_INTEGRITY */

let native;
let zxing;

/** The browser's own QR reader, or null. Some browsers have the class and cannot read QR codes. */
function nativeReader() {
  native ??= (async () => {
    try {
      const formats = await globalThis.BarcodeDetector.getSupportedFormats();
      return formats.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : null;
    } catch {
      return null;
    }
  })();
  return native;
}

async function loadZxing() {
  const [{ prepareZXingModule, readBarcodes }, answer] = await Promise.all([
    import('zxing-wasm/reader'),
    fetch(ZXING_WASM, { integrity: ZXING_INTEGRITY }),
  ]);
  if (!answer.ok) throw new Error(`${ZXING_WASM}: ${answer.status}`);
  const wasmBinary = await answer.arrayBuffer();
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  return readBarcodes;
}

function zxingReader() {
  zxing ??= loadZxing().catch((fault) => {
    zxing = undefined;
    throw fault;
  });
  return zxing;
}

/** Loads the reader ahead of its use, so that pictures can still be read when the network is cut. */
export async function prepareDecoder() {
  await zxingReader();
}

/** Thrown when neither reader is there. */
export class DecoderMissing extends Error {}

const OPTIONS = { formats: ['QRCode'], maxNumberOfSymbols: 8, textMode: 'Plain' };

/** The texts of all QR codes in an `ImageData`, without doubles; often none. */
export async function decode(pixels, { thorough = true } = {}) {
  const reader = await nativeReader();
  if (reader) {
    try {
      const found = await reader.detect(pixels);
      if (found.length > 0) return distinct(found.map((code) => code.rawValue));
    } catch {
      // The service behind it may be missing on this device; the other reader does not need it.
    }
  }
  let readBarcodes;
  try {
    readBarcodes = await zxingReader();
  } catch (fault) {
    throw new DecoderMissing('the QR reader could not be loaded', { cause: fault });
  }
  const found = await readBarcodes(pixels, {
    ...OPTIONS,
    tryHarder: thorough,
    tryRotate: thorough,
    tryInvert: thorough,
  });
  return distinct(found.filter((code) => code.isValid).map((code) => code.text));
}

function distinct(texts) {
  return [...new Set(texts.filter((text) => text !== ''))];
}
