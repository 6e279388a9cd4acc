// One verifier: what a page, a server or the command line calls, and the core behind it.

import { VERSION } from 'yanzheng:about';
import { published } from './abandoned.js';
import { TRAPPED } from './engine.js';
import { fault } from './fault.js';
import { readCarrier, readFile, STATUS_LIMIT } from './files.js';
import { createHolding } from './holding.js';
import { askHub, HUB_TIMEOUT } from './hub.js';
import { clock, parseJson } from './intrinsics.js';
import { createJournal } from './journal.js';
import { createKeeper, readSlots } from './keep.js';
import { Unkept } from './ledger.js';
import { createLogbook } from './logbook.js';
import { inOrder } from './many.js';
import { present } from './moment.js';
import { jsonText, plain, readHeld, readScan, readUpdate, readVerification, readWanted } from './options.js';
import { createTold } from './told.js';
import { TextDecoder } from './utf8.js';

const STEPS = ['envelope', 'signature', 'trust', 'credential', 'status', 'holder', 'policy'];

/** What a new instance is given for the root where there is none. */
const NO_ROOT = new Uint8Array(0);

/** An update that cost the instance: nothing was taken. */
const TRAPPED_UPDATE = Object.freeze({ ok: false, code: 'internal.trap' });

/** A verifier for one configuration on an engine that is running; `about` is what it says of the engine. */
export async function bind({ engine, sha256, about }, { config, root, trust, store, keeps, hub, hubTimeout = HUB_TIMEOUT, now = clock }) {
  const configText = jsonText(keeps ? { ...config, wasm_sha256: sha256 } : config);
  const told = createTold(root !== undefined);
  const holding = createHolding(engine, (glue) => {
    const fresh = new glue.Core(configText, root === undefined ? NO_ROOT : root);
    told.repeat(fresh);
    return fresh;
  });
  const { run, runSoon } = holding;
  const keeper = createKeeper(root === undefined ? undefined : store, dueSlot);

  function dueSlot() {
    const slot = run((held) => told.slot(held));
    return slot === TRAPPED ? null : slot;
  }

  /** What chance gives: a terminal's key, or a salt so that nobody finds by trying what was hashed. */
  async function chance(ask) {
    const given = await runSoon((_, glue) => ask(glue));
    if (given === TRAPPED) throw new Unkept('internal.trap');
    return given;
  }

  const makeKey = () => chance((glue) => glue.terminalKey());
  const salt = () => chance((glue) => glue.challenge());
  const journal = keeps ? createJournal(store, { run: runSoon, makeKey, present: () => present(now) }) : null;

  function alive() {
    if (holding.ended) throw new TypeError('dispose: this verifier was disposed of');
  }

  function read(scan, options) {
    alive();
    const bytes = readScan(scan);
    const { ownClock, ...request } = readVerification(options, now);
    return { bytes, request, ownClock };
  }

  /** Has the core verify; `how` calls it. */
  function ask({ request, ownClock }, how) {
    return (held, glue) => {
      const text = how(held, jsonText(request), glue);
      if (ownClock && root !== undefined) told.saw(held, request.at);
      return text;
    };
  }

  const verifyPlain = (asked) => ask(asked, (held, request) => held.verify(asked.bytes, request));

  function completed(receipt, asked) {
    const whole = receipt === TRAPPED ? trapReceipt(asked.request, root === undefined ? 'anchors' : 'bundle') : receipt;
    whole.wasm_sha256 = sha256;
    keeper.advance(told.seen);
    return whole;
  }

  const receiptOf = (text) => (text === TRAPPED ? TRAPPED : parseJson(text));

  /** The receipt of what is in the journal now; without a journal, and where it failed, of what is in none. */
  async function judge(asked, isFinal) {
    if (journal === null) return receiptOf(await runSoon(verifyPlain(asked)));
    const make = (held, request, glue) => held.verifyKept(asked.bytes, request, glue.challenge());
    try {
      const made = await journal.commit(ask(asked, make), ({ receipt }) => isFinal(receipt));
      return made === TRAPPED ? TRAPPED : made.receipt;
    } catch (error) {
      if (!(error instanceof Unkept)) throw error;
      return receiptOf(await runSoon(verifyPlain({ ...asked, request: { ...asked.request, unkept: true } })));
    }
  }

  function verify(scan, options) {
    return holding.during(async () => {
      const asked = read(scan, options);
      const isFinal = ({ code }) => hub === undefined || code !== 'envelope.online_only';
      const receipt = completed(await judge(asked, isFinal), asked);
      if (isFinal(receipt)) return receipt;
      const found = await askHub(hub, question(receipt, asked.bytes, asked.request), hubTimeout);
      const again = { ...asked, request: { ...asked.request, hub: found } };
      return completed(await judge(again, () => true), again);
    });
  }

  /** Offers a bundle; resolves when what is to be kept of it is kept. */
  async function offer(bytes, at) {
    const answer = await runSoon((held) => told.updateTrust(held, bytes, at));
    if (answer === TRAPPED) return { ...TRAPPED_UPDATE };
    return answer.ok && store !== undefined ? { ...answer, ...(await keeper.keep(answer.changed, told.seen)) } : answer;
  }

  /** Takes up what the store kept, and then what the caller brought. */
  async function begin() {
    if (store !== undefined && root !== undefined) {
      const kept = await readSlots(store);
      if ((await runSoon((held) => told.restore(held, kept))) === TRAPPED) throw trap();
    }
    if (trust !== undefined) await offer(trust, present(now));
    if (journal !== null) await journal.open().catch(said);
  }

  /** The answer to a question that no scan is part of. */
  function consult(question) {
    const text = holding.runNow(question);
    if (text === TRAPPED) throw trap();
    return text;
  }

  const verifier = {
    engine: about,

    verify,

    verifySync(scan, options) {
      const asked = read(scan, options);
      if (journal !== null) throw new TypeError('journal: is kept by verify() only; pass journal: false for verifySync()');
      return completed(receiptOf(holding.runNow(verifyPlain(asked))), asked);
    },

    verifyMany(items, options) {
      return inOrder(verify, items, options);
    },

    precheck(scenario, held) {
      alive();
      const asked = jsonText(readHeld(scenario, held, now));
      return parseJson(consult((core) => core.precheck(asked)));
    },

    request(scenario, options) {
      alive();
      const wanted = readWanted(scenario, options, now);
      const challenge = (glue) => (wanted.challenge === undefined ? glue.challenge() : wanted.challenge);
      return parseJson(consult((core, glue) => core.request(jsonText({ ...wanted, challenge: challenge(glue) }))));
    },

    readRequest(text) {
      alive();
      if (typeof text !== 'string') throw new TypeError('text: must be a string');
      return parseJson(consult((core) => core.readRequest(text)));
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
      return consult((_, glue) => glue.challenge());
    },

    dispose() {
      holding.end();
    },

    ...(journal === null ? {} : { journal: createLogbook({ engine, journal, salt, maker: config.maker, now, alive }) }),
  };

  while (!engine.running) await engine.start();
  if (run(() => null) === TRAPPED) throw trap();
  const open = published(verifier, holding);
  await begin();
  return open;
}

/** A journal that cannot be opened now is said on every receipt, and tried again before each. */
function said(error) {
  if (!(error instanceof Unkept)) throw error;
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
  return fault('internal.trap', 'the verification engine stopped');
}
