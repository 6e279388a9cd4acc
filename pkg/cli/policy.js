// `yanzheng policy check`, `list` and `show`: what policies say, and where one is wrong.

import { Usage } from './arguments.js';
import { readBytes } from './input.js';
import { write } from './lines.js';
import { printPolicy, printTable } from './print.js';
import { isName } from './scenario.js';

const WORKS = { check, list, show };

/** Runs one work; the exit code is 1 when a policy is wrong. */
export async function policy(library, work, inputs, settings) {
  return WORKS[work](library, inputs, settings);
}

/** Says of each file that it is good, or `FILE:LINE: option: sentence`, as compilers do. */
async function check(library, paths, { json }) {
  let wrong = false;
  for (const path of paths) {
    const answer = await library.checkPolicy(readText(path));
    if (!answer.ok) wrong = true;
    await write(process.stdout, `${json ? JSON.stringify({ file: path, ...answer }) : checked(path, answer)}\n`);
  }
  return wrong ? 1 : 0;
}

function checked(path, { ok, scenario, sha256, option, line, sentence }) {
  if (ok) return `✓ ${path}: ${scenario} ${sha256}`;
  return [`${path}:${line}`, option, sentence].filter((part) => part !== '').join(': ');
}

/** The policies that come with the package. */
async function list({ policies, explainPolicy }, _, { language, json }) {
  const rows = policies.map((each) => [each.scenario, explainPolicy(each, language).name]);
  await write(process.stdout, json ? policies.map((each) => `${JSON.stringify(each)}\n`).join('') : printTable(rows));
  return 0;
}

/** One of them, or the one of a file: in words, or as it is. */
async function show(library, [word], { types, language, json }) {
  const shipped = isName(word) ? library.policy(word) : undefined;
  if (shipped === undefined && isName(word)) {
    const known = library.policies.map((each) => each.scenario).join(', ');
    throw new Usage(`policy show: no policy ${word} comes with the package; known are ${known}`);
  }
  const found = shipped === undefined ? await readPolicy(library, word) : shipped;
  const told = library.explainPolicy(found, language, { types });
  await write(process.stdout, json ? `${JSON.stringify(found, null, 2)}\n` : printPolicy(told, found, language));
  return 0;
}

async function readPolicy(library, path) {
  const text = readText(path);
  const answer = await library.checkPolicy(text);
  if (!answer.ok) throw new Usage(checked(path, answer));
  return JSON.parse(text);
}

function readText(path) {
  return readBytes(path, path).toString('utf8').replace(/^\uFEFF/, '');
}
