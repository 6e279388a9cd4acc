// What the page looks like: nothing wider than the screen, and pictures of it to look at.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { openDesk } from './page.mjs';
import { repository } from './world.mjs';

const SIZES = [390, 1280];
const LANGUAGES = { zh: 'zh-CN', en: 'en-GB' };
const SCHEMES = ['light', 'dark'];
/** What is on the desk in each picture: nothing yet, or a sample. */
const SCENES = { desk: undefined, accept: 'good', reject: 'changed', open: 'pointer', live: 'live', several: 'several', spoilt: 'spoilt' };

async function look(world, browser, width, lang, colorScheme) {
  const desk = await openDesk(browser, world.addresses.desk, {
    viewport: { width, height: width < 600 ? 844 : 900 },
    locale: LANGUAGES[lang],
    timezoneId: 'Asia/Shanghai',
    colorScheme,
    reducedMotion: 'reduce',
  });
  const folder = join(repository, 'target/screenshots');
  await mkdir(folder, { recursive: true });
  await desk.page.check('#holder-live', { force: true });
  for (const [scene, sample] of Object.entries(SCENES)) {
    if (sample && !world[sample]) continue;
    if (sample) {
      await desk.page.click(`[data-sample="${sample}"]`);
      await desk.verdict();
    }
    const wide = await desk.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${scene}: ${wide} px wide on a screen of ${width}`);
    await desk.page.screenshot({ path: join(folder, `${scene}-${width}-${lang}-${colorScheme}.png`), fullPage: true });
  }
  await desk.close();
}

export const lookTests = Object.fromEntries(
  SIZES.flatMap((width) =>
    Object.keys(LANGUAGES).flatMap((lang) =>
      SCHEMES.map((scheme) => [
        `${width} px, ${lang}, ${scheme}`,
        (world, browser) => look(world, browser, width, lang, scheme),
      ]),
    ),
  ),
);
