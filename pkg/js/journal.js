// Keeps the journal: each verification is one entry in the caller's store, written before its receipt is
// released. Other tabs and processes may write into the same store: who creates a number first has it, and
// whoever comes later follows that entry and asks the core again.
//
// Does not understand an entry: the core makes and follows them.

import { TRAPPED } from './engine.js';
import { parseJson, writeJson } from './intrinsics.js';
import { createLedger, Unkept } from './ledger.js';

/**
 * Times that somebody else may take a number before this counter gives up. Of eight that write as fast as
 * they can, each wins one time in eight: losing all of these happens once in 10^14 times.
 */
const TRIES = 256;

/** Says that another instance runs than the one in which the journal was opened. */
const CHANGED = Symbol('changed');

/**
 * The journal in a store. `run(ask)` resolves to what `ask` makes of the core that runs, or TRAPPED;
 * `makeKey()` resolves to a key for the terminal; `present()` gives seconds since the Unix epoch.
 */
export function createJournal(store, { run, makeKey, present }) {
  const ledger = createLedger(store, makeKey);
  let opened = null;
  let queue = Promise.resolve();
  /** Whether somebody else has been seen to write: then it pays to look before each verification. */
  let isShared = false;

  /** What `ask` makes of this core, read as JSON; TRAPPED or CHANGED where it is gone. */
  async function tell(core, ask) {
    const answer = await run((held, glue) => (held === core ? ask(held, glue) : CHANGED));
    return typeof answer === 'string' ? parseJson(answer) : answer;
  }

  /** Has a core follow or recall a record. */
  async function take(core, how, record) {
    if (record === undefined) throw new Unkept('journal.missing');
    const answer = await tell(core, (held) => held[how](record));
    if (answer.ok === false) throw new Unkept(answer.code);
    return answer;
  }

  /** Follows what others wrote, from a number on. */
  async function catchUp(core, from) {
    let sequence = from;
    for (let record; (record = await ledger.record(sequence)) !== undefined; sequence += 1) {
      const answer = await take(core, 'follow', record);
      if (isGone(answer)) return answer;
    }
    return undefined;
  }

  /** Follows what others wrote since. */
  async function keepUp(core) {
    const known = await tell(core, (held) => held.head());
    return isGone(known) ? known : catchUp(core, known.sequence + 1);
  }

  /** Opens the journal in the core that runs; answers TRAPPED or CHANGED where that went away. */
  async function open() {
    const key = await ledger.terminalKey();
    const newest = (await ledger.sequences()).pop();
    const core = await run((held) => {
      held.terminal(key);
      return held;
    });
    if (core === TRAPPED) return core;
    if (newest === undefined) return begin(core);
    let answer = await take(core, 'follow', await ledger.record(newest));
    while (answer.last !== undefined) answer = await take(core, 'recall', await ledger.record(answer.last));
    if (isGone(answer)) return answer;
    opened = core;
    return catchUp(core, newest + 1);
  }

  /** Writes the first entry, or follows the one that somebody has just written. */
  async function begin(core) {
    const made = await tell(core, (held) => held.enter(writeJson({ at: present(), journal: true })));
    if (isGone(made)) return made;
    await ledger.create(made.sequence, made.record);
    opened = core;
    return catchUp(core, made.sequence);
  }

  /** The core in which the journal is open, or TRAPPED. */
  async function ready() {
    for (;;) {
      const held = await run((core) => core);
      if (held === TRAPPED || held === opened) return held;
      if ((await open()) === TRAPPED) return TRAPPED;
    }
  }

  async function commit(make, isFinal) {
    for (let time = 0; time < TRIES; time += 1) {
      const core = await ready();
      if (core === TRAPPED) return core;
      if (isShared) await keepUp(core);
      const made = await tell(core, make);
      if (made === CHANGED) continue;
      if (made === TRAPPED || !isFinal(made)) return made;
      if (await ledger.create(made.sequence, made.record)) {
        await follow(core, made.record);
        return made;
      }
      isShared = true;
    }
    throw new Unkept('store.unavailable');
  }

  async function head() {
    for (;;) {
      const core = await ready();
      if (core === TRAPPED) return core;
      await keepUp(core);
      const answer = await tell(core, (held) => held.head());
      if (answer !== CHANGED) return answer;
    }
  }

  /** What was written counts, whatever becomes of the core: the next one opens the journal again. */
  async function follow(core, record) {
    const answer = await tell(core, (held) => held.follow(record));
    if (answer.ok !== true) opened = null;
  }

  /** One work after another; after a fault the journal is opened again. */
  function inTurn(work) {
    const done = queue.then(work);
    queue = done.catch((error) => {
      if (error instanceof Unkept) opened = null;
    });
    return done;
  }

  return {
    ledger,

    /** Opens the journal, so that wrong use of the store is said at once. */
    open: () => inTurn(ready),

    /**
     * Writes the entry that `make` has the core make, again for as long as another one is there first;
     * resolves to what was made, or TRAPPED. What is not final is answered and not written.
     */
    commit: (make, isFinal = () => true) => inTurn(() => commit(make, isFinal)),

    /** The checkpoint of everything that the store has now, or TRAPPED. */
    head: () => inTurn(head),
  };
}

function isGone(answer) {
  return answer === TRAPPED || answer === CHANGED;
}
