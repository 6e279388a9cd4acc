import type { Store, Verifier, VerifierOptions, WasmSource } from './types.js';

export type * from './types.js';

/** This package's version. */
export declare const VERSION: string;

/** Lower-case hex SHA-256 of `yanzheng/yanzheng.wasm`; pass it as `integrity`. */
export declare const WASM_SHA256: string;

/**
 * Makes a verifier from the wasm that you pass; `wasm` is required here.
 * @throws TypeError that begins with the name of the option that is wrong.
 * @throws Error with a `code` when the wasm cannot be had or run: `wasm.unavailable`,
 *   `wasm.blocked_by_csp`, `wasm.load_failed`, `wasm.mismatch`.
 */
export declare function createVerifier(
  options: VerifierOptions & { wasm: WasmSource | Promise<WasmSource> },
): Promise<Verifier>;

/** A store that lasts as long as the program. */
export declare function memoryStore(): Store;

/**
 * A store in the browser's IndexedDB, in the database `name`; what was put is on the disk when put()
 * resolves. Ask for `navigator.storage.persist()`, or the browser may clear it.
 * @throws TypeError when `name` is not a text.
 */
export declare function indexedDbStore(name: string): Store;
