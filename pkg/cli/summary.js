// Counts the answers of a batch by their codes.

import { writeFileSync } from 'node:fs';

import { Usage } from './arguments.js';
import { WORDS } from './text.js';

/** Counts answers; the codes are those of this package's table, so that they stay few. */
export function createTally() {
  const codes = new Map();
  const counts = { answered: 0, before: 0, skipped: 0, passed_over: 0, wrong: 0 };
  const verdicts = { accept: 0, reject: 0, indeterminate: 0 };

  function receipt({ code, verdict }) {
    codes.set(code, (codes.get(code) || 0) + 1);
    verdicts[verdict] += 1;
  }

  return {
    /** An answer that is given now. */
    add(answer) {
      if (answer.error !== undefined) counts.wrong += 1;
      else {
        counts.answered += 1;
        receipt(answer.receipt);
      }
    },

    /** An answer that an earlier run gave; one about a wrong line is tried again, and counts then. */
    addBefore(answer) {
      if (answer.receipt === undefined) return;
      counts.before += 1;
      receipt(answer.receipt);
    },

    /** A line whose id was answered by an earlier run. */
    skip() {
      counts.skipped += 1;
    },

    /** A file that is no picture. */
    passOver() {
      counts.passed_over += 1;
    },

    get wrong() {
      return counts.wrong;
    },

    /** The counts, the most frequent code first. */
    get summary() {
      const sorted = [...codes].sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1));
      return { ...counts, verdicts, codes: Object.fromEntries(sorted) };
    },
  };
}

/** Says the counts on stderr, and writes them to a file where one is named. */
export function report({ answered, before, skipped, passed_over: passedOver, wrong, verdicts, codes }, { language, path }) {
  const words = WORDS[language].batch;
  const counts = { answered, before, skipped, passedOver, wrong };
  const said = Object.entries(counts).filter(([name, count]) => name === 'answered' || count > 0);
  const width = Math.max(0, ...Object.values(codes).map((count) => String(count).length));
  console.error(`yanzheng: ${said.map(([name, count]) => words[name](count)).join(words.comma)}`);
  for (const [code, count] of Object.entries(codes)) console.error(`  ${String(count).padStart(width)}  ${code}`);
  if (path === undefined) return;
  try {
    writeFileSync(path, `${JSON.stringify({ answered, before, skipped, passed_over: passedOver, wrong, verdicts, codes })}\n`);
  } catch (error) {
    throw new Usage(`--summary: ${path} cannot be written (${error.code})`);
  }
}
