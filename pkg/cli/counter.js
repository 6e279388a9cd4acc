// `yanzheng precheck` and `yanzheng request`: what a counter asks for, before anything is scanned.

import { asUsage, Usage } from './arguments.js';
import { createVerifier, readInput } from './input.js';
import { readLines, write } from './lines.js';
import { printPrecheck, printRequest } from './print.js';
import { withPolicy } from './scenario.js';

/** Exit code of a verdict. */
const EXIT = { accept: 0, reject: 1, indeterminate: 2 };

/** A type with the region of its issuer behind it. */
const HELD = /^(.+)@(\d{6})$/s;

/** Says whether what is held will do at a counter; the exit code is the verdict's. */
export async function precheck(library, defaults, { held, language, json }) {
  const answer = await asUsage(async () => {
    const { verifier, options } = await asker(library, defaults);
    return verifier.precheck(options.scenario, held.map(readHeld));
  });
  const told = library.explainPrecheck(answer, language, { types: defaults.types });
  await write(process.stdout, json ? `${JSON.stringify(answer)}\n` : printPrecheck(answer, told));
  return EXIT[answer.verdict];
}

/** `TYPE` or `TYPE@REGION`. */
function readHeld(word) {
  const [, type, region] = HELD.exec(word) || [];
  return type === undefined ? word : { type, region };
}

/** Makes the text that a counter shows, or reads one as a wallet does; the exit code is 1 where it is refused. */
export async function request(library, defaults, { words: [work, ...inputs], claims, language, json }) {
  if (work === undefined) return make(library, defaults, { claims, language, json });
  if (work !== 'read') throw new Usage(`request: ${work} is not known; write request, or request read TEXT`);
  if (inputs.length !== 1) throw new Usage('request read: needs one request: text, a picture, @file, or - for a line on stdin');
  return read(library, defaults, { input: inputs[0], language, json });
}

async function make(library, defaults, { claims, language, json }) {
  if (defaults.options.scenario === undefined) throw new Usage('request: needs --scenario');
  const answer = await asUsage(async () => {
    const { verifier, options: { scenario, purpose, challenge, audience, at } } = await asker(library, defaults);
    return verifier.request(scenario, { claims, purpose, challenge, audience, at });
  });
  await tell(library, answer, { types: defaults.types, language, json });
  return answer.code === undefined ? 0 : 1;
}

async function read(library, defaults, { input, language, json }) {
  const { verifier } = await asUsage(() => asker(library, defaults));
  const answer = verifier.readRequest(await textOf(library, input));
  await tell(library, answer, { types: defaults.types, language, json });
  return answer.code === undefined ? 0 : 1;
}

async function tell(library, answer, { types, language, json }) {
  const told = library.explainRequest(answer, language, { types });
  await write(process.stdout, json ? `${JSON.stringify(answer)}\n` : printRequest(answer, told, language));
}

/** A verifier that only answers questions: it keeps nothing, and needs nobody to trust. */
async function asker(library, { anchors, types, bundle, options }) {
  const trusted = bundle.root === undefined && anchors === undefined ? [] : anchors;
  const verifier = await createVerifier(library, { anchors: trusted, types, bundle: { ...bundle, journal: false } });
  return { verifier, options: withPolicy(library, verifier, options) };
}

/** The text of a request: of several codes in a picture the first. */
async function textOf(library, word) {
  if (word === '-') {
    for await (const line of readLines(process.stdin)) return line === null ? '' : line.toString('utf8');
    return '';
  }
  const { scan, picture } = readInput(word);
  if (picture === undefined) return typeof scan === 'string' ? scan : Buffer.from(scan).toString('utf8');
  const [text = ''] = await library.readPicture(picture);
  return text;
}
