// Makes real traps in the translated engine, as tests/trapping.mjs does in the module: an export that is
// armed is called where the stack ends, so that it dies in the middle of its work.

import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const DIST = new URL('../../pkg/dist/', import.meta.url);

/** Frames that the dying call has: fewer than any export needs. */
const FRAMES = 8;

/** In the place of the engine: the same one, whose instances `watched` may wrap. */
const STAND_IN = `import { instantiate as translated } from ${JSON.stringify(String(new URL('js-engine.mjs', DIST)))};
export const watched = { wrap: (exports) => exports };
export const instantiate = (imports) => watched.wrap(translated(imports));
`;

/** The entry `yanzheng/js` over such an engine, with `arm`, `count` and `memory`; `close()` when it is done with. */
export async function trapTranslation() {
  const folder = mkdtempSync(join(tmpdir(), 'yanzheng-'));
  copyFileSync(fileURLToPath(new URL('js.mjs', DIST)), join(folder, 'js.mjs'));
  writeFileSync(join(folder, 'js-engine.mjs'), STAND_IN);
  const { watched } = await import(pathToFileURL(join(folder, 'js-engine.mjs')));
  const entry = await import(pathToFileURL(join(folder, 'js.mjs')));
  let armed = null;
  let made = 0;
  let last = null;

  watched.wrap = (exports) => {
    const wrapped = { ...exports };
    for (const [name, call] of Object.entries(exports)) {
      if (typeof call !== 'function') continue;
      wrapped[name] = (...values) => {
        if (armed !== name) return call(...values);
        armed = null;
        return starved(() => call(...values));
      };
    }
    made += 1;
    last = exports;
    return wrapped;
  };

  return {
    ...entry,

    arm(name = 'core_verify') {
      armed = name;
    },
    count: () => made,
    memory: () => last.memory.buffer.byteLength,
    close: () => rmSync(folder, { recursive: true }),
  };
}

/** What becomes of a call near the end of the stack: it throws what it throws. */
function starved(call) {
  let left = FRAMES;
  let outcome;
  function descend() {
    try {
      descend();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    left -= 1;
    if (left !== 0) return;
    try {
      outcome = { value: call() };
    } catch (error) {
      outcome = { error };
    }
  }
  descend();
  if (outcome.error) throw outcome.error;
  return outcome.value;
}
