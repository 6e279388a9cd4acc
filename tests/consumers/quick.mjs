// The consumers that need no more than pkg/ has installed and a browser: for `cargo xtask test`. The whole
// table is run.mjs's; that the READMEs have all of its rows is held here.
//
// Usage: node tests/consumers/quick.mjs [--json]

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { findBrowser } from '../browser/browser.mjs';
import { createReport } from '../node/report.mjs';
import { CONSUMERS, titles } from './consumers.mjs';
import { createRunner } from './runner.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const { report, test, close } = createReport();
const runner = await createRunner(path('../../pkg'), path('../../target/consumers/quick'));
const browser = findBrowser();
if (!browser) console.log('suite consumers: absent, no Chromium, Chrome or Edge found (YANZHENG_BROWSER names one)');
try {
  for (const consumer of CONSUMERS.filter(({ quick }) => quick)) {
    if (consumer.page !== undefined && !browser) {
      report('consumers', consumer.id, 'no browser');
      continue;
    }
    for (const { consumer: title, faults } of await runner.run(consumer)) {
      report('consumers', title, faults.length > 0 ? new Error(faults.join('; ')) : undefined);
    }
  }
} finally {
  await runner.close();
}
await test('consumers', 'the READMEs have the table', readmes);
close(process.argv.includes('--json'));

/** Every consumer stands in both with the version of the tool that is installed. */
function readmes() {
  const { devDependencies } = JSON.parse(readFileSync(path('package.json'), 'utf8'));
  const wanted = CONSUMERS.flatMap((consumer) => {
    const version = devDependencies[consumer.tool] ?? '';
    return titles(consumer).map((title) => `| ${title} | ${version}`);
  });
  for (const name of ['README.md', 'README.zh-CN.md']) {
    const text = readFileSync(path(`../../${name}`), 'utf8');
    const missing = wanted.filter((row) => !text.includes(row));
    assert.deepEqual(missing, [], `${name} lacks rows of \`cargo xtask matrix --markdown\``);
  }
}
