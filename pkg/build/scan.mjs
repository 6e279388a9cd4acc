// Holds the wasm to what old hosts and mini-programs take. What is not so stops the build:
// - no instruction beyond the first version of WebAssembly and mutable globals (iOS takes what its own
//   JavaScriptCore took when it was built);
// - no exported Global, which WeChat on iOS has not, and no Table;
// - no function under two names: a WeChat client shows such exports as undefined;
// - no 64-bit integer in the interface: it would need BigInt;
// - imports from one module of the glue alone.
//
// wabt checks the instructions, interface.mjs reads the interface and, since wabt lets them pass, results.

import createWabt from 'wabt';

import { readInterface } from './interface.mjs';

/** Everything that wabt knows beyond the first version, and whether we use it. */
const FEATURES = {
  exceptions: false, mutable_globals: true, sat_float_to_int: false, sign_extension: false, simd: false, threads: false,
  function_references: false, multi_value: false, tail_call: false, bulk_memory: false, reference_types: false,
  annotations: false, code_metadata: false, gc: false, memory64: false, extended_const: false, relaxed_simd: false,
};

const I64 = 0x7e;

/** Throws an Error that says what is wrong with the module. */
export async function scan(bytes) {
  const wabt = await createWabt();
  const module = wabt.readWasm(bytes, FEATURES);
  module.validate();
  module.destroy();
  const wrong = objections(readInterface(bytes));
  if (wrong.length > 0) throw new Error(`the wasm does not fit every host: ${wrong.join('; ')}`);
}

/** What is wrong with an interface. */
function objections({ types, imports, exports, functions }) {
  const wrong = [];
  const seen = new Map();
  const isWide = ({ params, results }) => params.includes(I64) || results.includes(I64);
  if (types.some(({ results }) => results.length > 1)) wrong.push('something gives several values');
  for (const { module, name, type } of imports) {
    if (module !== './yanzheng_bg.js') wrong.push(`${name} is imported from ${module}`);
    if (isWide(types[type])) wrong.push(`${name} takes or gives a 64-bit integer`);
  }
  for (const { name, kind, index } of exports) {
    if (kind === 'memory') continue;
    if (kind !== 'function') {
      wrong.push(`${name} is an exported ${kind}`);
      continue;
    }
    if (seen.has(index)) wrong.push(`${name} and ${seen.get(index)} are one function`);
    seen.set(index, name);
    if (isWide(types[functions[index]])) wrong.push(`${name} takes or gives a 64-bit integer`);
  }
  return wrong;
}
