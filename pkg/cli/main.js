// Chooses the command and gives every way out its exit code: 0 accept, 1 reject, 2 indeterminate,
// 64 wrong use, 70 internal.

import { readArguments, readExpected, readLanguage, readNames, readTime, Usage } from './arguments.js';
import { batch } from './batch.js';
import { precheck, request } from './counter.js';
import { readBytes } from './input.js';
import { journal } from './journal.js';
import { endQuietly } from './lines.js';
import { policy } from './policy.js';
import { answerLines } from './primitives.js';
import { isName } from './scenario.js';
import { helpOf } from './text.js';
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
  const { command, work, flags, inputs } = readArguments(argv);
  const language = readLanguage(flags, process.env);
  if (flags.help) return say(helpOf(command, language));
  if (flags.version) return say(`${readJson(new URL('../package.json', import.meta.url), 'package.json').version}\n`);
  const library = await loadLibrary();
  const json = flags.json === true;
  const at = flags.at === undefined ? undefined : readTime(flags.at);
  const types = readGiven(flags.types, '--types');
  if (command === 'check-signature' || command === 'digest') return answerLines(library, command);
  if (command === 'policy') return policy(library, work, inputs, { types, language, json });
  if (command === 'journal') {
    const checkpoint = readGiven(flags.checkpoint, '--checkpoint');
    return journal(library, work, inputs, { flags, checkpoint, at, types, language, json });
  }
  const root = flags.root === undefined ? undefined : readBytes(flags.root, '--root');
  if (command === 'trust') return trust(library, work, inputs, { root, store: flags.store, at, language, json });
  const defaults = readDefaults(flags, { root, at, types, language });
  if (command === 'batch') {
    return batch(library, defaults, { folder: inputs[0], output: flags.output, summary: flags.summary, language });
  }
  if (command === 'precheck') return precheck(library, defaults, { held: inputs, language, json });
  if (command === 'request') {
    return request(library, defaults, { words: inputs, claims: readNames('claims', flags.claims), language, json });
  }
  return verify(library, defaults, { inputs, language, json });
}

/** What verifiers are made with, and what each verification is asked. */
function readDefaults(flags, { root, at, types, language }) {
  return {
    anchors: readGiven(flags.anchors, '--anchors'),
    types,
    bundle: {
      root,
      trust: flags.trust === undefined ? undefined : readBundle(flags.trust, '--trust'),
      statuses: (flags.status || []).map((path) => ({ path, bytes: readBytes(path, '--status') })),
      region: flags.region,
      store: flags.store,
      journal: flags['no-journal'] ? false : undefined,
      maker: flags.maker,
      at,
      language,
    },
    options: {
      at,
      scenario: flags.scenario === undefined || isName(flags.scenario) ? flags.scenario : readJson(flags.scenario, '--scenario'),
      challenge: flags.challenge,
      audience: flags.audience,
      expected: flags.expected === undefined ? undefined : readExpected(flags.expected),
      asks: readNames('asks', flags.asks),
      matched: flags.matched,
      purpose: flags.purpose,
    },
  };
}

function say(text) {
  process.stdout.write(text);
  return 0;
}

/** The built package. In the repository it may not be there yet. */
async function loadLibrary() {
  try {
    const [node, messages, policies] = await Promise.all(['node', 'messages', 'policies'].map((name) => import(`../dist/${name}.mjs`)));
    return { ...node, ...messages, ...policies };
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

function readJson(path, name) {
  const text = readBytes(path, name).toString('utf8');
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new Usage(`${name}: ${path} is not JSON`);
  }
}
