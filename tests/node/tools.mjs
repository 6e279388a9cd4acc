// Small things that tests of the journal share.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The key of a record. */
export const KEY = (sequence) => `journal/${String(sequence).padStart(12, '0')}`;

/** Everything that an iterable gives. */
export async function collect(iterable) {
  const all = [];
  for await (const each of iterable) all.push(each);
  return all;
}

/** Fails unless `body` is refused as the caller's mistake, in words that begin with `name`. */
export async function refuses(name, body) {
  const error = await Promise.resolve().then(body).then(() => null, (reason) => reason);
  assert.ok(error instanceof TypeError && error.message.startsWith(name), `${name}: ${error}`);
}

/** Works in a folder of its own. */
export async function inFolder(body) {
  const folder = mkdtempSync(join(tmpdir(), 'yanzheng-'));
  try {
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
