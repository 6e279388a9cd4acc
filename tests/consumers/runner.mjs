// Runs one consumer: copies its project, builds it, runs it, and judges what it printed.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { openRealm } from '../miniprogram/realm.mjs';
import { judge as judgeSixty } from '../node/sixty.mjs';
import { cases, judge } from './cases.mjs';
import { check } from './check.mjs';
import { REFUSED, STRICT } from './consumers.mjs';
import { isOutcome, openBrowser, readPage, serveFolder } from './pages.mjs';
import { finish, listen, script } from './programs.mjs';
import { createWorkshop } from './projects.mjs';

/** The tests of the runtimes of mini-programs. */
const SUITES = fileURLToPath(new URL('../miniprogram/run.mjs', import.meta.url));

/** `tools` is the folder whose node_modules has the bundlers; projects are copied to `home`. */
export async function createRunner(tools, home) {
  const workshop = await createWorkshop(home);
  const { createVerifier, WASM_SHA256 } = await workshop.load();
  const reference = await check(createVerifier, cases);
  let browser = null;

  /**
   * What each side of a consumer printed, `{ outcome, faults }`, with the name of the `side` where there are
   * several, its `engine` where that is not the consumer's, and what it printed under the `strict` policy.
   */
  async function sides(consumer) {
    const folder = workshop.project(consumer);
    const run = (name) => finish(script(folder, name), { folder, tools });
    if (consumer.build) await run(consumer.build);
    if (consumer.run) return [printed(await run(consumer.run))];
    if (consumer.realms) return inRealms(folder, consumer.realms);
    if (browser === null) browser = await openBrowser();
    if (!browser) throw new Error('no Chromium, Chrome or Edge found (YANZHENG_BROWSER names one)');
    return consumer.serve ? fromServer(consumer, folder) : [await fromFolder(consumer, folder)];
  }

  /** A page whose own server runs, and what that server found, where it verifies too. */
  async function fromServer({ serve, server }, folder) {
    const { address, close } = await listen(script(folder, serve), { folder, tools });
    try {
      const read = await readPage(browser, address);
      return server ? [{ side: 'server', outcome: read.server, faults: read.faults }, { side: 'client', ...read }] : [read];
    } finally {
      close();
    }
  }

  /** A page of files. */
  async function fromFolder({ site = '', page, policy, strict }, folder) {
    const read = async (kept, refused) => {
      const { address, close } = await serveFolder(join(folder, site), kept);
      try {
        return await readPage(browser, address + page, refused);
      } finally {
        close();
      }
    };
    return { ...(await read(policy, false)), strict: strict ? await read(STRICT, true) : undefined };
  }

  function judged({ outcome, faults }, engine) {
    if (!outcome) return { accept: false, reject: false, faults: [...faults, 'printed nothing'] };
    const { faults: wrong, ...verdicts } = judge(outcome, reference, engine);
    const sixty = outcome.sixty ? judgeSixty(outcome.sixty, WASM_SHA256) : [];
    const others = sixty.flatMap(([id, fault]) => (fault === undefined ? [] : [`${id}: ${fault}`]));
    const all = [...faults, ...wrong, ...others];
    const sound = all.length === 0; // a verdict for which something was fetched is none
    return { ...verdicts, accept: verdicts.accept && sound, reject: verdicts.reject && sound, faults: all };
  }

  return {
    /** The rows of a consumer: one, or one for each of its sides. */
    async run(consumer) {
      const from = Date.now();
      const found = await sides(consumer).catch(({ message }) => [{ faults: [message] }]);
      const seconds = Math.round((Date.now() - from) / 100) / 10;
      return found.map(({ side, engine = consumer.engine, strict, ...own }) => {
        const verdicts = judged(own, engine);
        const under = strict && judged(strict, REFUSED);
        return {
          consumer: side ? `${consumer.title}, ${side}` : consumer.title,
          version: workshop.version(consumer.tool, tools),
          ...verdicts,
          ...(under ? { strict: under.faults.length === 0 } : {}),
          ...(consumer.page === undefined && !consumer.serve ? {} : { browser: browser?.version() }),
          seconds,
          faults: [...verdicts.faults, ...(under ? under.faults.map((fault) => `strict policy: ${fault}`) : [])],
        };
      });
    },

    async close() {
      await browser?.close();
    },
  };
}

/** The outcome in a program's output: the only line of its kind. Test runners indent it. */
function printed(output) {
  const line = output.split('\n').map((one) => one.trim()).find(isOutcome);
  return { outcome: line && JSON.parse(line), faults: [] };
}

/** The mini-program's runtimes, fed with the files that the builder copied; all that is asked of them there. */
async function inRealms(folder, realms) {
  const directory = join(folder, 'app/miniprogram_npm/yanzheng');
  const found = [];
  for (const [side, engine] of Object.entries(realms)) {
    const { createVerifier } = openRealm(side, { directory }).require('yanzheng');
    const suites = finish(`node "${SUITES}" --from "${directory}" ${side}`, { folder });
    const faults = await suites.then(() => [], ({ message }) => [message]);
    const outcome = await check(createVerifier, cases).catch(({ message }) => void faults.push(message));
    found.push({ side, engine, outcome, faults });
  }
  return found;
}
