// The sixty in Chromium: every entry that a page can take, under both engines, and both builds for a script
// tag, each held to the receipts that tests/sixty.json has.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { judged } from '../node/sixty.mjs';
import { openDesk } from './page.mjs';
import { repository } from './world.mjs';

/** `[host, page, entry, engine]` */
const HOSTS = [
  ['browser', 'empty.html', 'index.js', 'wasm'],
  ['browser-engine-js', 'empty.html', 'index.js', 'js'],
  ['browser-url', 'empty.html', 'url.js', 'wasm'],
  ['browser-js', 'empty.html', 'js.js', 'js'],
  ['browser-script', 'script.html', 'yanzheng', 'wasm'],
  ['browser-script-js', 'script-js.html', 'yanzheng', 'js'],
];

/** Runs them; every host has a page of its own, which may ask nobody else for anything. */
export async function runSixty({ addresses }, browser, test) {
  const wasmSha256 = /^([0-9a-f]{64}) {2}yanzheng\.wasm$/m.exec(readFileSync(join(repository, 'pkg/dist/SHA256SUMS'), 'utf8'))[1];
  for (const [host, page, entry, engine] of HOSTS) {
    const desk = await openDesk(browser, `${addresses.desk}test/${page}`, { ready: false });
    const ask = async ([name, wanted]) => (await import('./sixty-page.js')).answers(name, wanted);
    const answers = await desk.page.evaluate(ask, [entry, engine]);
    await judged(test, host, answers, wasmSha256);
    await test(`${host}-sixty`, 'no other origin, nothing refused', () => desk.close());
  }
}
