// Draws a text as a QR code: black on white whatever the page's colours, with the quiet zone that readers need.
//
// By lean-qr: MIT, 7 kB, no dependency, and it takes digits as digits by itself. Others are four to eight times
// as large, and zxing-wasm writes with a module of 650 kB that the page would load for this alone.

import { correction, generate } from 'lean-qr';

import { drawing } from '../dom.js';

/** Modules of white around the code (ISO/IEC 18004 §6.3.8). */
const QUIET = 4;

/** The picture; `label` says what it is. */
export function qrPicture(text, label) {
  const code = generate(text, { minCorrectionLevel: correction.L, maxCorrectionLevel: correction.M });
  const size = code.size + 2 * QUIET;
  return drawing(
    'svg',
    { viewBox: `0 0 ${size} ${size}`, class: 'qr', role: 'img', 'aria-label': label, 'shape-rendering': 'crispEdges' },
    drawing('path', { d: `M0 0h${size}v${size}H0z`, fill: '#fff' }),
    drawing('path', { d: dark(code), fill: '#000' }),
  );
}

/** The dark modules as runs of each row. */
function dark(code) {
  const runs = [];
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      const from = x;
      while (code.get(x, y)) x += 1;
      if (x > from) runs.push(`M${from + QUIET} ${y + QUIET}h${x - from}v1h${from - x}z`);
    }
  }
  return runs.join('');
}
