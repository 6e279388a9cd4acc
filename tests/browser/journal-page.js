// Runs in a page without the desk: counters that keep their journal in IndexedDB.

import { createVerifier, indexedDbStore } from './index.js';

const NAME = 'journal-test';

const open = ({ anchors, at, database = NAME }, options) =>
  createVerifier({ anchors, store: indexedDbStore(database), now: () => at * 1000, ...options });

/** Shows every presentation, beginning with the one at `turn`; the codes that came. */
export async function show({ presentations, policy, turn = 0, ...world }) {
  const verifier = await open(world);
  const codes = [];
  for (let index = 0; index < presentations.length; index += 1) {
    const { scan } = presentations[(turn + index) % presentations.length];
    codes.push((await verifier.verify(scan, { scenario: policy })).code);
  }
  return codes;
}

/** `{ ok, code?, entries, journal, shown, lines }`: the journal's name, the keys of what was accepted, `sequence sha256` of each entry. */
export async function judge(world) {
  const verifier = await open(world);
  const { ok, code, entries } = await verifier.journal.verifyChain();
  const { journal } = await verifier.journal.checkpoint();
  const [shown, lines] = [[], []];
  for await (const { sequence, sha256, entry } of verifier.journal.entries()) {
    lines.push(`${sequence} ${sha256}`);
    shown.push(...(entry.shown || []).map(([key]) => key));
  }
  verifier.dispose();
  return { ok, code, entries, journal, shown, lines };
}

/** Purges what has expired at `until`; what the purge answered, and whether any record of any database has the text, before and after. */
export async function purge({ text, until, ...world }) {
  const verifier = await open(world);
  const before = await anyHolds(text);
  const answer = await verifier.journal.purgeExpired({ at: until });
  return { before, after: await anyHolds(text), ...answer, ...(await verifier.journal.verifyChain()) };
}

/** Milliseconds of opening, of appending without and with the verification before it, and of an export. */
export async function sizes({ presentations, policy, ...world }) {
  const opened = await timed(() => open(world));
  const plain = await open(world, { journal: false });
  const [kept, alone] = [[], []];
  for (const { scan } of presentations) {
    kept.push((await timed(() => opened.value.verify(scan, { scenario: policy }))).took);
    alone.push((await timed(() => plain.verify(scan, { scenario: policy }))).took);
  }
  const exported = await timed(async () => {
    let lines = 0;
    for await (const line of opened.value.journal.export({ format: 'jsonl' })) lines += Number(line !== '');
    return lines;
  });
  return { open: opened.took, kept: median(kept), alone: median(alone), export: exported.took, lines: exported.value };
}

/** Fills the database with copies of a record of the journal under the numbers that follow, all in one transaction. */
export async function fill({ records, database = NAME }) {
  const opened = await result(indexedDB.open(database));
  const transaction = opened.transaction('files', 'readwrite');
  const files = transaction.objectStore('files');
  for (const { key, text } of records) files.put(new TextEncoder().encode(text), key);
  await new Promise((resolve, reject) => Object.assign(transaction, { oncomplete: resolve, onabort: () => reject(transaction.error) }));
  opened.close();
}

/** Says what the journal is, and then shows presentations from `turn` on, saying each verdict once it has it, until it is killed. */
export async function untilKilled(world, say) {
  await say({ judged: await judge(world) });
  const verifier = await open(world);
  for (const { nonce, scan } of world.presentations.slice(world.turn)) {
    const { code, entry } = await verifier.verify(scan, { scenario: world.policy });
    await say({ verdict: { line: entry && `${entry.sequence} ${entry.sha256}`, nonce, code } });
  }
  await say({ ends: true });
}

async function anyHolds(text) {
  let found = 0;
  for (const { name } of await indexedDB.databases()) {
    const database = await result(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      for (const value of await result(database.transaction(store).objectStore(store).getAll())) {
        found += Number(new TextDecoder().decode(value).includes(text));
      }
    }
    database.close();
  }
  return found;
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function timed(work) {
  const begin = performance.now();
  const value = await work();
  return { value, took: performance.now() - begin };
}

function median(numbers) {
  return [...numbers].sort((one, other) => one - other)[numbers.length >> 1];
}
