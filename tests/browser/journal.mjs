// The journal in IndexedDB: many tabs, purging, a long journal, and browsers that are killed.
//
// YANZHENG_BROWSER_KILLS sets how often a browser is killed, YANZHENG_BROWSER_JOURNAL how long the journal is.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AT, createIssuer, POLICY } from '../node/wallet.mjs';
import { QUIET } from './browser.mjs';

const KILLS = Number(process.env.YANZHENG_BROWSER_KILLS || 5);
const ENTRIES = Number(process.env.YANZHENG_BROWSER_JOURNAL || 1000);
/** Kills of browsers on one profile, before a fresh one. */
const ROUNDS = 20;
/** Milliseconds after a page's first verdict within which its browser is killed. */
const LIFE = 150;
/** Milliseconds within which a browser must have said something. */
const PATIENCE = 60 * 1000;

/** Milliseconds that opening a long journal and adding an entry may take; a test run fails at four times these. */
const GOAL = { open: 1000, append: 5 };
const SLACK = 4;

const { anchors, wallet } = createIssuer();
const NAME = '王五-Retained';
const present = wallet({ name: NAME, number: 'N-1' });
const presentations = (length) => Array.from({ length }, (_, index) => ({ nonce: `n${index}`, scan: present(`n${index}`) }));
const WORLD = { anchors, policy: POLICY, at: AT };

export const journalTests = {
  '8 tabs with the same 100 nonces: 100 are accepted': (world, browser) =>
    inTabs(world, browser, 8, async (tabs) => {
      const given = { ...WORLD, presentations: presentations(100) };
      const codes = (await Promise.all(tabs.map((tab, index) => tab('show', { ...given, turn: index * 12 })))).flat();
      assert.deepEqual([...new Set(codes)].sort(), ['ok', 'policy.replayed']);
      assert.equal(codes.filter((code) => code === 'ok').length, 100);
      const { ok, entries, shown } = await tabs[0]('judge', WORLD);
      assert.deepEqual([ok, entries, shown.length, new Set(shown).size], [true, 801, 100, 100]);
    }),

  'after purging no record of any database has a claim': (world, browser) =>
    inTabs(world, browser, 1, async ([tab]) => {
      await tab('show', { ...WORLD, presentations: presentations(12) });
      const { before, after, purged, ok } = await tab('purge', { ...WORLD, text: NAME, until: AT + 31 * 86400 });
      assert.deepEqual([before, after, purged, ok], [12, 0, 12, true]);
    }),

  [`a journal of ${ENTRIES} entries opens and grows in bounds`]: (world, browser) =>
    inTabs(world, browser, 1, async ([tab]) => {
      const given = { ...WORLD, presentations: presentations(40) };
      await tab('show', { ...given, presentations: [] });
      for (let from = 1; from < ENTRIES; from += 5000) await tab('fill', { records: copies(from, Math.min(from + 5000, ENTRIES)) });
      const found = await tab('sizes', given);
      const append = found.kept - found.alone;
      console.error(`IndexedDB journal of ${ENTRIES} entries: open ${found.open.toFixed(0)} ms (goal ${GOAL.open}), append ${append.toFixed(2)} ms (goal ${GOAL.append}) beside ${found.alone.toFixed(2)} ms of verification, export ${found.export.toFixed(0)} ms`);
      assert.equal(found.lines, ENTRIES + 40);
      assert.ok(found.open <= GOAL.open * SLACK, `open took ${found.open} ms`);
      assert.ok(append <= GOAL.append * SLACK, `append took ${append} ms`);
    }),

  [`${KILLS} kills of the browser: the log is whole, nothing that was said is lost, nothing is accepted twice`]: async ({ path, folders }) => {
    let said = 0;
    let kills = 0;
    let dropped = 0;
    const begin = performance.now();
    while (kills < KILLS) {
      const rounds = Math.min(ROUNDS, KILLS - kills);
      const found = await killed(path, join(folders.desk, 'test'), rounds);
      said += found.said;
      kills += found.kills;
      dropped += Number(found.dropped);
    }
    const each = (performance.now() - begin) / kills / 1000;
    console.error(`${kills} kills of the browser: ${said} verdicts said, ${dropped} times it dropped the whole database, ${each.toFixed(1)} s each`);
    assert.ok(said >= kills, 'the browsers were killed before they said anything');
    assert.ok(dropped <= Math.max(1, kills / 50), `${dropped} databases were dropped`);
  },
};

/** Records that nobody can tell from others without following the chain: only the last ones are followed. */
function copies(from, to) {
  const records = [];
  for (let sequence = from; sequence < to; sequence += 1) {
    const line = JSON.stringify({ sequence, previous: '0'.repeat(64), at: AT, since: AT, purge: { entries: 1, filling: 'x'.repeat(1500) } });
    records.push({ key: `journal/${String(sequence).padStart(12, '0')}`, text: line });
  }
  return records;
}

/** Works with tabs of one profile, each of which can call a function of journal-page.js. */
async function inTabs(world, browser, count, work) {
  const context = await browser.newContext();
  try {
    const tabs = [];
    for (let index = 0; index < count; index += 1) {
      const page = await context.newPage();
      await page.goto(`${world.addresses.desk}test/empty.html`);
      tabs.push((name, given) => page.evaluate(async ([what, value]) => (await import('./journal-page.js'))[what](value), [name, given]));
    }
    await work(tabs);
  } finally {
    await context.close();
  }
}

/**
 * Kills browsers on one profile, and judges in the next one what the last one left. Now and then Chromium finds
 * a database that it was killed over unsound, and drops it whole: then the journal must be another one, and
 * nothing of before be taken for new.
 */
async function killed(path, files, rounds) {
  const profile = await mkdtemp(join(tmpdir(), 'yanzheng-'));
  const world = { ...WORLD, presentations: presentations(600), turn: 0 };
  const server = await reporting(files, world);
  const said = [];
  let name;
  try {
    for (let round = 0; round <= rounds; round += 1) {
      world.at = AT + round; // a journal that begins later does not know what was shown before
      const browser = startHeadless(path, profile, server.address);
      try {
        const { judged } = await server.next('judged');
        if (name !== undefined && judged.journal !== name) {
          assert.equal((await server.next('verdict')).verdict.code, 'policy.memory_missing');
          return { said: said.length, kills: round, dropped: true };
        }
        name = judged.journal;
        judge(judged, said);
        // The next page begins with one that was accepted before, and goes on to those that were not.
        world.turn = Math.max(0, judged.shown.length - 1);
        if (round === rounds) continue;
        said.push((await server.next('verdict')).verdict);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * LIFE));
      } finally {
        await browser.kill();
      }
      said.push(...server.rest().flatMap(({ verdict }) => verdict || []));
    }
  } finally {
    server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  return { said: said.length, kills: rounds, dropped: false };
}

function judge({ ok, code, entries, shown, lines }, said) {
  assert.equal(ok, true, `${code} after ${entries} entries`);
  assert.equal(new Set(shown).size, shown.length, 'a nonce was accepted twice');
  const known = new Set(lines);
  for (const { line, code: verdict } of said) {
    assert.ok(verdict === 'ok' || verdict === 'policy.replayed', verdict);
    assert.ok(known.has(line), `entry ${line} was said and is lost`);
  }
  const accepted = said.filter(({ code: verdict }) => verdict === 'ok').map(({ nonce }) => nonce);
  assert.equal(new Set(accepted).size, accepted.length, 'a nonce was said to be accepted twice');
}

/** A browser in a process group of its own, so that it is killed with all that it started. */
function startHeadless(path, profile, address) {
  const child = spawn(path, [...QUIET, `--user-data-dir=${profile}`, '--remote-debugging-port=0', '--no-zygote', address], {
    detached: true,
    stdio: 'ignore',
  });
  const gone = once(child, 'close');
  return {
    async kill() {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        child.kill('SIGKILL'); // where there are no process groups
      }
      await gone;
    },
  };
}

const PAGE = `<!doctype html><meta charset="utf-8"><title>test</title><script type="module">
import { untilKilled } from './journal-page.js';
const say = (what) => fetch('/say', { method: 'POST', body: JSON.stringify(what) });
untilKilled(await (await fetch('/world')).json(), say).catch((fault) => say({ fault: String(fault && fault.stack) }));
</script>`;

/** A server that gives pages the test's files and hears what they say. */
async function reporting(files, world) {
  let heard = [];
  let wake = () => {};
  const answers = { '/': ['text/html', PAGE], '/world': ['application/json', () => JSON.stringify(world)], '/favicon.ico': ['image/png', ''] };
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      let text = '';
      for await (const chunk of request) text += chunk;
      heard.push(JSON.parse(text));
      wake();
      return response.end();
    }
    const [type, body] = answers[request.url] || ['text/javascript', await readFile(join(files, request.url))];
    return response.setHeader('content-type', type).end(typeof body === 'function' ? body() : body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  /** The first of what was said that has this member; fails when the page failed or keeps silent. */
  async function next(name) {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const fault = heard.find((one) => one.fault);
      if (fault) throw new Error(fault.fault);
      const place = heard.findIndex((one) => one[name]);
      if (place >= 0) return heard.splice(place, 1)[0];
      if (Date.now() > deadline) throw new Error(`the browser did not say: ${name}`);
      await new Promise((resolve) => {
        wake = resolve;
        setTimeout(resolve, 1000);
      });
    }
  }

  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    next,
    rest() {
      const all = heard;
      heard = [];
      return all;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
