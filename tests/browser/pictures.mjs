// Real certificates: the pictures of national test sets, chosen at the desk as a clerk would.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { openDesk } from './page.mjs';
import { repository } from './world.mjs';

const folder = join(process.env.YANZHENG_VECTORS ?? join(repository, '../shared/vectors'), 'hcert-pictures');

/** Why these tests cannot run here, or undefined. */
export const picturesAbsent = existsSync(join(folder, 'trust.json')) ? undefined : 'no public vectors at YANZHENG_VECTORS or ../shared/vectors';

async function rows() {
  const [head, ...lines] = (await readFile(join(folder, 'index.csv'), 'utf8')).trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at], cell])));
}

async function anchorsFile() {
  const trusted = JSON.parse(await readFile(join(folder, 'trust.json'), 'utf8'));
  const anchors = trusted.map(({ kid, certificate }) => ({ kid, certificate }));
  return { name: 'trust.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(anchors)) };
}

/** Opens the desk at that second, with the anchors of the set. */
async function openAt(world, browser, seconds) {
  const desk = await openDesk(browser, world.addresses.bare);
  await desk.page.clock.setFixedTime(new Date(seconds * 1000));
  await desk.page.reload();
  await desk.page.waitForSelector('html[data-ready]');
  await desk.page.setInputFiles('#trust-file', await anchorsFile());
  await desk.page.waitForSelector('#trust-chip[data-kind="own"]');
  return desk;
}

async function choose(desk, file) {
  const picture = { name: 'code.png', mimeType: 'image/png', buffer: await readFile(join(folder, file)) };
  await desk.page.setInputFiles('#picture-file', picture);
  return desk.verdict();
}

export const pictureTests = {
  'a known signer: accepted at its time': async (world, browser) => {
    const row = (await rows()).find((one) => one.key_known === 'True' && one.alg === '-7');
    const desk = await openAt(world, browser, Number(row.iat));
    assert.equal(await choose(desk, row.file), 'accept', await desk.code());
    assert.ok((await desk.page.locator('[data-claim]').count()) > 3);
    await desk.close();
  },

  'an unknown signer: undecided, not rejected': async (world, browser) => {
    const row = (await rows()).find((one) => one.key_known === 'False' && one.alg === '-7');
    const desk = await openAt(world, browser, Number(row.iat));
    assert.equal(await choose(desk, row.file), 'indeterminate');
    assert.equal(await desk.code(), 'trust.issuer_unknown');
    await desk.close();
  },

  'every picture of the set can be read': async (world, browser) => {
    const all = await rows();
    const desk = await openAt(world, browser, Math.floor(Number(all[0].iat)));
    const unread = [];
    for (const { file } of all) {
      await choose(desk, file);
      if (/^(envelope|encoding)\./.test(await desk.code())) unread.push(`${file} ${await desk.code()}`);
      await desk.next();
    }
    await desk.close();
    assert.deepEqual(unread, []);
  },
};
