// The cases that every consumer verifies, and whether what came of them is right.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

/** One credential by each algorithm, both with Chinese text, and one that somebody changed. */
const CHOSEN = { envelope: ['envelope::code-all-elements'], signature: ['signature::code-sm2', 'signature::code-changed-name'] };

const vectors = Object.entries(CHOSEN).flatMap(([file, ids]) => {
  const all = JSON.parse(readFileSync(new URL(`../vectors/${file}.json`, import.meta.url), 'utf8'));
  return ids.map((id) => {
    const found = all.find((one) => one.id === id);
    if (!found) throw new Error(`tests/vectors/${file}.json has no case ${id}`);
    return found;
  });
});

/** What a consumer is given: nothing of what is expected. */
export const cases = vectors.map(({ id, anchors, scan, at }) => ({ id, anchors, scan, at }));

/**
 * Compares what a consumer printed with what the cases expect and, byte by byte, with the receipts
 * that the package gives in the runner's own process.
 */
export function judge({ receipts, engine }, reference, expected) {
  const read = receipts.map((text) => JSON.parse(text));
  const right = vectors.map(({ expect }, at) => isRight(read[at], expect));
  const of = (verdict) => right.filter((_, at) => vectors[at].expect.verdict === verdict).every(Boolean);
  const faults = vectors.flatMap(({ id }, at) => (right[at] ? [] : [`${id}: ${read[at]?.verdict} ${read[at]?.code}`]));
  if (read.length !== vectors.length) faults.push(`${read.length} receipts, expected ${vectors.length}`);
  if (hash(receipts) !== hash(reference.receipts)) faults.push('the receipts differ from those of the runner');
  if (engine === undefined) faults.push('the verifier does not say its engine');
  else if (!isDeepStrictEqual({ ...engine }, expected)) faults.push(`engine ${JSON.stringify(engine)}, expected ${JSON.stringify(expected)}`);
  return { accept: of('accept'), reject: of('reject'), engine: engine?.name, receipts: hash(receipts).slice(0, 16), faults };
}

function isRight(receipt, { verdict, code, claims }) {
  return receipt?.verdict === verdict && receipt.code === code && isDeepStrictEqual(receipt.claims, claims);
}

function hash(receipts) {
  return createHash('sha256').update(JSON.stringify(receipts)).digest('hex');
}
