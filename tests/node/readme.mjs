// The five lines of both READMEs, run as they stand, with anchors and a scan from our own vectors.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

export async function run(test) {
  for (const file of ['README.md', 'README.zh-CN.md']) {
    await test('readme', file, async () => {
      const text = readFileSync(new URL(file, root), 'utf8');
      const [, example] = text.match(/```js\n([\s\S]*?)```/);
      const [, output] = text.match(/```text\n([\s\S]*?)\n```/);
      const lines = example.trim().split('\n');
      assert.equal(lines.length, 5, 'lines of the example');
      const body = lines
        .map((line) => line.replace(/^import (.*) from '(.*)';$/, (_, names, entry) => `const ${names} = await load('${entry}');`))
        .join('\n');
      const good = JSON.parse(readFileSync(new URL('tests/vectors/envelope.json', root), 'utf8')).find(
        ({ expect }) => expect.verdict === 'accept',
      );
      const printed = [];
      const { createVerifier } = await import(new URL('pkg/dist/index.mjs', root));
      const entries = {
        // The vectors have a clock of their own.
        yanzheng: { createVerifier: (options) => createVerifier({ now: () => good.at * 1000, ...options }) },
        'yanzheng/messages': await import(new URL('pkg/dist/messages.mjs', root)),
      };
      const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
      await new AsyncFunction('load', 'anchors', 'scan', 'console', body)(
        (entry) => entries[entry],
        good.anchors,
        good.scan,
        { log: (...words) => printed.push(words.join(' ')) },
      );
      assert.equal(printed.join('\n'), output.trim());
    });
  }
}
