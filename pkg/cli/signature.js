// `yanzheng check-signature`: the wasm's own signature primitive, for diagnosis and test suites.

import { readLines, write } from './lines.js';

/** Answers every line; the exit code is 64 when one of them was wrong. */
export async function checkSignatures(library) {
  let wrong = false;
  for await (const line of readLines(process.stdin)) {
    if (line !== null && line.length === 0) continue;
    const answer = await answerLine(library, line);
    if (answer.error !== undefined) wrong = true;
    await write(process.stdout, `${JSON.stringify(answer)}\n`);
  }
  return wrong ? 64 : 0;
}

async function answerLine(library, line) {
  let request;
  try {
    request = JSON.parse(line === null ? '' : line.toString('utf8'));
  } catch {
    return { error: 'line: not JSON' };
  }
  try {
    const { valid, code } = await library.checkSignature(request);
    return code === undefined ? { valid } : { valid, code };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { error: error.message };
  }
}
