// Chooses what runs the core: the host's WebAssembly, or the same module as plain JavaScript where the
// host refuses WebAssembly and the entry has the translation at hand. Each is got once for an entry.

import { WASM_SHA256 } from 'yanzheng:about';
import { createEngine } from './engine.js';
import { fault } from './fault.js';
import { translatedProgram } from './programs/translated.js';

/**
 * `module` gets the wasm and `translated` the JavaScript, each absent in an entry that has none:
 * - `module.isPossible`: whether the host has WebAssembly at all;
 * - `module.read(given)` → `{ sha256, program() → Promise<program> }`: what goes wrong in `read` is the
 *   caller's or the network's and never a reason to take the other engine; in `program` it is the host's;
 * - `translated()` → `{ instantiate }`, or a promise of it.
 */
export function createChoice({ module, translated }) {
  const shared = {};
  const refusals = new WeakSet(); // errors of the host, not of what was read
  let refused = null; // the code of why this host runs no wasm at all

  /** One engine for everybody who asks for the same. A failed load may be tried again. */
  function once(name, start) {
    if (shared[name] === undefined) {
      shared[name] = start();
      shared[name].catch(() => {
        shared[name] = undefined;
      });
    }
    return shared[name];
  }

  async function launch(sha256, program) {
    const engine = createEngine(program);
    await engine.start();
    return { engine, sha256, about: Object.freeze({ name: program.name }) };
  }

  async function startModule(given) {
    const { sha256, program } = await module.read(given);
    try {
      return await launch(sha256, await program());
    } catch (error) {
      refusals.add(error);
      throw error;
    }
  }

  async function startTranslation() {
    let instantiate;
    try {
      ({ instantiate } = await translated());
    } catch (error) {
      throw fault('engine.load_failed', `the core as JavaScript could not be loaded: ${error.message}`);
    }
    return launch(WASM_SHA256, translatedProgram(instantiate));
  }

  const ownModule = () => once('wasm', () => startModule({}));
  const translation = () => once('js', startTranslation);

  async function fallBack(code) {
    return { ...(await translation()), about: Object.freeze({ name: 'js', code }) };
  }

  /** What starts the wasm, or the JavaScript where the host and not the wasm is at fault. */
  async function auto(start, isOwn) {
    if (!module.isPossible) refused = 'wasm.unavailable';
    if (refused !== null) return fallBack(refused);
    try {
      return await start();
    } catch (error) {
      const code = refusals.has(error) ? error.code || 'wasm.load_failed' : null;
      if (code === 'wasm.blocked_by_csp') refused = code;
      // What the caller brought may be at fault itself, unless the page refuses every wasm.
      if (code === null || (!isOwn && refused === null)) throw error;
      return fallBack(code);
    }
  }

  function load({ engine = 'auto', ...given }) {
    if (engine === 'js' || module === undefined) {
      check(engine, given);
      return translation();
    }
    const isOwn = Object.keys(given).length === 0;
    const start = isOwn ? ownModule : () => startModule(given);
    if (engine === 'wasm' || translated === undefined) return start();
    return isOwn ? once('auto', () => auto(start, isOwn)) : auto(start, isOwn);
  }

  /** Refuses options that mean nothing to the translation. */
  function check(engine, given) {
    if (translated === undefined) throw new TypeError("engine: 'js' is not in this entry; import yanzheng/js instead");
    if (engine === 'wasm') throw new TypeError("engine: 'wasm' is not in this entry; import yanzheng instead");
    const [name] = Object.keys(given);
    if (name !== undefined) throw new TypeError(`${name}: has no use for the engine 'js'`);
  }

  return {
    /** What runs under these options: `{ engine, sha256, about }`. */
    load,

    /** For a question that every engine answers alike: what runs already, or else what 'auto' takes. */
    any() {
      return shared.auto || shared.wasm || shared.js || load({});
    },
  };
}
