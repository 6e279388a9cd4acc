// What a clerk does at the desk, and what must come of it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { openDesk } from './page.mjs';

/** Every test: `(world, browser)`; a string that comes back says why it was skipped. */
export const deskTests = {
  'pasted text: accepted, with claims, focus on the verdict': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await desk.paste(world.good.scan);
      assert.equal(await desk.verdict(), 'accept');
      assert.ok((await desk.page.locator('[data-claim]').count()) > 2);
      assert.ok((await desk.page.locator('.claims').innerText()).includes(world.holder));
      assert.equal(await desk.page.evaluate(() => document.activeElement.id), 'verdict');
      assert.equal(await desk.page.getAttribute('#verdict-head', 'aria-live'), 'assertive');
      assert.equal(await desk.page.locator('.check').count(), 7);
    }),

  'a changed credential: rejected, no claim anywhere in the page': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await desk.paste(world.good.scan);
      await desk.verdict();
      await desk.paste(world.changed.scan);
      await desk.page.waitForSelector('.verdict-reject');
      assert.equal(await desk.code(), 'signature.invalid');
      const everything = await desk.everything();
      for (const claim of world.claims) assert.ok(!everything.includes(claim), claim);
      assert.equal(await desk.page.locator('[data-claim], .claims').count(), 0);
    }),

  'an expired credential and a pointer say why': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await desk.page.click('[data-sample="expired"]');
      await desk.page.waitForSelector('.verdict-reject');
      assert.equal(await desk.code(), 'credential.expired');
      await desk.page.click('[data-sample="pointer"]');
      await desk.page.waitForSelector('.verdict-indeterminate');
      assert.equal(await desk.code(), 'envelope.online_only');
    }),

  'a browser without WebAssembly: the same verdict, and the trust card says what checks': (world, browser) =>
    atDesk(
      world,
      browser,
      async (desk) => {
        await desk.paste(world.good.scan);
        assert.equal(await desk.verdict(), 'accept');
        assert.match(await desk.page.locator('#trust-about').textContent(), /JavaScript/);
      },
      { init: () => delete globalThis.WebAssembly },
    ),

  'a picture is chosen': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await desk.page.setInputFiles('#picture-file', { name: 'code.png', mimeType: 'image/png', buffer: world.picture });
      assert.equal(await desk.verdict(), 'accept');
    }),

  'a picture is dropped': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await desk.hand('drop', { name: 'code.png', type: 'image/png', bytes: world.picture });
      assert.equal(await desk.verdict(), 'accept');
    }),

  'a picture is pasted': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await desk.hand('paste', { name: 'code.png', type: 'image/png', bytes: world.picture });
      assert.equal(await desk.verdict(), 'accept');
    }),

  'a picture without a code, and a file that is no picture': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      const blank = Buffer.from(BLANK_PNG, 'base64');
      await desk.page.setInputFiles('#picture-file', { name: 'blank.png', mimeType: 'image/png', buffer: blank });
      assert.equal(await desk.verdict(), 'indeterminate');
      assert.equal(await desk.code(), 'envelope.missing');
      await desk.page.setInputFiles('#picture-file', { name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
      await desk.page.waitForFunction(() => document.getElementById('status').textContent.includes('PNG'));
    }),

  'the camera sees a code and stops': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await desk.page.click('#camera-start');
      assert.equal(await desk.verdict(), 'accept');
      await desk.page.waitForSelector('#camera', { state: 'hidden' });
      assert.equal(await desk.page.evaluate(() => document.getElementById('camera-video').srcObject), null);
    }),

  'the parts of a code are collected': (world, browser) => {
    if (!world.parts) return 'no case of several parts';
    return atDesk(world, browser, async (desk) => {
      const [first, ...others] = world.parts.scan.trim().split(/\s+/);
      await desk.paste(first);
      await desk.page.waitForSelector('.parts');
      assert.equal(await desk.code(), 'envelope.chunk_missing');
      assert.match(await desk.page.innerText('.parts'), /2/);
      for (const other of others) await desk.paste(other);
      await desk.page.waitForSelector('.verdict-accept');
    }, { world: 'parts' });
  },

  'English is spoken and remembered': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await desk.paste(world.good.scan);
      await desk.verdict();
      const chinese = await desk.page.innerText('#verdict');
      await desk.page.click('[data-lang="en"]');
      assert.equal(await desk.page.getAttribute('html', 'lang'), 'en');
      assert.notEqual(await desk.page.innerText('#verdict'), chinese);
      assert.ok(!/[\u4e00-\u9fff]/.test(await desk.page.innerText('.checks')), 'no Chinese among the checks');
      await desk.page.reload();
      await desk.page.waitForSelector('html[data-ready]');
      assert.equal(await desk.page.getAttribute('html', 'lang'), 'en');
    }),

  'a real counter keeps a journal in this browser, and gives it out': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await atTimeOf(desk, world.good);
      assert.ok(!(await desk.page.isVisible('#journal')), 'the demo keeps none');
      await ownTrust(desk, world.good.anchors);
      assert.ok(!(await desk.page.isVisible('#samples-box')), 'a real counter has no samples');
      await entries(desk, 1);
      await desk.paste(world.good.scan);
      assert.equal(await desk.verdict(), 'accept');
      await entries(desk, 2);
      assert.match(await desk.page.innerText('.facts'), /日志\s+第 1 条（[0-9a-f]{16}）/);
      await desk.page.click('#journal-purge');
      await desk.page.waitForFunction(() => /0 条/.test(document.getElementById('journal-status').textContent));
      const lines = await downloaded(desk, 'jsonl');
      const table = await downloaded(desk, 'csv');
      const checkpoint = await downloaded(desk, 'checkpoint');
      assert.equal(lines.trim().split('\n').length, 2);
      assert.ok(table.split('\n').length > 2);
      assert.equal(JSON.parse(checkpoint).sequence, 1);
      for (const claim of world.claims) assert.ok(!lines.includes(claim) && !table.includes(claim), claim);

      await desk.page.reload();
      await desk.page.waitForSelector('html[data-ready]');
      await ownTrust(desk, world.good.anchors);
      await entries(desk, 2);
    }),

  'what a keyboard might have meant, and what was not all, are no entries': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await ownTrust(desk, world.good.anchors);
      await entries(desk, 1);
      const { keyboard } = desk.page;
      await desk.page.focus('#gun');
      await keyboard.type(world.good.scan.slice(0, 300));
      await desk.page.waitForTimeout(350);
      await keyboard.type(world.good.scan.slice(300));
      await keyboard.press('Enter');
      await desk.verdict();
      await entries(desk, 2);
    }),

  'without a journal a real counter accepts nobody, and says why': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await atTimeOf(desk, world.good);
      await desk.page.evaluate(() => {
        IDBFactory.prototype.open = () => {
          throw new DOMException('none here', 'SecurityError');
        };
      });
      await ownTrust(desk, world.good.anchors);
      await desk.page.waitForFunction(() => document.getElementById('journal-now').textContent !== '');
      await desk.paste(world.good.scan);
      assert.equal(await desk.verdict(), 'indeterminate');
      assert.equal(await desk.code(), 'policy.journal_missing');
    }),

  'own anchors: a wrong file is refused in words, a right one is used': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      const load = (text) =>
        desk.page.setInputFiles('#trust-file', { name: 'own.json', mimeType: 'application/json', buffer: Buffer.from(text) });
      await desk.page.click('#trust-chip');
      await load('[{"kid":"x","surprise":1}]');
      await desk.page.waitForFunction(() => document.getElementById('trust-status').textContent.includes('anchors[0]'));
      await load('[not json');
      await desk.page.waitForFunction(() => document.getElementById('trust-status').textContent.includes('JSON'));
      assert.equal(await desk.page.getAttribute('#trust-chip', 'data-kind'), 'demo');
      await load('[]');
      await desk.page.waitForSelector('#trust-chip[data-kind="own"]');
      await desk.paste(world.good.scan);
      assert.equal(await desk.verdict(), 'indeterminate');
      assert.equal(await desk.code(), 'trust.issuer_unknown');
      await desk.page.click('#trust-back');
      await desk.page.waitForSelector('#trust-chip[data-kind="demo"]');
    }),

  'the next person finds nothing of the last': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await desk.paste(world.good.scan);
      await desk.verdict();
      await desk.next();
      const everything = await desk.everything();
      for (const claim of world.claims) assert.ok(!everything.includes(claim), claim);
      assert.equal(await desk.page.evaluate(() => document.activeElement.id), 'gun');
      assert.equal(await desk.page.inputValue('#gun'), '');
    }),

  'the copied receipt holds no claims': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await desk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await desk.paste(world.good.scan);
      await desk.verdict();
      await desk.page.click('#act-copy');
      await desk.page.waitForFunction(() => document.querySelector('.actions .status').textContent !== '');
      const copied = await desk.page.evaluate(() => navigator.clipboard.readText());
      const receipt = JSON.parse(copied);
      assert.equal(receipt.verdict, 'accept');
      assert.ok(!('claims' in receipt) && !('outputs' in receipt));
      for (const claim of world.claims) assert.ok(!copied.includes(claim), claim);
    }),

  'the printed receipt is masked': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await desk.paste(world.good.scan);
      await desk.verdict();
      await desk.page.emulateMedia({ media: 'print' });
      assert.ok(await desk.page.isVisible('#slip'));
      assert.ok(!(await desk.page.isVisible('main')));
      const paper = await desk.page.innerText('#slip');
      assert.ok(!paper.includes(world.holder), 'the holder is not named in full');
      assert.ok(!paper.includes(world.number), 'no full number');
      assert.ok(paper.includes(world.number.slice(-4)), 'the last four are there');
      assert.match(paper, /[0-9a-f]{64}/, 'the hash of the module');
    }),

  'the keyboard reaches everything': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      const reached = new Set();
      await desk.page.evaluate(() => document.activeElement.blur());
      for (let press = 0; press < 40; press += 1) {
        await desk.page.keyboard.press('Tab');
        const name = await desk.page.evaluate(() => {
          const { id, dataset } = document.activeElement;
          return id || dataset.lang || dataset.sample || '';
        });
        reached.add(name);
      }
      const wanted = ['trust-chip', 'zh-Hans', 'en', 'gun', 'camera-start', 'picture-choose', 'paste-text', 'paste-verify', 'good'];
      assert.deepEqual(wanted.filter((one) => !reached.has(one)), []);
    }),

  'targets are 44 pixels high': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await desk.page.click('[data-sample="good"]');
      await desk.verdict();
      const small = await desk.page.evaluate(() =>
        [...document.querySelectorAll('button, input:not([type=file]), select, summary, textarea')]
          .filter((node) => node.offsetParent !== null && node.getBoundingClientRect().height < 44)
          .map((node) => node.id || node.className));
      assert.deepEqual(small, []);
    }, { viewport: { width: 390, height: 844 } }),
};

/** Brings anchors of one's own: from then on the desk is a real counter. */
async function ownTrust(desk, anchors) {
  const file = { name: 'own.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(anchors)) };
  await desk.page.setInputFiles('#trust-file', file);
  await desk.page.waitForSelector('#trust-chip[data-kind="own"]');
}

/** Opens the page again in the time of a case: a real counter verifies as of now. */
async function atTimeOf(desk, { at }) {
  await desk.page.clock.setFixedTime(at * 1000);
  await desk.page.reload();
  await desk.page.waitForSelector('html[data-ready]');
}

/** Waits until the page says that the journal has so many entries. */
function entries(desk, count) {
  return desk.page.waitForFunction((text) => document.getElementById('journal-now').textContent.includes(text), `共 ${count} 条`);
}

/** The text of a file that the journal card gives out. */
async function downloaded(desk, name) {
  const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.page.click(`#journal-${name}`)]);
  return readFile(await download.path(), 'utf8');
}

async function atDesk(world, browser, work, { world: other, ...options } = {}) {
  const desk = await openDesk(browser, other ? world.addresses[other] : world.addresses.desk, options);
  try {
    await work(desk);
  } catch (fault) {
    await desk.context.close();
    throw fault;
  }
  await desk.close();
}

/** A white picture of 8 × 8 pixels. */
const BLANK_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAADklEQVR4nGP4DwUMlDEA98A/wbI0QbsAAAAASUVORK5CYII=';
