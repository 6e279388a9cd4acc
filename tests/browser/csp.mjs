// Content-Security-Policies and engines: which engine a page gets under each policy, what the browser objects
// to on the way, and that nothing is asked of anybody else. Each cell is a page of its own in a context of its
// own, because an entry decides once.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';

import { repository } from './world.mjs';

const DIST = join(repository, 'pkg/dist');
const NONCE = 'c2l4dHktY2FzZXM';

/** One ES256 and one SM2 that are accepted, and one that somebody changed. */
const CASES = ['envelope::code-all-elements', 'signature::code-sm2', 'signature::code-changed-name'];
const CODES = ['ok', 'ok', 'signature.invalid'];

// What a cell comes to: what runs the core or why nothing does, and what the browser objected to.
const EVAL = 'script-src wasm-eval';
const FETCH = 'connect-src';
const WASM = { engine: { name: 'wasm' }, violations: [] };
const JS = { engine: { name: 'js' }, violations: [] };
const FELL = { engine: { name: 'js', code: 'wasm.blocked_by_csp' }, violations: [EVAL] };
const BLOCKED = { code: 'wasm.blocked_by_csp', violations: [EVAL] };
/** Who brings the bytes to each call has each call refused. */
const BLOCKED_EACH = { code: 'wasm.blocked_by_csp', violations: [EVAL, EVAL] };
const UNFETCHED = { code: 'wasm.load_failed', violations: [FETCH] };

/** Every entry that a page can take, by the engine that it asks for, where the policy lets wasm run. */
const FREE = {
  'index.mjs': { auto: WASM, wasm: WASM, js: JS },
  'url.mjs': { auto: WASM, wasm: WASM, js: JS },
  'js.mjs': { auto: JS, js: JS },
  'slim.mjs': { auto: WASM, wasm: WASM },
  'yanzheng.min.js': { auto: WASM, wasm: WASM },
  'yanzheng.js-engine.min.js': { auto: JS, js: JS },
};

const POLICIES = [
  {
    policy: "script-src 'self'",
    csp: "default-src 'none'; script-src 'self'; connect-src 'self'",
    entries: {
      'index.mjs': { auto: FELL, wasm: BLOCKED, js: JS },
      'url.mjs': { auto: FELL, wasm: BLOCKED, js: JS },
      'js.mjs': { auto: JS, js: JS },
      'slim.mjs': { auto: BLOCKED_EACH, wasm: BLOCKED_EACH },
      'yanzheng.min.js': { auto: BLOCKED, wasm: BLOCKED },
      'yanzheng.js-engine.min.js': { auto: JS, js: JS },
    },
  },
  {
    policy: "script-src 'self' 'wasm-unsafe-eval'",
    csp: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
    entries: FREE,
  },
  {
    policy: 'the same, and nothing to connect to',
    csp: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
    entries: { ...FREE, 'url.mjs': { auto: UNFETCHED, wasm: UNFETCHED, js: JS }, 'slim.mjs': {} },
  },
  {
    policy: 'a nonce, strict-dynamic and Trusted Types',
    csp: [
      "default-src 'none'", `script-src 'nonce-${NONCE}' 'strict-dynamic' 'wasm-unsafe-eval'`, "connect-src 'self'",
      "require-trusted-types-for 'script'", "trusted-types 'none'",
    ].join('; '),
    entries: FREE,
  },
];

/** One test a cell. That a policy is in force is seen where it refuses. */
export const cspTests = Object.fromEntries(
  POLICIES.flatMap(({ policy, csp, entries }) =>
    Object.entries(entries).flatMap(([entry, engines]) =>
      Object.entries(engines).map(([engine, expected]) => [
        `${entry}, engine ${engine}, ${policy}`,
        (world, browser) => runCell(world, browser, { csp, entry, engine, expected }),
      ]),
    ),
  ),
);

async function runCell({ cases }, browser, { csp, entry, engine, expected }) {
  const server = await serveCell(csp, entry, cases);
  const context = await browser.newContext();
  try {
    const requests = [];
    context.on('request', (request) => requests.push(request.url()));
    const page = await context.newPage();
    await page.addInitScript(watch);
    await page.goto(`${server.origin}/?${new URLSearchParams({ entry, engine })}`);
    const found = await page.waitForFunction(() => globalThis.found).then((handle) => handle.jsonValue());
    const violations = (await page.evaluate(() => globalThis.refused)).map((each) => each.replace(/ https?:.*/, ''));
    const { violations: objections, ...outcome } = expected;
    assert.deepEqual(found, outcome.code ? outcome : { ...outcome, isFrozen: true, codes: [CODES, CODES, CODES] });
    assert.deepEqual(violations, objections);
    assert.deepEqual(requests.filter((url) => !url.startsWith(`${server.origin}/`)), [], 'requests to another origin');
    const isLoaded = requests.some((url) => url.endsWith('/js-engine.mjs'));
    if (/^(index|url)/.test(entry)) assert.equal(isLoaded, expected.engine?.name === 'js', 'the other engine is read where it is needed');
  } finally {
    await context.close();
    await server.close();
  }
}

/** In the page, before everything else: what the browser refuses. */
function watch() {
  globalThis.refused = [];
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    globalThis.refused.push(`${violatedDirective} ${blockedURI}`);
  });
}

/** A server of the package's files, of one page, and of what the page runs, all under one policy. */
async function serveCell(csp, entry, cases) {
  const own = { '/': await pageOf(entry), '/csp-page.js': await readFile(join(repository, 'tests/browser/csp-page.js')), '/cases.js': casesOf(cases) };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = join(DIST, pathname.replace(/^.*\//, ''));
    const content = own[pathname] ?? (existsSync(file) ? await readFile(file) : undefined);
    const type = pathname === '/' ? 'text/html; charset=utf-8' : pathname.endsWith('.wasm') ? 'application/wasm' : 'text/javascript; charset=utf-8';
    response.writeHead(content === undefined ? 404 : 200, { 'Content-Security-Policy': csp, 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' });
    response.end(content);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}

/** A build for a script tag stands in one, with its published hash. */
async function pageOf(entry) {
  const integrity = JSON.parse(await readFile(join(DIST, 'integrity.json'), 'utf8'))[entry];
  const tag = entry.endsWith('.min.js') ? `<script nonce="${NONCE}" src="${entry}" integrity="${integrity}"></script>` : '';
  return `<!doctype html><meta charset="utf-8"><title>csp</title>${tag}<script nonce="${NONCE}" type="module" src="csp-page.js"></script>`;
}

/** The cases as a script, since some policies let nothing be fetched. */
function casesOf(cases) {
  const own = CASES.map((id) => cases.find((one) => one.id === id));
  return `export default ${JSON.stringify(own.map(({ scan, at, anchors }) => ({ scan, at, anchors })))};`;
}
