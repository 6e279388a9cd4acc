// Reads the codes out of a picture file. The picture is drawn in this page and goes nowhere else.

import { decode } from './decoder.js';

const LARGEST_MB = 32;
// Long sides to try, in pixels: large enough for a version-40 code in a photo of a whole page,
// then smaller, where blur and moiré average out.
const SIDES = [1600, 800];
const MARGIN = 24;

/** A picture that cannot be read; `reason` is `too_large` or `unreadable`. */
export class PictureFault extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
    this.limit = LARGEST_MB;
  }
}

async function viaElement(blob) {
  const url = URL.createObjectURL(blob);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Opens a picture; an SVG is only readable through an element, where scripts in it are dead. */
async function open(blob) {
  try {
    return await createImageBitmap(blob);
  } catch {
    try {
      return await viaElement(blob);
    } catch {
      throw new PictureFault('unreadable');
    }
  }
}

/** The pixels of a picture on white, with a margin, its long side at most `side`. */
function pixels(image, side) {
  const width = image.naturalWidth ?? image.width;
  const height = image.naturalHeight ?? image.height;
  const vector = image.naturalWidth !== undefined;
  const scale = vector ? side / Math.max(width, height, 1) : Math.min(1, side / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale)) + 2 * MARGIN;
  canvas.height = Math.max(1, Math.round(height * scale)) + 2 * MARGIN;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, MARGIN, MARGIN, canvas.width - 2 * MARGIN, canvas.height - 2 * MARGIN);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** The texts of the codes in a picture; empty when there is none. */
export async function readPicture(blob) {
  if (blob.size > LARGEST_MB * 1024 * 1024) throw new PictureFault('too_large');
  const image = await open(blob);
  try {
    for (const side of SIDES) {
      const texts = await decode(pixels(image, side));
      if (texts.length > 0) return texts;
    }
    return [];
  } finally {
    image.close?.();
  }
}

/** The first picture among files that were chosen, dropped or pasted. */
export function firstPicture(files) {
  const list = [...(files ?? [])];
  return list.find((file) => file.type.startsWith('image/')) ?? list[0];
}
