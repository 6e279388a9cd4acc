// Both engines, held to each other: the WebAssembly module and its translation to JavaScript say the same,
// byte for byte, of every case in tests/vectors and of much that is no case. Whether what they say is right,
// the other suites know.
//
// What they are asked stands in engines-asked.mjs, engines-traps.mjs and engines-together.mjs. The translation
// takes its time, so every processor takes a share.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

const THREAD = new URL('./engines-thread.mjs', import.meta.url);

export async function run(test) {
  const shares = availableParallelism();
  await Promise.all(Array.from({ length: shares }, (_, share) => runShare(test, { share, shares })));
}

/** Reports what a thread found; a thread that dies is a fault of its own. */
function runShare(test, workerData) {
  const reported = [];
  return new Promise((resolve) => {
    const worker = new Worker(THREAD, { workerData });
    const say = (suite, id, fault) =>
      reported.push(test(suite, id, () => {
        if (fault !== undefined) throw new Error(fault);
      }));
    worker.on('message', ([suite, id, fault]) => say(suite, id, fault));
    worker.on('error', (error) => say('engines', `thread ${workerData.share}`, String(error.stack)));
    worker.on('exit', () => resolve(Promise.all(reported)));
  });
}
