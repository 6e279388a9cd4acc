// One desk page under test: what it asked for, what its policy refused, and what a clerk does on it.

/** Opens the page at `address` in a context of its own; `init` runs before its scripts, `options` are the context's. */
export async function openDesk(browser, address, { ready = true, init, ...options } = {}) {
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  const watched = { requests: [], faults: [] };
  context.on('request', (request) => watched.requests.push(request.url()));
  context.on('weberror', (fault) => watched.faults.push(`error: ${fault.error().message}`));
  context.on('console', (message) => {
    if (/Content Security Policy|TrustedScript/i.test(message.text())) watched.faults.push(message.text());
  });
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.refused = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      globalThis.refused.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  if (init) await page.addInitScript(init);
  await page.goto(address);
  if (ready) await page.waitForSelector('html[data-ready]');
  return new Desk(page, context, watched, new URL(address).origin);
}

class Desk {
  constructor(page, context, watched, origin) {
    Object.assign(this, { page, context, watched, origin });
  }

  /** The verdict on the screen, after something was shown: `accept`, `reject`, `indeterminate`. */
  async verdict() {
    const band = this.page.locator('#verdict-head [data-verdict]:not(.verdict-waiting)');
    await band.waitFor({ timeout: 15000 });
    return band.getAttribute('data-verdict');
  }

  /** The receipt's code on the screen. */
  code() {
    return this.page.locator('.facts code').innerText();
  }

  async paste(text) {
    await this.page.fill('#paste-text', text);
    await this.page.click('#paste-verify');
  }

  async next() {
    await this.page.click('#act-next');
    await this.page.waitForSelector('.verdict-waiting');
  }

  /** Drops or pastes a file on the page, as the browser would: `how` is `drop` or `paste`. */
  async hand(how, { name, type, bytes }) {
    await this.page.evaluate(
      ([kind, file]) => {
        const data = new DataTransfer();
        const content = Uint8Array.from(atob(file.base64), (one) => one.charCodeAt(0));
        data.items.add(new File([content], file.name, { type: file.type }));
        const event =
          kind === 'drop'
            ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
      },
      [how, { name, type, base64: bytes.toString('base64') }],
    );
  }

  /** Every text of the page, shown or not, and every attribute: where nothing of a claim may be. */
  everything() {
    return this.page.evaluate(() => document.documentElement.outerHTML);
  }

  /** Closes, and fails when anything was asked of another origin or refused by the policy. */
  async close() {
    const refused = this.page.url().startsWith('http') ? await this.page.evaluate(() => globalThis.refused ?? []) : [];
    await this.context.close();
    const foreign = this.watched.requests.filter((url) => !url.startsWith(`${this.origin}/`) && !/^(blob|data):/.test(url));
    const faults = [...foreign.map((url) => `request to ${url}`), ...refused, ...this.watched.faults];
    if (faults.length > 0) throw new Error(faults.join('; '));
  }
}
