// Runs everything that needs a browser: the common suite in a page, the sixty under both engines, the engines
// under Content-Security-Policies, the desk page with all its ways in, without network, at two sizes, in two
// languages; the journal in IndexedDB, with many tabs and kills.
//
// Usage: node tests/browser/run.mjs [--json] [--cases DIR] [suite sixty csp desk holder trust journal gun offline server hostile pictures looks]

import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { serve } from '../../www/serve.mjs';
import { createReport } from '../node/report.mjs';
import { chosen, film, ownCases, pageWith, qrCode, repository, sample, trusted } from './world.mjs';

const words = process.argv.slice(2);
const json = words.includes('--json');
const from = words.indexOf('--cases');
const cases = await ownCases(from < 0 ? undefined : words[from + 1]);
const names = words.filter((word, at) => !word.startsWith('--') && (from < 0 || at !== from + 1));
const wanted = (name) => names.length === 0 || names.includes(name);
const { report, test, close } = createReport();
const pkg = join(repository, 'pkg');

/** Leaves with one line: there is nothing to test, or nothing to test it with. */
function skip(why) {
  console.log(`suite browser: absent, ${why}`);
  report('browser', 'all', why);
  close(json);
  process.exit();
}

if (!existsSync(join(repository, 'www/dist/index.html'))) skip('the page is not built: run `cargo xtask build`');
const { findBrowser, startBrowser } = await import('./browser.mjs');
const path = findBrowser();
if (!path) skip('no Chromium, Chrome or Edge found (YANZHENG_BROWSER names one)');
const { good, changed, expired, pointer, live, several, spoilt, parts } = chosen(cases);
if (!good || !changed || !expired || !pointer) skip('tests/vectors has no cases to show');

const folder = await mkdtemp(join(tmpdir(), 'yanzheng-'));
const servers = [];
const browser = await startWith(folder);
try {
  const world = await makeWorld();
  const groups = {
    suite: () => runSuite(world),
    sixty: async () => (await import('./sixty.mjs')).runSixty(world, browser, test),
    csp: async () => runAll('csp', (await import('./csp.mjs')).cspTests, { cases }),
    desk: async () => runAll('desk', (await import('./desk.mjs')).deskTests, world),
    holder: async () => runAll('holder', (await import('./holder.mjs')).holderTests, world),
    trust: async () => runAll('trust', (await import('./trust.mjs')).trustTests, world),
    journal: async () => runAll('journal', (await import('./journal.mjs')).journalTests, world),
    gun: async () => runAll('gun', (await import('./gun.mjs')).gunTests, world),
    offline: async () => runAll('offline', (await import('./offline.mjs')).offlineTests, world),
    server: async () => runAll('server', (await import('./offline.mjs')).serverTests, world),
    hostile: async () => runAll('hostile', (await import('./hostile.mjs')).hostileTests, world),
    pictures: () => runPictures(world),
    looks: async () => runAll('looks', (await import('./looks.mjs')).lookTests, world),
  };
  for (const [name, group] of Object.entries(groups)) if (wanted(name)) await group();
} finally {
  await browser.close();
  for (const server of servers) await server.close();
  await rm(folder, { recursive: true, force: true });
}
close(json);

async function runAll(name, tests, world) {
  for (const [id, body] of Object.entries(tests)) await test(`browser-${name}`, id, () => body(world, browser));
}

async function runPictures(world) {
  const { pictureTests, picturesAbsent } = await import('./pictures.mjs');
  if (!picturesAbsent) return runAll('pictures', pictureTests, world);
  console.log(`suite browser-pictures: absent, ${picturesAbsent}`);
  for (const id of Object.keys(pictureTests)) report('browser-pictures', id, picturesAbsent);
}

async function runSuite(world) {
  const { openDesk } = await import('./page.mjs');
  const desk = await openDesk(browser, `${world.addresses.desk}test/empty.html`, { ready: false });
  const found = await desk.page.evaluate(async () => (await import('./suite-page.js')).results());
  for (const [suite, id, error] of found) report(suite, id, error?.failed ? new Error(error.failed) : (error ?? undefined));
  await test('browser-suite', 'no other origin, nothing refused', () => desk.close());
}

async function startWith(where) {
  const { symbol } = await qrCode(good.scan);
  await writeFile(join(where, 'camera.y4m'), film(symbol));
  return startBrowser(path, join(where, 'camera.y4m'));
}

/** The pages that are tested: a desk with a demo, one without, one for codes in parts, one for live ones. */
async function makeWorld() {
  const all = Object.entries({ good, changed, expired, pointer, live, several, spoilt });
  const shown = Object.fromEntries(all.filter(([, one]) => one));
  const pictures = {};
  for (const [id, { scan }] of Object.entries(shown)) pictures[`${id}.png`] = (await qrCode(scan)).png;
  const samples = Object.entries(shown).map(([id, one]) => sample(id, one));
  const demos = {
    desk: { at: good.at, ...trusted(Object.values(shown)), samples },
    parts: parts && { at: parts.at, anchors: parts.anchors, samples: [] },
    live: live && { at: live.at, ...trusted([live]), samples: [] },
  };
  const folders = {};
  for (const name of ['desk', 'parts', 'live', 'bare']) {
    folders[name] = join(folder, name);
    await pageWith(folders[name], demos[name] ?? {}, name === 'desk' ? pictures : {});
  }
  await rm(join(folders.bare, 'demo.json'));
  await testFiles(join(folders.desk, 'test'));
  const addresses = {};
  for (const [name, root] of Object.entries(folders)) {
    const server = await serve({ root, port: 0 });
    servers.push(server);
    addresses[name] = server.address;
  }
  const { certificateHolderName: holder, certificateHolderCode: number, ...others } = good.expect.claims;
  const claims = [holder, number, others.certificateNumber, others.certificateIdentifier].filter(Boolean);
  return { path, good, changed, expired, pointer, live, several, spoilt, parts, folders, addresses, claims, holder, number, picture: pictures['good.png'] };
}

/** Files beside the desk for what is run in a page without the desk. */
async function testFiles(to) {
  await mkdir(to, { recursive: true });
  await writeFile(join(to, 'empty.html'), '<!doctype html><meta charset="utf-8"><title>test</title><body>');
  await writeFile(join(to, 'vectors.json'), JSON.stringify(cases));
  await cp(join(repository, 'tests/trapping.mjs'), join(to, 'trapping.js'));
  await cp(join(repository, 'tests/sixty.json'), join(to, 'sixty.json'));
  for (const name of ['suite-page', 'sixty-page', 'trust-page', 'journal-page']) await cp(join(repository, `tests/browser/${name}.js`), join(to, `${name}.js`));
  for (const name of ['index', 'messages', 'url', 'js']) await cp(join(pkg, `dist/${name}.mjs`), join(to, `${name}.js`));
  for (const name of ['yanzheng.wasm', 'js-engine.mjs', 'yanzheng.min.js', 'yanzheng.js-engine.min.js']) await cp(join(pkg, 'dist', name), join(to, name));
  for (const [page, script] of [['script', 'yanzheng.min.js'], ['script-js', 'yanzheng.js-engine.min.js']]) {
    await writeFile(join(to, `${page}.html`), `<!doctype html><meta charset="utf-8"><title>test</title><script src="${script}"></script><body>`);
  }
  const { resolve } = createRequire(join(pkg, 'package.json'));
  const { build } = (await import(pathToFileURL(resolve('esbuild')))).default;
  await build({
    entryPoints: ['tests/suite.mjs', 'tests/sixty.mjs', 'tests/browser/claims-page.js'].map((name) => join(repository, name)),
    entryNames: '[name]',
    outdir: to,
    bundle: true,
    format: 'esm',
    logLevel: 'warning',
    alias: { 'yanzheng/messages': join(pkg, 'dist/messages.mjs') },
  });
}
