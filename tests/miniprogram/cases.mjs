// The cases that the suites of the mini-program share, out of tests/vectors.

import { readVectors } from '../node/sixty.mjs';

const vectors = readVectors();

export function caseOf(id) {
  const found = vectors.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no case ${id}`);
  return found;
}

/** What holds in every realm: accepted with ES256 and with SM2, and refused for one changed name. */
export const KNOWN = ['envelope::code-all-elements', 'signature::code-sm2', 'signature::code-changed-name'].map(caseOf);

export const [GOOD] = KNOWN;

/** Everything that a walk gives, whatever its realm calls the symbol of asynchronous iteration. */
export async function collect(walk) {
  const all = [];
  for (let step = await walk.next(); !step.done; step = await walk.next()) all.push(step.value);
  return all;
}

/** What somebody threw, of whatever realm; fails where nothing was. */
export async function thrown(body) {
  let value;
  try {
    value = await body();
  } catch (error) {
    return { name: error.name, message: error.message, code: error.code };
  }
  throw new Error(`nothing was thrown, but ${JSON.stringify(value)} answered`);
}
