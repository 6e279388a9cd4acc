// What a caller does with the journal of a verifier: reads it, proves it, exports it, and adds what people
// decide and dispute. One record is held at a time, however long the journal is.

import { followRecords, readCheckpoint } from './chain.js';
import { CSV_HEAD, csvRow } from './csv.js';
import { TRAPPED } from './engine.js';
import { setTimer, writeJson } from './intrinsics.js';
import { Unkept } from './ledger.js';
import { present } from './moment.js';
import { packageOf, readObjection } from './objection.js';
import { known, readUpdate } from './options.js';
import { entryOf, linesOf } from './record.js';

/** Records after which others get their turn: a store that answers at once would keep them waiting. */
const TURN = 256;

const DECISIONS = ['accepted', 'refused'];

/** The `journal` of a verifier; `alive()` throws once that was disposed of. */
export function createLogbook({ engine, journal, salt, maker, now, alive }) {
  const { ledger } = journal;

  /** The records that are there when it begins, in order. */
  async function* records(from = 0, to = Infinity) {
    for (const sequence of await ledger.sequences()) {
      if (sequence < from || sequence > to) continue;
      if (sequence % TURN === TURN - 1) await turn();
      const record = await ledger.record(sequence);
      if (record !== undefined) yield { sequence, record };
    }
  }

  async function* texts() {
    for await (const { record } of records()) yield record;
  }

  async function* entries(from, to) {
    for await (const { record } of records(from, to)) yield read(record);
  }

  async function head() {
    const answer = await journal.head();
    if (answer === TRAPPED) throw new Unkept('internal.trap');
    return answer;
  }

  /** Adds an entry of people's or of the journal's own; `{ sequence, sha256 }`. */
  async function enter(at, entry) {
    const text = writeJson({ at, ...entry });
    const made = await journal.commit((held) => held.enter(text));
    if (made === TRAPPED) throw new Unkept('internal.trap');
    return { sequence: made.sequence, sha256: made.sha256 };
  }

  /** The record of a receipt by its number. */
  async function receiptRecord(sequence) {
    const record = isSequence(sequence) ? await ledger.record(sequence) : undefined;
    const found = record === undefined ? {} : read(record);
    if (found.entry === undefined || found.entry.receipt === undefined) throw new TypeError('sequence: must be that of a receipt');
    return { ...found, line: linesOf(record).line };
  }

  return Object.freeze({
    entries(options) {
      alive();
      const { from = 0, to = Infinity } = known('options', options === undefined ? {} : options, ['from', 'to']);
      if (!isSequence(from)) throw new TypeError('from: must be the sequence of an entry');
      if (to !== Infinity && !isSequence(to)) throw new TypeError('to: must be the sequence of an entry');
      return entries(from, to);
    },

    async checkpoint() {
      alive();
      return head();
    },

    async verifyChain(options) {
      alive();
      const checkpoint = readCheckpoint(options);
      const own = await journal.head().catch(() => TRAPPED); // a chain that is broken has none
      return followRecords(engine, texts(), [own, checkpoint].filter((one) => one !== null && one !== TRAPPED));
    },

    async purgeExpired(options) {
      alive();
      const { at } = readUpdate(options, ['at'], now);
      let purged = 0;
      for await (const { sequence, record } of records()) {
        if (linesOf(record).kept === undefined || !(read(record).entry.until <= at)) continue;
        await ledger.rewrite(sequence, linesOf(record).line);
        purged += 1;
      }
      if (purged > 0) await enter(present(now), { purge: { entries: purged } });
      return { purged };
    },

    async review(sequence, options) {
      alive();
      const { decision, reason } = known('options', options, ['decision', 'reason']);
      if (!DECISIONS.includes(decision)) throw new TypeError(`decision: must be one of ${DECISIONS.join(', ')}`);
      if (typeof reason !== 'string' || reason.trim() === '') throw new TypeError('reason: must be a text');
      const { verdict, policy } = (await receiptRecord(sequence)).entry.receipt;
      if (verdict !== 'indeterminate' || policy === undefined || policy.indeterminate !== 'review') {
        throw new TypeError('sequence: must be that of an indeterminate receipt whose policy leaves it to a person');
      }
      return enter(present(now), { review: { of: sequence, decision, reason } });
    },

    async objection(sequence, options) {
      alive();
      const given = readObjection(options);
      const { line, claims } = await receiptRecord(sequence);
      const at = present(now);
      const { journal: id } = await head();
      const made = packageOf({ ...given, journal: id, sequence, line, claims, maker, at, salt: await salt() });
      await enter(at, { objection: { of: sequence, sha256: made.sha256 } });
      return made.content;
    },

    export(options) {
      alive();
      const { format } = known('options', options, ['format']);
      if (format === 'jsonl') return jsonLines();
      if (format === 'csv') return table();
      throw new TypeError("format: must be 'jsonl' or 'csv'");
    },
  });

  async function* jsonLines() {
    for await (const { record } of records()) yield `${linesOf(record).line}\n`;
  }

  async function* table() {
    yield CSV_HEAD;
    for await (const entry of entries()) yield csvRow(entry);
  }
}

/** What a record says; one that is none is said so, and not what stands in it. */
function read(record) {
  try {
    return entryOf(record);
  } catch {
    throw new Unkept('journal.malformed');
  }
}

function turn() {
  return setTimer && new Promise((resolve) => setTimer(resolve, 0));
}

function isSequence(value) {
  return Number.isSafeInteger(value) && value >= 0;
}
