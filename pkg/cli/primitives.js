// `yanzheng check-signature` and `yanzheng digest`: the wasm's own primitives, for diagnosis and test
// suites.

import { readLines, write } from './lines.js';

/** What each command asks of the library, and the answer as it is printed. */
const PRIMITIVES = {
  async 'check-signature'(library, request) {
    const { valid, code } = await library.checkSignature(request);
    return code === undefined ? { valid } : { valid, code };
  },

  async digest(library, request) {
    const { digest } = await library.digest(request);
    return { digest };
  },
};

/** Answers every line; the exit code is 64 when one of them was wrong. */
export async function answerLines(library, command) {
  let wrong = false;
  for await (const line of readLines(process.stdin)) {
    if (line !== null && line.length === 0) continue;
    const answer = await answerLine(library, PRIMITIVES[command], line);
    if (answer.error !== undefined) wrong = true;
    await write(process.stdout, `${JSON.stringify(answer)}\n`);
  }
  return wrong ? 64 : 0;
}

async function answerLine(library, primitive, line) {
  let request;
  try {
    request = JSON.parse(line === null ? '' : line.toString('utf8'));
  } catch {
    return { error: 'line: not JSON' };
  }
  try {
    return await primitive(library, request);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { error: error.message };
  }
}
