// Pictures of the example's pages to look at, in target/looks: every state at three widths. Nothing may be wider
// than the screen, and nothing that can be tapped smaller than a finger.
//
//   node tests/miniprogram/look.mjs [DIRECTORY]      the package's, default pkg/miniprogram_dist

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { findBrowser, startBrowser } from '../browser/browser.mjs';
import { openPage, read } from './page.mjs';
import { htmlOf } from './wxml.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OUT = join(ROOT, 'target/looks');
const CHECK_IN = 'hotel/pages/check-in/check-in';
const WIDTHS = [320, 390, 768];
/** Pixels of the smallest thing to tap. */
const FINGER = 44;
const [, , directory = join(ROOT, 'pkg/miniprogram_dist')] = process.argv;
/** 2026-06-01 08:00 in Beijing: the moment of the demonstration. */
const AT = 1780272000;

/** What is done before the picture is taken. */
const SCENES = {
  ready: () => {},
  accept: ({ tap }) => tap('trySample', { id: 'fresh' }),
  reject: ({ tap }) => tap('trySample', { id: 'paper' }),
  checks: async ({ tap, page }) => {
    await tap('trySample', { id: 'revoked' });
    page.toggleDetails();
  },
  indeterminate: ({ scanned }) => scanned('1234567890'),
  decided: async ({ scanned, tap }) => {
    await scanned('1234567890');
    await tap('decide', { decision: 'accepted' });
  },
  request: ({ page }) => page.ask(),
  cancelled: ({ page }) => page.scan(),
  translated: () => {},
  old: () => {},
};

function withoutWasm({ run }) {
  run('WXWebAssembly = undefined');
}

function styled(page) {
  return { wxml: read(`${page}.wxml`), wxss: read('app.wxss') + read(`${page}.wxss`) };
}

/** The address of a picture of the code package. */
function picture(path) {
  return path.startsWith('data:') ? path : `data:image/svg+xml;base64,${Buffer.from(read(path)).toString('base64')}`;
}

async function shoot(browser, name, html) {
  for (const width of WIDTHS) {
    const page = await browser.newPage({ viewport: { width, height: 800 }, deviceScaleFactor: 1 });
    await page.setContent(html);
    const [wide, small] = await page.evaluate((finger) => {
      const sizes = [...document.querySelectorAll('button')].map((button) => [button.textContent, button.getBoundingClientRect()]);
      const isSmall = ([, { width: across, height }]) => across < finger || height < finger;
      return [document.documentElement.scrollWidth, sizes.filter(isSmall).map(([text]) => text)];
    }, FINGER);
    assert.ok(wide <= width, `${name}: ${wide} px wide on a screen of ${width}`);
    assert.deepEqual(small, [], `${name} at ${width}: smaller than a finger`);
    await page.screenshot({ path: join(OUT, `${name}-${width}.png`), fullPage: true });
    await page.close();
  }
}

mkdirSync(OUT, { recursive: true });
const browser = await startBrowser(findBrowser(), '/dev/null');
await shoot(browser, 'start', htmlOf({ ...styled('pages/start/start'), data: {}, picture }));
for (const [name, make] of Object.entries(SCENES)) {
  const opened = await openPage(name === 'old' ? 'wechat-old' : 'wechat', { directory, at: AT, change: name === 'translated' ? withoutWasm : undefined });
  await make(opened);
  await shoot(browser, name, htmlOf({ ...styled(CHECK_IN), data: opened.page.data, picture }));
}
await browser.close();
console.log(`${OUT}: ${WIDTHS.length * (1 + Object.keys(SCENES).length)} pictures`);
