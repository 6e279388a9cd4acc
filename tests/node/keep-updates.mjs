// Updates its trust again and again and says each version once it is kept. Made to be killed.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { createVerifier, fileStore } = await import(new URL('../../pkg/dist/node.mjs', import.meta.url));
const [folder] = process.argv.slice(2);
const { root, bundles, at } = JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8'));
const verifier = await createVerifier({ root, store: fileStore(join(folder, 'store')) });

for (const bundle of bundles) {
  const { ok, kept, versions } = await verifier.updateTrust(Buffer.from(bundle, 'base64'), { at });
  if (ok && kept) process.stdout.write(`${versions.timestamp}\n`);
}
process.stdout.write('0\n');
setInterval(() => {}, 1000);
