import type { Verifier, VerifierOptions } from './types.js';

export type * from './types.js';
export { checkPolicy, checkSignature, digest, indexedDbStore, memoryStore, verifyJournal, VERSION, WASM_SHA256 } from './index.js';

/**
 * Makes a verifier on the core as plain JavaScript, translated from the wasm whose hash WASM_SHA256 is.
 * Nothing is fetched, and WebAssembly is never touched.
 * @throws TypeError that begins with the name of the option that is wrong.
 */
export declare function createVerifier(
  options: Omit<VerifierOptions, 'wasm' | 'integrity' | 'engine'> & { engine?: 'auto' | 'js' },
): Promise<Verifier>;
