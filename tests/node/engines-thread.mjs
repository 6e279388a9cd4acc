// One thread of engines.mjs: asks both engines its share of the questions, writes down everything that each
// says, and posts `[suite, id, fault]` of each question.

import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';

import { asked } from './engines-asked.mjs';
import { together } from './engines-together.mjs';
import { trappingEngines, traps } from './engines-traps.mjs';

const DIST = new URL('../../pkg/dist/', import.meta.url);

/** What a verifier is asked, as against what it is. */
const QUESTIONS = ['verify', 'verifySync', 'updateTrust', 'updateStatus', 'precheck', 'request', 'readRequest', 'challenge'];

const { share, shares } = workerData;
const chance = replaceChance();
const engines = { wasm: await entry('index', 'wasm'), js: await entry('js', 'js') };
const trapping = await trappingEngines(DIST);
const tests = [
  ...asked().map(([suite, id, body]) => [suite, id, () => compare(engines, body)]),
  ...Object.entries(traps).map(([id, body]) => ['traps', id, () => compareTraps(body)]),
  ...Object.entries(together).map(([id, body]) => ['together', id, () => body(engines)]),
];
for (const [suite, id, body] of tests.filter((_, index) => index % shares === share)) {
  const fault = await body().then(() => undefined, (error) => error.message);
  parentPort.postMessage([`engines-${suite}`, id, fault]);
}
trapping.close();

/** Fails unless both engines say the same, and say something; names the first place where they differ. */
async function compare({ wasm, js }, body) {
  const [said, other] = [await transcript(wasm, body), await transcript(js, body)];
  assert.ok(said.length > 0, 'something was said');
  const line = Array.from({ length: Math.max(said.length, other.length) }).findIndex((_, at) => said[at] !== other[at]);
  if (line >= 0) throw new Error(`answer ${line} of ${said.length}: ${difference(said[line] ?? '', other[line] ?? '')}`);
}

function difference(wasm, js) {
  let at = 0;
  while (wasm[at] === js[at]) at += 1;
  const around = (text) => text.slice(Math.max(0, at - 120), at + 240);
  return `from character ${at} on the module says …${around(wasm)}, the translation …${around(js)}`;
}

/** The same, and each of them lost an instance on the way. */
async function compareTraps(body) {
  const counts = () => [trapping.wasm.count(), trapping.js.count()];
  for (const { createVerifier } of [trapping.wasm, trapping.js]) await createVerifier({ anchors: [] });
  const before = counts();
  await compare(trapping, body);
  counts().forEach((count, at) => assert.ok(count > before[at], 'it trapped'));
}

/** An entry of the package with its verifiers on one engine. */
async function entry(name, engine) {
  const found = await import(new URL(`${name}.mjs`, DIST));
  async function createVerifier(options) {
    const verifier = await found.createVerifier(options);
    assert.equal(verifier.engine.name, engine, 'the engine that is meant');
    return verifier;
  }
  return { ...found, createVerifier };
}

/** Everything that a host says while `body` asks it, as text, and how it ends where that is an error. */
async function transcript(host, body) {
  const lines = [];
  const made = [];
  const said = (name, answer) => lines.push(`${name} ${JSON.stringify(answer)}`);
  chance.reset();
  try {
    await body(recording(host, said, made), said);
  } catch (error) {
    said('thrown', [error.name, error.message, error.code]);
  }
  for (const verifier of made) verifier.dispose();
  return lines;
}

/** The same host, every answer of whose verifiers is said. All that were made stay reachable in `made`. */
function recording(host, said, made) {
  async function createVerifier(options) {
    const verifier = await host.createVerifier(options);
    made.push(verifier);
    return { ...verifier, ...Object.fromEntries(QUESTIONS.map((name) => [name, told(name, verifier[name])])) };
  }

  function told(name, question) {
    const say = (answer) => {
      said(name, answer);
      return answer;
    };
    return (...values) => {
      const answer = question(...values);
      return answer instanceof Promise ? answer.then(say) : say(answer);
    };
  }

  return { ...host, createVerifier };
}

/** The host's source of random numbers gives the same ones again after each `reset()`. */
function replaceChance() {
  let state = 1;
  function getRandomValues(bytes) {
    for (let at = 0; at < bytes.length; at += 1) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      bytes[at] = state >>> 24;
    }
    return bytes;
  }
  Object.defineProperty(globalThis, 'crypto', { configurable: true, value: { getRandomValues } });
  return {
    reset() {
      state = 1;
    },
  };
}
