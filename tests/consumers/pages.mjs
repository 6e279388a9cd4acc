// Opens what a consumer built in a browser, and reads the line that its page prints.

import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

import { chromium, findBrowser, QUIET } from '../browser/browser.mjs';
import { BROWSER } from './network.mjs';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};
const PATIENCE = 30_000;

/** A browser for all pages, or undefined where there is none. */
export async function openBrowser() {
  const executablePath = findBrowser();
  return executablePath && chromium.launch({ executablePath, args: [...QUIET, ...BROWSER] });
}

/** Serves a folder on this machine, under a Content-Security-Policy where one is given. */
export async function serveFolder(folder, policy) {
  const headers = policy === undefined ? {} : { 'Content-Security-Policy': policy };
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (!existsSync(file)) return response.writeHead(404, headers).end();
    response.writeHead(200, { ...headers, 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
    return createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * Opens an address and gives what the page printed and the text of its element `#server`, if any. Fails
 * when the page asked another origin for anything, when a request failed, when an error was thrown or said,
 * and when the policy refused anything; `refused` allows that it refuses WebAssembly, once.
 */
export async function readPage(browser, address, refused = false) {
  const context = await browser.newContext();
  const faults = [];
  const { origin } = new URL(address);
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(blob|data):/.test(url)) faults.push(`a request to ${url}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} for ${response.url()}`);
  });
  context.on('weberror', (fault) => faults.push(fault.error().message));
  try {
    const page = await context.newPage();
    await page.addInitScript(keepRefusals);
    const said = [];
    page.on('console', (message) => (message.type() === 'error' ? faults : said).push(message.text()));
    await page.goto(address);
    const until = Date.now() + PATIENCE;
    while (!said.some(isOutcome) && Date.now() < until && faults.length === 0) await page.waitForTimeout(20);
    const refusals = await page.evaluate(() => globalThis.refusals);
    if (refused && refusals.length < 2) refusals.splice(0, refusals.length, ...refusals.filter((one) => one !== 'wasm-eval'));
    const printed = said.filter(isOutcome);
    const server = await page.locator('#server').allInnerTexts();
    return {
      outcome: printed[0] && JSON.parse(printed[0]),
      server: server[0] && JSON.parse(server[0]),
      faults: [...faults, ...refusals.map((one) => `the policy refused ${one}`)],
    };
  } finally {
    await context.close();
  }
}

/** Runs in the page, before all else. */
function keepRefusals() {
  globalThis.refusals = [];
  document.addEventListener('securitypolicyviolation', ({ blockedURI }) => globalThis.refusals.push(blockedURI));
}

/** Whether a line of output is what `check` gave. */
export function isOutcome(line) {
  return line.startsWith('{"verdicts":');
}
