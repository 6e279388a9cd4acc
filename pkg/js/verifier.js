// Makes verifiers: what a page, a server or the command line calls.
//
// Three faults, three channels: the credential's is in the receipt and never thrown; the caller's is
// a TypeError that begins with the option's name; ours is a trap, answered once with `internal.trap`.

import { VERSION } from 'yanzheng:about';
import { createEngine, TRAPPED } from './engine.js';
import { askHub, HUB_TIMEOUT } from './hub.js';
import { clock, isBytes, parseJson } from './intrinsics.js';
import { jsonText, known, plain, readOptions, readRequest, readScan } from './options.js';
import { readSource } from './source.js';
import { TextDecoder } from './utf8.js';

const STEPS = ['envelope', 'signature', 'trust', 'credential', 'status', 'holder', 'policy'];
const ITEM = ['scan', 'scenario', 'at', 'challenge', 'audience', 'expected', 'purpose'];

/** What one entry exports; `defaults()` gives its `{ wasm, integrity }` where the caller gives none. */
export function createEntry(defaults) {
  let shared = null;

  /** One engine for everybody who takes the entry's own bytes; one for each who brings others. */
  function load({ wasm, integrity }) {
    if (wasm !== undefined || integrity !== undefined) return start(wasm, integrity);
    if (shared === null) {
      shared = start();
      shared.catch(() => {
        shared = null; // a failed load may be tried again
      });
    }
    return shared;
  }

  async function start(wasm, integrity) {
    const own = defaults();
    const source = wasm === undefined ? own.wasm : wasm;
    if (source === undefined) throw new TypeError('wasm: required in this entry');
    const loaded = await readSource(source, integrity === undefined ? own.integrity : integrity);
    const engine = createEngine(loaded.module);
    await engine.start();
    return { engine, sha256: loaded.sha256 };
  }

  return {
    async createVerifier(options = {}) {
      const given = readOptions(options);
      const { engine, sha256 } = await load(given);
      return bind(engine, sha256, given);
    },

    checkSignature(request) {
      return primitive('checkSignature', request, ['alg', 'key', 'sm2_id', 'msg', 'sig']);
    },

    digest(request) {
      return primitive('digest', request, ['alg', 'msg']);
    },
  };

  /** The answer of one of the wasm's own primitives, for diagnosis. */
  async function primitive(name, request, members) {
    const text = jsonText(plain('request', known('request', request, members)));
    const { engine } = await load({});
    while (!engine.running) await engine.start();
    const answer = engine.run((glue) => glue[name](text));
    if (answer === TRAPPED) throw trap();
    return answer;
  }
}

/** A verifier for one configuration on an engine that is running. */
async function bind(engine, sha256, { config, hub, hubTimeout = HUB_TIMEOUT, now = clock }) {
  const own = { core: null, generation: 0, disposed: false };
  const configText = jsonText(config);

  /** The core of this verifier in the instance that runs now; TRAPPED when making it trapped. */
  function core() {
    if (own.generation !== engine.generation) {
      const made = engine.run((glue) => new glue.Core(configText));
      if (made === TRAPPED) return TRAPPED;
      own.core = made;
      own.generation = engine.generation;
    }
    return own.core;
  }

  function answer(bytes, request) {
    const held = engine.running ? core() : TRAPPED;
    const text = held === TRAPPED ? TRAPPED : engine.run(() => held.verify(bytes, jsonText(request)));
    const receipt = text === TRAPPED ? trapReceipt(request) : parseJson(text);
    receipt.wasm_sha256 = sha256;
    if (own.disposed) release(engine, own); // disposed of while this call waited for an instance
    return receipt;
  }

  function alive() {
    if (own.disposed) throw new TypeError('dispose: this verifier was disposed of');
  }

  function read(scan, options) {
    alive();
    return [readScan(scan), readRequest(options, now)];
  }

  async function answerSoon(bytes, request) {
    try {
      while (!engine.running) await engine.start();
    } catch {
      // No instance can be had: the answer is internal.trap.
    }
    return answer(bytes, request);
  }

  async function verify(scan, options) {
    const [bytes, request] = read(scan, options);
    const receipt = await answerSoon(bytes, request);
    if (hub === undefined || receipt.code !== 'envelope.online_only') return receipt;
    const found = await askHub(hub, question(receipt, bytes, request), hubTimeout);
    return answerSoon(bytes, { ...request, hub: found });
  }

  const verifier = {
    verify,

    verifySync(scan, options) {
      const [bytes, request] = read(scan, options);
      if (!engine.running) engine.startNow();
      return answer(bytes, request);
    },

    verifyMany(items, options) {
      return inOrder(verify, items, options);
    },

    challenge() {
      alive();
      if (!engine.running) engine.startNow();
      const text = engine.running ? engine.run((glue) => glue.challenge()) : TRAPPED;
      if (text === TRAPPED) throw trap();
      return text;
    },

    dispose() {
      own.disposed = true;
      release(engine, own);
    },
  };

  while (!engine.running) await engine.start();
  if (core() === TRAPPED) throw trap();
  if (abandoned) abandoned.register(verifier, { engine, own });
  return Object.freeze(verifier);
}

/** The receipts of many scans, in the order of the scans, one at a time. */
async function* inOrder(verify, items, options) {
  const iterable = typeof items === 'object' && items !== null && !isBytes(items);
  if (!iterable || !(items[Symbol.asyncIterator] || items[Symbol.iterator])) {
    throw new TypeError('items: must be an iterable of scans, not one scan');
  }
  for await (const item of items) {
    if (typeof item === 'string' || isBytes(item)) {
      yield await verify(item, options);
    } else {
      const { scan, ...own } = known('items', item, ITEM);
      yield await verify(scan, { ...options, ...own });
    }
  }
}

/** What a hub is asked: the hook may change its copy of the policy, not the one that decides. */
function question({ checks: [envelope] }, bytes, { scenario, purpose }) {
  return {
    channel: envelope.detail.channel,
    scan: new TextDecoder().decode(bytes),
    ...(purpose === undefined ? {} : { purpose }),
    ...(scenario === undefined ? {} : { scenario: plain('scenario', scenario) }),
  };
}

/** Frees a core in the instance that made it, if that instance still runs. */
function release(engine, own) {
  const { core, generation } = own;
  own.core = null;
  own.generation = 0;
  if (core !== null && engine.running && generation === engine.generation) engine.run(() => core.free());
}

/** Frees the cores of verifiers that nobody disposed of and nobody can reach any more. */
const abandoned =
  typeof FinalizationRegistry === 'function'
    ? new FinalizationRegistry(({ engine, own }) => release(engine, own))
    : null;

/** Nothing was decided, and nothing about the credential is said. */
function trapReceipt({ at, purpose }) {
  return {
    verdict: 'indeterminate',
    code: 'internal.trap',
    checks: STEPS.map((step) => ({ step, outcome: 'not_reached' })),
    trust: { source: 'anchors' },
    ...(purpose === undefined ? {} : { purpose }),
    at,
    sdk: VERSION,
  };
}

function trap() {
  return Object.assign(new Error('the verification engine stopped'), { code: 'internal.trap' });
}
