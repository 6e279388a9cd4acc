// The core of one verifier, in whatever instance of the wasm runs now.

import { TRAPPED } from './engine.js';

/** Holds the core that `make(glue)` makes, and makes another where the instance is another one. */
export function createHolding(engine, make) {
  const own = { core: null, generation: 0, ended: false, pending: 0 };

  function core() {
    if (own.generation !== engine.generation) {
      const made = engine.run(make);
      if (made === TRAPPED) return TRAPPED;
      own.core = made;
      own.generation = engine.generation;
    }
    return own.core;
  }

  /** What `ask(core, glue)` answers; TRAPPED where there is no core or it trapped. */
  function run(ask) {
    const held = engine.running ? core() : TRAPPED;
    const answer = held === TRAPPED ? TRAPPED : engine.run((glue) => ask(held, glue));
    releaseEnded();
    return answer;
  }

  /** Frees the core in the instance that made it, if that instance still runs and nobody uses it. */
  function releaseEnded() {
    const { core: held, generation } = own;
    if (!own.ended || own.pending > 0) return;
    own.core = null;
    own.generation = 0;
    if (held !== null && engine.running && generation === engine.generation) engine.run(() => held.free());
  }

  return {
    run,

    /** The same with an instance that may have to be started first. */
    async runSoon(ask) {
      try {
        while (!engine.running) await engine.start();
      } catch {
        // No instance can be had: the answer is internal.trap.
      }
      return run(ask);
    },

    /** The same at once, where the browser lets an instance be started at once. */
    runNow(ask) {
      if (!engine.running) engine.startNow();
      return run(ask);
    },

    /** Keeps the core for a work of several steps, however it ends meanwhile. */
    async during(work) {
      own.pending += 1;
      try {
        return await work();
      } finally {
        own.pending -= 1;
        releaseEnded();
      }
    },

    get ended() {
      return own.ended;
    },

    end() {
      own.ended = true;
      releaseEnded();
    },
  };
}
