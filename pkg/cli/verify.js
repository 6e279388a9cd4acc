// `yanzheng verify`: each input in turn, for people or as JSON.

import { asUsage } from './arguments.js';
import { createVerifier, readInput, verifyInput, WORST } from './input.js';
import { readLines, write } from './lines.js';
import { printReceipt } from './print.js';
import { WORDS } from './text.js';

/** Exit code of a verdict. */
const EXIT = { accept: 0, reject: 1, indeterminate: 2 };

/** Verifies the inputs and returns the exit code of the worst verdict. */
export async function verify(library, { anchors, types, bundle, options }, { inputs, language, json }) {
  const verifier = await asUsage(() => createVerifier(library, { anchors, types, bundle }));
  const several = inputs.length > 1 || inputs[0] === '-';
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const seen = new Set();
  for await (const { name, input } of readInputs(inputs, language)) {
    const receipts = await asUsage(() => verifyInput(library, verifier, input, options));
    for (const [index, receipt] of receipts.entries()) {
      const title = receipts.length > 1 ? `${name} (${index + 1})` : several ? name : undefined;
      const lead = seen.size > 0 && !json ? '\n' : '';
      const text = json
        ? `${JSON.stringify(receipt)}\n`
        : printReceipt(receipt, library.explain(receipt, language, { types }), { colour, name: title });
      await write(process.stdout, lead + text);
      seen.add(receipt.verdict);
    }
  }
  return EXIT[WORST.find((verdict) => seen.has(verdict))];
}

/** Every input with a name that holds nothing of what was scanned. */
async function* readInputs(inputs, language) {
  const words = WORDS[language];
  for (const [index, word] of inputs.entries()) {
    if (word === '-') {
      yield* readStdin(words);
      continue;
    }
    const input = readInput(word);
    yield { name: input.picture || word.startsWith('@') ? word : `${words.input} ${index + 1}`, input };
  }
}

/** One scan a line. No line at all is no scan, and that is not a pass. */
async function* readStdin(words) {
  let count = 0;
  for await (const line of readLines(process.stdin)) {
    if (line !== null && line.length === 0) continue;
    count += 1;
    // A line that is too long to hold is answered as what it is: longer than any code.
    yield { name: `${words.input} ${count}`, input: { scan: line === null ? Buffer.alloc(1024 * 1024 + 1, 'A') : line } };
  }
  if (count === 0) yield { name: words.input, input: { scan: '' } };
}
