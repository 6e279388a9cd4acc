// What the page looks like: nothing wider than the screen, and pictures of it to look at.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { serve } from '../../www/serve.mjs';
import { openDesk } from './page.mjs';
import { demoPage, repository } from './world.mjs';

const SIZES = [390, 1280];
const LANGUAGES = { zh: 'zh-CN', en: 'en-GB' };
const SCHEMES = ['light', 'dark'];
/** What is on the desk in each picture: nothing yet, or a sample. */
const SCENES = { desk: undefined, accept: 'good', reject: 'changed', open: 'pointer', live: 'live', several: 'several', spoilt: 'spoilt' };
/** The same with the demo's bundle, where a scenario is chosen. */
const SCENARIO = 'hotel.check-in';
const RULED = { request: undefined, outputs: 'hotel-outputs', instead: 'bank-refused' };

async function look(world, browser, width, lang, colorScheme) {
  const open = (address) => openDesk(browser, address, {
    viewport: { width, height: width < 600 ? 844 : 900 },
    locale: LANGUAGES[lang],
    timezoneId: 'Asia/Shanghai',
    colorScheme,
    reducedMotion: 'reduce',
  });
  const desk = await open(world.addresses.desk);
  await desk.page.check('#holder-live', { force: true });
  const scenes = Object.entries(SCENES).filter(([, sample]) => sample === undefined || world[sample]);
  for (const [scene, sample] of scenes) await shoot(desk, sample, `${scene}-${width}-${lang}-${colorScheme}`);
  await desk.page.setInputFiles('#trust-file', { name: 'own.json', mimeType: 'application/json', buffer: Buffer.from('[]') });
  await desk.page.waitForFunction(() => document.getElementById('journal-now').textContent !== '');
  await shoot(desk, undefined, `journal-${width}-${lang}-${colorScheme}`);
  await desk.close();
  await lookRuled(world, open, `${width}-${lang}-${colorScheme}`);
}

async function lookRuled(world, open, name) {
  const folder = await demoPage(world);
  if (!folder) return;
  const server = await serve({ root: folder, port: 0 });
  try {
    const desk = await open(server.address);
    await desk.page.selectOption('#scenario-name', SCENARIO);
    for (const [scene, sample] of Object.entries(RULED)) await shoot(desk, sample, `${scene}-${name}`);
    await desk.close();
  } finally {
    await server.close(); // left open, it would keep the whole run from ending
  }
}

/** Has a sample checked, if there is one, and takes a picture; nothing may be wider than the screen. */
async function shoot(desk, sample, name) {
  if (sample) {
    if ((await desk.page.locator('.verdict-waiting').count()) === 0) await desk.next();
    await desk.page.evaluate((id) => document.querySelector(`[data-sample="${id}"]`).click(), sample);
    await desk.verdict();
  }
  const { width } = desk.page.viewportSize();
  const wide = await desk.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= width, `${name}: ${wide} px wide on a screen of ${width}`);
  const folder = join(repository, 'target/screenshots');
  await mkdir(folder, { recursive: true });
  await desk.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
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
