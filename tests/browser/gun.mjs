// The scanner gun at the desk: a keyboard that types very fast, and all that comes between.

import assert from 'node:assert/strict';

import { openDesk } from './page.mjs';

async function atGun(world, browser, work) {
  const desk = await openDesk(browser, world.addresses.desk);
  try {
    await work(desk, desk.page.keyboard);
  } catch (fault) {
    await desk.context.close();
    throw fault;
  }
  await desk.close();
}

/** Key presses as an input method leaves them: no text of its own, only the physical key. */
function swallowed(page, text, shown) {
  return page.evaluate(
    ([digits, garbage]) => {
      const gun = document.getElementById('gun');
      const press = (code) =>
        gun.dispatchEvent(new KeyboardEvent('keydown', { key: 'Process', keyCode: 229, code, bubbles: true, cancelable: true }));
      gun.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
      for (const digit of digits) press(`Digit${digit}`);
      gun.value = garbage;
      gun.dispatchEvent(new InputEvent('input', { data: garbage, bubbles: true }));
      press('Enter');
    },
    [text, shown],
  );
}

export const gunTests = {
  'into its field, ending with Enter': (world, browser) =>
    atGun(world, browser, async (desk, keyboard) => {
      await keyboard.press('Enter');
      await keyboard.type(world.good.scan);
      await keyboard.press('Enter');
      assert.equal(await desk.verdict(), 'accept');
      assert.equal(await desk.page.inputValue('#gun'), '');
    }),

  'away from its field, without pressing what has the focus': (world, browser) =>
    atGun(world, browser, async (desk, keyboard) => {
      await desk.page.click('[data-sample="changed"]');
      await desk.page.waitForSelector('.verdict-reject');
      await desk.page.focus('#act-next');
      await keyboard.type(world.good.scan);
      await keyboard.press('Enter');
      await desk.page.waitForSelector('.verdict-accept');
    }),

  'with the focus on a choice, which is no text field': (world, browser) =>
    atGun(world, browser, async (desk, keyboard) => {
      await desk.page.focus('#holder-none');
      await keyboard.type(world.good.scan);
      await keyboard.press('Enter');
      assert.equal(await desk.verdict(), 'accept');
    }),

  'ending with Tab': (world, browser) =>
    atGun(world, browser, async (desk, keyboard) => {
      await keyboard.type(world.good.scan);
      await keyboard.press('Tab');
      assert.equal(await desk.verdict(), 'accept');
    }),

  'ending with silence': (world, browser) =>
    atGun(world, browser, async (desk, keyboard) => {
      await keyboard.type(world.good.scan);
      assert.equal(await desk.verdict(), 'accept');
    }),

  'a pause in the middle is waited for': (world, browser) =>
    atGun(world, browser, async (desk, keyboard) => {
      await keyboard.type(world.good.scan.slice(0, 300));
      await desk.page.waitForTimeout(350);
      await keyboard.type(world.good.scan.slice(300));
      await keyboard.press('Enter');
      assert.equal(await desk.verdict(), 'accept');
    }),

  'a person types slowly and ends with Enter': (world, browser) =>
    atGun(world, browser, async (desk, keyboard) => {
      await keyboard.type(world.pointer.scan, { delay: 70 });
      await desk.page.waitForTimeout(1200);
      assert.equal(await desk.page.locator('.verdict-waiting').count(), 1);
      await keyboard.press('Enter');
      assert.equal(await desk.verdict(), 'indeterminate');
    }),

  'full-width digits are folded': (world, browser) =>
    atGun(world, browser, async (desk) => {
      const wide = world.good.scan.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
      await desk.page.fill('#gun', wide);
      await desk.page.press('#gun', 'Enter');
      assert.equal(await desk.verdict(), 'accept');
    }),

  'an input method swallows the text: rebuilt from the keys, and the clerk is told': (world, browser) =>
    atGun(world, browser, async (desk) => {
      await swallowed(desk.page, world.good.scan, '三六九零四一');
      assert.equal(await desk.verdict(), 'accept');
      assert.match(await desk.page.innerText('#status'), /输入法/);
    }),

  'a scanner that inserts the whole text at once': (world, browser) =>
    atGun(world, browser, async (desk, keyboard) => {
      await keyboard.insertText(world.good.scan);
      assert.equal(await desk.verdict(), 'accept');
    }),
};
