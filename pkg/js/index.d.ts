import type { DigestAnswer, DigestRequest, SignatureAnswer, SignatureRequest, Store, Verifier, VerifierOptions } from './types.js';

export type * from './types.js';

/** This package's version. */
export declare const VERSION: string;

/** Lower-case hex SHA-256 of `yanzheng/yanzheng.wasm`, which this entry holds inside itself. */
export declare const WASM_SHA256: string;

/**
 * Makes a verifier. Nothing is fetched.
 * @throws TypeError that begins with the name of the option that is wrong.
 * @throws Error with a `code` when the host cannot run the wasm: `wasm.unavailable`,
 *   `wasm.blocked_by_csp`, `wasm.load_failed`, `wasm.mismatch`.
 */
export declare function createVerifier(options: VerifierOptions): Promise<Verifier>;

/**
 * Checks one signature with the wasm's own primitive.
 * @throws TypeError that begins with the name of the member that is wrong.
 */
export declare function checkSignature(request: SignatureRequest): Promise<SignatureAnswer>;

/**
 * Hashes one message with the wasm's own primitive.
 * @throws TypeError that begins with the name of the member that is wrong.
 */
export declare function digest(request: DigestRequest): Promise<DigestAnswer>;

/** A store that lasts as long as the program. */
export declare function memoryStore(): Store;

/**
 * A store in the browser's IndexedDB, in the database `name`; what was put is on the disk when put()
 * resolves. Ask for `navigator.storage.persist()`, or the browser may clear it.
 * @throws TypeError when `name` is not a text.
 */
export declare function indexedDbStore(name: string): Store;
