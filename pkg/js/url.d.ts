import type {
  ChainAnswer,
  Checkpoint,
  DigestAnswer,
  DigestRequest,
  JournalPlace,
  PolicyCheck,
  SignatureAnswer,
  SignatureRequest,
  Store,
  Verifier,
  VerifierOptions,
} from './types.js';

export type * from './types.js';

/** This package's version. */
export declare const VERSION: string;

/** Lower-case hex SHA-256 of `yanzheng/yanzheng.wasm`, which this entry fetches from beside itself. */
export declare const WASM_SHA256: string;

/**
 * Makes a verifier. Fetches `yanzheng.wasm` and refuses it when its hash is not WASM_SHA256.
 * @throws TypeError that begins with the name of the option that is wrong.
 * @throws Error with a `code` when the wasm cannot be had, or not be run and `engine` is `'wasm'`:
 *   `wasm.unavailable`, `wasm.blocked_by_csp`, `wasm.load_failed`, `wasm.mismatch`; `engine.load_failed` when
 *   the JavaScript that lies beside is missing too.
 */
export declare function createVerifier(options: VerifierOptions): Promise<Verifier>;

/**
 * Says whether a text is a policy, or where it is wrong.
 * @throws TypeError when it is no text.
 */
export declare function checkPolicy(text: string): Promise<PolicyCheck>;

/**
 * Follows the lines of an exported journal from its first entry on, against a checkpoint that was kept
 * elsewhere. A line is text or UTF-8 bytes, with its end or without; one is held at a time.
 * @throws TypeError that begins with the name of the argument that is wrong.
 */
export declare function verifyJournal(
  lines: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  options?: { checkpoint?: Checkpoint | JournalPlace },
): Promise<ChainAnswer>;

/**
 * Checks one signature with the core's own primitive.
 * @throws TypeError that begins with the name of the member that is wrong.
 */
export declare function checkSignature(request: SignatureRequest): Promise<SignatureAnswer>;

/**
 * Hashes one message with the core's own primitive.
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
