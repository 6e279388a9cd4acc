// The network is cut, and the server with it, once the page has been loaded.

import assert from 'node:assert/strict';

import { serve } from '../../www/serve.mjs';
import { openDesk } from './page.mjs';

export const offlineTests = {
  'text, picture and a new start without any network': async (world, browser) => {
    const server = await serve({ root: world.folders.desk, port: 0 });
    const desk = await openDesk(browser, server.address);
    try {
      await desk.page.waitForSelector('#offline[data-state="ready"]', { timeout: 20000 });
      await desk.context.setOffline(true);
      await server.close();
      await desk.paste(world.good.scan);
      assert.equal(await desk.verdict(), 'accept');
      await desk.next();
      await desk.page.setInputFiles('#picture-file', { name: 'code.png', mimeType: 'image/png', buffer: world.picture });
      assert.equal(await desk.verdict(), 'accept');

      await desk.page.reload();
      await desk.page.waitForSelector('html[data-ready]');
      assert.equal(await desk.page.getAttribute('#trust-chip', 'data-kind'), 'demo', 'the demo is kept');
      await desk.hand('drop', { name: 'code.png', type: 'image/png', bytes: world.picture });
      assert.equal(await desk.verdict(), 'accept');
    } catch (fault) {
      await desk.context.close();
      await server.close();
      throw fault;
    }
    await desk.close();
  },

  'without demo data the page says so and trusts nobody': async (world, browser) => {
    const desk = await openDesk(browser, world.addresses.bare);
    assert.match(await desk.page.innerText('#samples'), /cargo xtask demo/);
    assert.equal(await desk.page.getAttribute('#trust-chip', 'data-kind'), 'none');
    await desk.paste(world.good.scan);
    assert.equal(await desk.verdict(), 'indeterminate');
    await desk.close();
  },

  'without a service worker and a camera (plain http) the rest works': async (world, browser) => {
    const desk = await openDesk(browser, world.addresses.desk, { ready: false, serviceWorkers: 'block' });
    await desk.page.addInitScript(() => {
      Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
      Object.defineProperty(navigator, 'serviceWorker', { value: undefined });
    });
    await desk.page.reload();
    await desk.page.waitForSelector('html[data-ready]');
    assert.ok(!(await desk.page.isVisible('#camera-start')));
    await desk.paste(world.good.scan);
    assert.equal(await desk.verdict(), 'accept');
    await desk.close();
  },
};

/** The server by itself: headers, and nothing outside of its folder. */
export const serverTests = {
  'headers, types and no way out of the folder': async (world) => {
    const at = (path, init) => fetch(new URL(path, world.addresses.desk), init);
    const page = await at('');
    const policy = page.headers.get('content-security-policy');
    for (const word of ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "frame-ancestors 'none'"]) {
      assert.ok(policy.includes(word), word);
    }
    assert.ok(!/unsafe-inline|'unsafe-eval'|https?:|\*/.test(policy), policy);
    assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(page.headers.get('referrer-policy'), 'no-referrer');
    assert.match(page.headers.get('permissions-policy'), /camera=\(self\)/);
    const html = await page.text();
    assert.ok(html.includes("default-src 'none'") && !/\son\w+=|\sstyle=|<style|<script(?![^>]*src=)/.test(html), 'no inline code');
    assert.equal((await at('zxing_reader.wasm')).headers.get('content-type'), 'application/wasm');
    assert.equal((await at('', { method: 'POST' })).status, 405);
    const outside = ['/../package.json', '/%2e%2e/%2e%2e/Cargo.toml', '/..%2f..%2fCargo.toml', '/%5c..%5cx', '/%00', '/%zz', '//etc/passwd', '/nothing', '/demo/'];
    for (const path of outside) assert.equal((await raw(world.addresses.desk, path)).status, 404, path);
  },
};

/** A request whose path is sent as it stands: `fetch` would tidy it first. */
async function raw(address, path) {
  const { request } = await import('node:http');
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode });
    }).on('error', reject).end();
  });
}
