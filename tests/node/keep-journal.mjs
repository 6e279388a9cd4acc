// Shows every presentation of a world to a counter that keeps a journal, and says each verdict once it has
// it: `sequence sha256 nonce code`. Made to be killed, and to run beside others on one directory.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread, parentPort } from 'node:worker_threads';

const { createVerifier, fileStore } = await import(new URL('../../pkg/dist/node.mjs', import.meta.url));
const [folder, turn] = process.argv.slice(2);
const { anchors, policy, at, presentations } = JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8'));
const say = (line) => (isMainThread ? process.stdout.write(`${line}\n`) : parentPort.postMessage(line));

say('begins');
const verifier = await createVerifier({ anchors, store: fileStore(join(folder, 'store')), now: () => at * 1000 });
const all = presentations.map((_, index) => presentations[(index + Number(turn)) % presentations.length]);
for (const { nonce, scan } of all) {
  const { code, entry } = await verifier.verify(scan, { scenario: policy });
  say(entry === undefined ? `unkept ${code}` : `${entry.sequence} ${entry.sha256} ${nonce} ${code}`);
}
say('ends');
if (!isMainThread) process.exit();
