// Runs the consumers, and prints a row of JSON for each. The bundlers have to be installed already:
// `cargo xtask matrix` does it, and takes the network away.
//
// Usage: node tests/consumers/run.mjs --tools DIR [NAME …]
//
// --tools  the folder of the bundlers' node_modules; the projects are copied into it
// NAME     only the consumers whose name begins so

import { join, resolve } from 'node:path';

import { CONSUMERS } from './consumers.mjs';
import { network } from './network.mjs';
import { createRunner } from './runner.mjs';

const words = process.argv.slice(2);
const at = words.indexOf('--tools');
const tools = words[at + 1] && resolve(words[at + 1]);
if (at < 0 || !tools) {
  console.error('usage: node tests/consumers/run.mjs --tools DIR [NAME …]');
  process.exit(64);
}
const names = words.filter((_, index) => index !== at && index !== at + 1);
const wanted = CONSUMERS.filter(({ id }) => names.length === 0 || names.some((name) => id.startsWith(name)));
if (wanted.length === 0) {
  console.error(`no consumer is called ${names.join(' or ')}; there are ${CONSUMERS.map(({ id }) => id).join(', ')}`);
  process.exit(64);
}

const runner = await createRunner(tools, join(tools, 'projects'));
let sound = true;
try {
  for (const consumer of wanted) {
    console.error(`consumers: ${consumer.title}`);
    for (const row of await runner.run(consumer)) {
      for (const fault of row.faults) console.error(`FAILED ${row.consumer}: ${fault}`);
      console.log(JSON.stringify({ ...row, network }));
      sound &&= row.faults.length === 0;
    }
  }
} finally {
  await runner.close();
}
process.exitCode = sound ? 0 : 1;
