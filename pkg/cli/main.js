// Chooses the command and gives every way out its exit code: 0 accept, 1 reject, 2 indeterminate,
// 64 wrong use, 70 internal.

import { existsSync } from 'node:fs';

import { readArguments, readExpected, readLanguage, readTime, Usage } from './arguments.js';
import { batch } from './batch.js';
import { readBytes } from './input.js';
import { endQuietly } from './lines.js';
import { answerLines } from './primitives.js';
import { HELP } from './text.js';
import { readBundle, trust } from './trust.js';
import { verify } from './verify.js';

const USAGE = 64;
const INTERNAL = 70;

/** Runs one command and sets the exit code. */
export async function main(argv) {
  endQuietly(process.stdout);
  try {
    process.exitCode = await run(argv);
  } catch (error) {
    const usage = error instanceof Usage;
    console.error(`yanzheng: ${usage || error.code ? error.message : error.stack}`);
    process.exitCode = usage || error.code === 'picture.unavailable' ? USAGE : INTERNAL;
  }
}

async function run(argv) {
  const { command, flags, inputs } = readArguments(argv);
  const language = readLanguage(flags, process.env);
  if (flags.help) return say(HELP[language]);
  if (flags.version) return say(`${readJson(new URL('../package.json', import.meta.url), 'package.json').version}\n`);
  const library = await loadLibrary();
  if (command === 'check-signature' || command === 'digest') return answerLines(library, command);
  const at = flags.at === undefined ? undefined : readTime(flags.at);
  const root = flags.root === undefined ? undefined : readBytes(flags.root, '--root');
  if (command === 'trust') return trust(library, inputs, { root, store: flags.store, at }, { language, json: flags.json === true });
  const defaults = {
    anchors: readGiven(flags.anchors, '--anchors'),
    types: readGiven(flags.types, '--types'),
    bundle: {
      root,
      trust: flags.trust === undefined ? undefined : readBundle(flags.trust, '--trust'),
      statuses: (flags.status || []).map((path) => ({ path, bytes: readBytes(path, '--status') })),
      region: flags.region,
      store: flags.store,
      at,
      language,
    },
    options: {
      at,
      scenario: readScenario(flags.scenario),
      challenge: flags.challenge,
      audience: flags.audience,
      expected: flags.expected === undefined ? undefined : readExpected(flags.expected),
    },
  };
  if (command === 'batch') return batch(library, defaults);
  return verify(library, defaults, { inputs, language, json: flags.json === true });
}

function say(text) {
  process.stdout.write(text);
  return 0;
}

/** The built package. In the repository it may not be there yet. */
async function loadLibrary() {
  try {
    const [node, messages] = await Promise.all([import('../dist/node.mjs'), import('../dist/messages.mjs')]);
    return { ...node, explain: messages.explain, explainRefusal: messages.explainRefusal };
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw Object.assign(new Error('the package is not built yet: run `cargo xtask build` in the repository'), {
      code: 'not_built',
    });
  }
}

/** The JSON of a file where one is named. */
function readGiven(path, name) {
  return path === undefined ? undefined : readJson(path, name);
}

/** A policy in a file, or its name in the trust bundle: names have no slash and do not end in `.json`. */
function readScenario(word) {
  const isName = word !== undefined && /^[\w.-]+$/.test(word) && !/\.json$/i.test(word) && !existsSync(word);
  return isName ? word : readGiven(word, '--scenario');
}

function readJson(path, name) {
  const text = readBytes(path, name).toString('utf8');
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new Usage(`${name}: ${path} is not JSON`);
  }
}
