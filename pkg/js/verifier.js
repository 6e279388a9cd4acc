// One verifier: what a page, a server or the command line calls, and the core behind it.

import { VERSION } from 'yanzheng:about';
import { TRAPPED } from './engine.js';
import { readCarrier, readFile, STATUS_LIMIT } from './files.js';
import { askHub, HUB_TIMEOUT } from './hub.js';
import { clock, isBytes, parseJson } from './intrinsics.js';
import { createKeeper, readSlots } from './keep.js';
import { jsonText, known, plain, readRequest, readScan, readUpdate } from './options.js';
import { createTold } from './told.js';
import { TextDecoder } from './utf8.js';

const STEPS = ['envelope', 'signature', 'trust', 'credential', 'status', 'holder', 'policy'];
const ITEM = ['scan', 'scenario', 'at', 'challenge', 'audience', 'region', 'expected', 'purpose'];

/** What a new instance is given for the root where there is none. */
const NO_ROOT = new Uint8Array(0);

/** An update that cost the instance: nothing was taken. */
const TRAPPED_UPDATE = Object.freeze({ ok: false, code: 'internal.trap' });

/** A verifier for one configuration on an engine that is running. */
export async function bind(engine, sha256, { config, root, trust, store, hub, hubTimeout = HUB_TIMEOUT, now = clock }) {
  const own = { core: null, generation: 0, disposed: false };
  const configText = jsonText(config);
  const told = createTold(root !== undefined);
  const keeper = createKeeper(store, dueSlot);

  /** The core of this verifier in the instance that runs now; TRAPPED when making it trapped. */
  function core() {
    if (own.generation !== engine.generation) {
      const made = engine.run((glue) => {
        const fresh = new glue.Core(configText, root === undefined ? NO_ROOT : root);
        told.repeat(fresh);
        return fresh;
      });
      if (made === TRAPPED) return TRAPPED;
      own.core = made;
      own.generation = engine.generation;
    }
    return own.core;
  }

  /** What `ask` makes of the core; TRAPPED where there is none or it trapped. */
  function run(ask) {
    const held = engine.running ? core() : TRAPPED;
    const answer = held === TRAPPED ? TRAPPED : engine.run(() => ask(held));
    if (own.disposed) release(engine, own); // disposed of while this call waited
    return answer;
  }

  function dueSlot() {
    const slot = run((held) => told.slot(held));
    return slot === TRAPPED ? null : slot;
  }

  async function runSoon(ask) {
    try {
      while (!engine.running) await engine.start();
    } catch {
      // No instance can be had: the answer is internal.trap.
    }
    return run(ask);
  }

  function alive() {
    if (own.disposed) throw new TypeError('dispose: this verifier was disposed of');
  }

  function read(scan, options) {
    alive();
    const bytes = readScan(scan);
    const { ownClock, ...request } = readRequest(options, now);
    return { bytes, request, ownClock };
  }

  function ask({ bytes, request, ownClock }) {
    return (held) => {
      const text = held.verify(bytes, jsonText(request));
      if (ownClock && root !== undefined) told.saw(held, request.at);
      return text;
    };
  }

  function receiptOf(text, { request }) {
    const receipt = text === TRAPPED ? trapReceipt(request, root === undefined ? 'anchors' : 'bundle') : parseJson(text);
    receipt.wasm_sha256 = sha256;
    keeper.advance(told.seen);
    return receipt;
  }

  async function verify(scan, options) {
    const asked = read(scan, options);
    const receipt = receiptOf(await runSoon(ask(asked)), asked);
    if (hub === undefined || receipt.code !== 'envelope.online_only') return receipt;
    const found = await askHub(hub, question(receipt, asked.bytes, asked.request), hubTimeout);
    const again = { ...asked, request: { ...asked.request, hub: found } };
    return receiptOf(await runSoon(ask(again)), again);
  }

  /** Offers a bundle; resolves when what is to be kept of it is kept. */
  async function offer(bytes, at) {
    const answer = await runSoon((held) => told.updateTrust(held, bytes, at));
    if (answer === TRAPPED) return { ...TRAPPED_UPDATE };
    return answer.ok && store !== undefined ? { ...answer, ...(await keeper.keep(answer.changed, told.seen)) } : answer;
  }

  /** Takes up what the store kept, and then what the caller brought. */
  async function begin() {
    if (store !== undefined) {
      const kept = await readSlots(store);
      if ((await runSoon((held) => told.restore(held, kept))) === TRAPPED) throw trap();
    }
    if (trust !== undefined) await offer(trust, readUpdate({}, [], now).at);
  }

  const verifier = {
    verify,

    verifySync(scan, options) {
      const asked = read(scan, options);
      if (!engine.running) engine.startNow();
      return receiptOf(run(ask(asked)), asked);
    },

    verifyMany(items, options) {
      return inOrder(verify, items, options);
    },

    async updateTrust(bundle, options) {
      alive();
      if (root === undefined) throw new TypeError('root: required for a trust bundle; pass it to createVerifier');
      return offer(readCarrier('bundle', bundle), readUpdate(options, ['at'], now).at);
    },

    async updateStatus(file, options) {
      alive();
      const bytes = readFile('file', file, STATUS_LIMIT);
      const { at, uri } = readUpdate(options, ['at', 'uri'], now);
      const answer = await runSoon((held) => told.updateStatus(held, bytes, at, uri));
      if (answer === TRAPPED) return { ...TRAPPED_UPDATE };
      // A slot says how new each list was; what packs there are says the bundle itself.
      return answer.kind === 'list' && store !== undefined && told.holds ? { ...answer, ...(await keeper.keep(true, told.seen)) } : answer;
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
  await begin();
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
function trapReceipt({ at, purpose }, source) {
  return {
    verdict: 'indeterminate',
    code: 'internal.trap',
    checks: STEPS.map((step) => ({ step, outcome: 'not_reached' })),
    trust: { source },
    ...(purpose === undefined ? {} : { purpose }),
    at,
    sdk: VERSION,
  };
}

/** What is thrown where there is no receipt to say it. */
export function trap() {
  return Object.assign(new Error('the verification engine stopped'), { code: 'internal.trap' });
}
