// The holder step at the desk: what the counter asks, the request that it shows, what the page says of
// either, and codes that hold several credentials.

import assert from 'node:assert/strict';

import { openDesk } from './page.mjs';
import { readQr } from './world.mjs';

const choose = (desk, asks) => desk.page.check(`#holder-${asks}`, { force: true });
const shown = (desk) => desk.page.locator('#challenge-text').textContent();

export const holderTests = {
  'by eye: paper is taken, and said to be paper': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await desk.paste(world.good.scan);
      assert.equal(await desk.verdict(), 'accept');
      assert.equal(await desk.page.getAttribute('.assurance', 'data-assurance'), 'paper');
      await desk.page.emulateMedia({ media: 'print' });
      assert.match(await desk.page.innerText('.slip-assurance'), /不能证明持有人在场/);
    }),

  'own device: paper is refused': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await choose(desk, 'device');
      assert.match(await desk.page.innerText('#holder-about'), /hotel\.check-in/);
      assert.ok(!(await desk.page.isVisible('#request')));
      await desk.paste(world.good.scan);
      assert.equal(await desk.verdict(), 'reject');
      assert.equal(await desk.code(), 'holder.required');
      assert.equal(await desk.page.locator('.assurance, .claims').count(), 0);
      assert.match(await desk.page.innerText('.instead'), /出示方式\s+要由持有人用自己的手机当场出示/);
    }),

  'a challenge for each person, gone with the choice': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await choose(desk, 'live');
      const first = await shown(desk);
      assert.match(first, /^[\w-]{22}$/);
      await desk.paste(world.good.scan);
      assert.equal(await desk.verdict(), 'reject');
      assert.equal(await desk.code(), 'holder.required');
      assert.equal(await shown(desk), first, 'the same person has the same challenge');
      await desk.next();
      const second = await shown(desk);
      await desk.page.click('#request-new');
      assert.equal(new Set([first, second, await shown(desk)]).size, 3);
      assert.ok(!(await desk.everything()).includes(first));
      await choose(desk, 'none');
      assert.equal(await shown(desk), '');
      await desk.paste(world.good.scan);
      await desk.page.waitForSelector('.verdict-accept');
    }),

  'the request is drawn as it is copied, and enlarged': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await desk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await choose(desk, 'live');
      await desk.page.click('#request-copy');
      await desk.page.waitForFunction(() => document.getElementById('request-status').textContent !== '');
      const copied = await desk.page.evaluate(() => navigator.clipboard.readText());
      assert.match(copied, /^3690414\d+$/);
      for (const colorScheme of ['light', 'dark']) {
        await desk.page.emulateMedia({ colorScheme });
        assert.deepEqual(await readQr(await desk.page.locator('#request-qr').screenshot()), [copied], colorScheme);
      }
      await desk.page.click('#request-qr');
      assert.deepEqual(await readQr(await desk.page.locator('#enlarged-qr').screenshot()), [copied], 'enlarged');
    }),

  'without random numbers there is no challenge, and the page says so': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      await desk.page.evaluate(() => {
        crypto.getRandomValues = () => {
          throw new Error('none');
        };
      });
      await choose(desk, 'live');
      assert.ok(!(await desk.page.isVisible('#request-qr')));
      assert.match(await desk.page.innerText('#request-fault'), /出不了挑战码/);
      await desk.paste(world.good.scan);
      assert.equal(await desk.verdict(), 'reject', 'it is not taken as paper instead');
    }),

  'a code that answers the challenge on the screen': (world, browser) => {
    if (!world.live) return 'no case of a code that answers a challenge';
    return atDesk(world, browser, async (desk) => {
      await desk.page.evaluate((challenge) => {
        const bytes = atob(challenge.replace(/-/g, '+').replace(/_/g, '/'));
        crypto.getRandomValues = (array) => (array.set([...bytes].map((one) => one.charCodeAt(0))), array);
      }, world.live.challenge);
      await choose(desk, 'live');
      assert.equal(await shown(desk), world.live.challenge);
      await desk.paste(world.live.scan);
      assert.equal(await desk.verdict(), 'accept', await desk.code());
      assert.equal(await desk.page.getAttribute('.assurance', 'data-assurance'), 'live');
    }, { world: 'live' });
  },

  'a sample is asked what it was made for, whatever the counter asks': (world, browser) => {
    if (!world.live) return 'no case of a code that answers a challenge';
    return atDesk(world, browser, async (desk) => {
      await choose(desk, 'live');
      await desk.page.click('[data-sample="live"]');
      assert.equal(await desk.verdict(), 'accept', await desk.code());
      assert.equal(await desk.page.getAttribute('.assurance', 'data-assurance'), 'live');
      await desk.page.click('[data-sample="good"]');
      await desk.page.waitForSelector('[data-assurance="paper"]');
    });
  },

  'several credentials: a card each, on paper too, and nothing of their claims in the copy': (world, browser) => {
    if (!world.several) return 'no case of several credentials';
    return atDesk(world, browser, async (desk) => {
      await desk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await desk.page.click('[data-sample="several"]');
      assert.equal(await desk.verdict(), 'accept', await desk.code());
      const cards = await desk.page.locator('.credential').count();
      assert.ok(cards > 1 && cards === (await desk.page.locator('.credential .claims').count()));
      assert.equal(await desk.page.locator('.credential .check').count(), 7 * cards);
      await desk.page.click('#act-copy');
      await desk.page.waitForFunction(() => document.querySelector('.actions .status').textContent !== '');
      const copied = JSON.parse(await desk.page.evaluate(() => navigator.clipboard.readText()));
      assert.equal(copied.parts.length, cards);
      assert.doesNotMatch(JSON.stringify(copied), /"claims"/);
      await desk.page.emulateMedia({ media: 'print' });
      assert.equal(await desk.page.locator('.slip ol').count(), cards);
    });
  },

  'several credentials, one of them refused: no claim of any': (world, browser) => {
    if (!world.spoilt) return 'no case of several credentials with one cancelled';
    return atDesk(world, browser, async (desk) => {
      await desk.page.click('[data-sample="spoilt"]');
      assert.equal(await desk.verdict(), 'reject');
      assert.equal(await desk.page.locator('.claims, [data-claim], .assurance').count(), 0);
      const verdicts = await desk.page.locator('.credential').evaluateAll((cards) => cards.map((card) => card.dataset.verdict));
      assert.ok(verdicts.includes('reject'), verdicts.join());
    });
  },

  'a pointer says what to ask for instead': (world, browser) =>
    atDesk(world, browser, async (desk) => {
      const advice = async (scan) => {
        await desk.paste(scan);
        await desk.page.waitForSelector('.verdict-indeterminate');
        const text = await desk.page.innerText('.next');
        await desk.next();
        return text;
      };
      const scans = ['https://example.org/a', 'https://www.gsxt.gov.cn/x', 'wxp://f2f0abc', '4642087996'];
      const all = [];
      for (const scan of scans) all.push(await advice(scan));
      assert.equal(new Set(all).size, scans.length);
      for (const text of all) assert.match(text, /请.*(证照码|原件)/);
    }),
};

async function atDesk(world, browser, work, { world: other = 'desk', ...options } = {}) {
  const desk = await openDesk(browser, world.addresses[other], options);
  try {
    await work(desk);
  } catch (fault) {
    await desk.context.close();
    throw fault;
  }
  await desk.close();
}
