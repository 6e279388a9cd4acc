// Two hundred hostile texts in every claim: the page must be the same page with another text in it.

import assert from 'node:assert/strict';

import { hostileTexts } from './hostile-texts.mjs';
import { openDesk } from './page.mjs';

export const hostileTests = {
  'two hundred texts in every claim stay text': async (world, browser) => {
    assert.equal(new Set(hostileTexts).size, 200);
    const desk = await openDesk(browser, `${world.addresses.desk}test/empty.html`, { ready: false });
    const wrong = await desk.page.evaluate(async (texts) => {
      const { draw } = await import('./claims-page.js');
      let hits = 0;
      globalThis.hit = () => (hits += 1);
      const found = [];
      for (const lang of ['zh-Hans', 'en']) {
        const plain = draw('x', lang).skeleton;
        for (const text of texts) {
          const { skeleton, shown } = draw(text, lang);
          if (skeleton !== plain || !shown) found.push(text);
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
      return hits > 0 ? ['a text was run', ...found] : found;
    }, hostileTexts);
    assert.deepEqual(wrong, []);
    await desk.close();
  },
};
