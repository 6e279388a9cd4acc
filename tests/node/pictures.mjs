// The public QR pictures, read and verified as a user of the command line would: one picture, one
// answer. Found through YANZHENG_VECTORS or ../shared/vectors; absent, one line says so.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = join(
  process.env.YANZHENG_VECTORS ?? fileURLToPath(new URL('../../../shared/vectors', import.meta.url)),
  'hcert-pictures',
);
const DIST = new URL('../../pkg/dist/', import.meta.url);

/** Runs every picture; each is judged at the moment of its own issue. */
export async function run(test) {
  if (!existsSync(FOLDER)) {
    const why = 'no public vectors at YANZHENG_VECTORS or ../shared/vectors';
    console.log(`suite pictures: absent, ${why}`);
    await test('pictures', 'all', () => why);
    return;
  }
  const { createVerifier, readAnchors, readPicture } = await import(new URL('node.mjs', DIST));
  const verifier = await createVerifier({ anchors: readAnchors(readFileSync(join(FOLDER, 'trust.json'), 'utf8')) });
  for (const row of rows(readFileSync(join(FOLDER, 'index.csv'), 'utf8'))) {
    await test('pictures', row.file, async () => {
      const [scan] = await readPicture(readFileSync(join(FOLDER, row.file)));
      const receipt = await verifier.verify(scan, { at: Math.floor(Number(row.iat)) });
      assert.equal(`${receipt.verdict} ${receipt.code}`, expected(row));
    });
  }
}

/** RSA is recognised and not checked; a signer without a known key is unknown, not false. */
function expected({ alg, key_known: known }) {
  if (alg === '-37') return 'indeterminate signature.unsupported';
  return known === 'True' ? 'accept ok' : 'indeterminate trust.issuer_unknown';
}

function rows(csv) {
  const [head, ...lines] = csv.trim().split(/\r?\n/).map((line) => line.split(','));
  return lines.map((line) => Object.fromEntries(head.map((name, index) => [name, line[index]])));
}
