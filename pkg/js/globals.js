// What stands in the place of host globals inside the wasm-bindgen glue (build.mjs injects it).

export { TextDecoder, TextEncoder } from './utf8.js';

/**
 * Never frees anything: the glue's own finalizers would call into an instance that was dropped after
 * a trap, outside of any call that could catch it. verifier.js frees what is left behind.
 */
export class FinalizationRegistry {
  register() {}

  unregister() {}
}
