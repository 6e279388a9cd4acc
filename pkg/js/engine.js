// Runs the compiled core, one instance at a time, and replaces it when it traps.
//
// After a trap an instance may hold broken memory: it is dropped together with its glue, which keeps
// views of that memory, and the next call gets a new pair from the program, which knows how the host
// makes instances (programs/).

import { createGlue } from 'yanzheng:glue';

/** Says that the core trapped; its instance is gone, and the next call gets a new one. */
export const TRAPPED = Symbol('trapped');

export function createEngine(program) {
  let glue = null;
  let starting = null;
  let generation = 0;

  function adopt(fresh, exports) {
    fresh.__wbg_set_wasm(exports);
    if (exports.__wbindgen_start) exports.__wbindgen_start();
    glue = fresh;
    generation += 1;
  }

  async function instantiate() {
    const fresh = createGlue();
    const exports = await program.start(imports(fresh));
    if (glue === null) adopt(fresh, exports);
  }

  return {
    /** Grows by one with every instance: what an instance made is good for its own generation only. */
    get generation() {
      return generation;
    },

    get running() {
      return glue !== null;
    },

    /**
     * Starts an instance as every browser allows it: off the calling turn. Look at `running` again
     * afterwards: another call that waited too may have made it trap already.
     */
    start() {
      if (starting === null) {
        const done = () => {
          starting = null;
        };
        starting = instantiate();
        starting.then(done, done);
      }
      return starting;
    },

    /** Starts an instance at once; where the browser refuses that on its main thread, soon. */
    startNow() {
      const fresh = createGlue();
      try {
        adopt(fresh, program.startNow(imports(fresh)));
      } catch {
        this.start().catch(() => {});
      }
    },

    /**
     * What `body` makes of the glue, or TRAPPED. A TypeError is the core's word on an option and is
     * passed on; whatever else comes out (RuntimeError, RangeError) costs the instance.
     */
    run(body) {
      try {
        return body(glue);
      } catch (error) {
        if (error instanceof TypeError) throw error;
        glue = null;
        return TRAPPED;
      }
    },
  };
}

/** The glue under the name by which the module imports it; build.mjs sees to it that it is the only one. */
function imports(fresh) {
  return { './yanzheng_bg.js': fresh };
}
