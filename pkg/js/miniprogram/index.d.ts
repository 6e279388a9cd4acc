import type {
  BundleOptions,
  AnchorRecord,
  ChainAnswer,
  Checkpoint,
  Held,
  Journal,
  JournalPlace,
  Policy,
  PolicyCheck,
  Precheck,
  RequestAnswer,
  RequestOptions,
  RequestRead,
  Store,
  Verifier,
  VerifierSettings,
} from './types.js';

export type * from './types.js';
export { explain, explainJournal, explainPolicy, explainPrecheck, explainRefusal, explainRequest, languages } from './messages.js';

/** This package's version. */
export declare const VERSION: string;

/** Lower-case hex SHA-256 of the wasm in `yanzheng.wasm.br`, which is what the JavaScript engine was translated from too. */
export declare const WASM_SHA256: string;

/** What a verifier in a mini-program is made with; at least one of `anchors` and `root`. */
export type MiniprogramOptions = Omit<VerifierSettings, 'wasm' | 'integrity' | 'anchors' | 'engine'> &
  (
    | { anchors: readonly AnchorRecord[]; root?: undefined; trust?: undefined }
    | ({ anchors?: readonly AnchorRecord[] } & BundleOptions)
  ) & {
    /**
     * Where the wasm lies in the code package, as an absolute path, where not in its usual place:
     * `/miniprogram_npm/yanzheng/yanzheng.wasm.br`, on Alipay
     * `/node_modules/yanzheng/miniprogram_dist/yanzheng.wasm.br`. In a subpackage with npm of its own it is
     * somewhere else, and where a framework copies it too. Where the platform lets the file be read, one of
     * another version is an Error with the code `wasm.mismatch`.
     */
    wasmPath?: string;
    /**
     * `auto` (default): WebAssembly, or the JavaScript engine where the host has none or does not start the file;
     * `wasm`: WebAssembly or an Error; `js`: the JavaScript engine at once.
     */
    engine?: 'auto' | 'wasm' | 'js';
  };

/**
 * Makes a verifier. Nothing is fetched, and random bytes are ready before it resolves.
 * @throws TypeError that begins with the name of the option that is wrong.
 * @throws Error with a `code` where `engine` is 'wasm' and the host cannot run it: `wasm.unavailable`,
 *   `wasm.load_failed`; where `js-engine.js` was taken out of the code package and is needed: `engine.load_failed`;
 *   where `wasmPath` is a file of another version: `wasm.mismatch`.
 */
export declare function createVerifier(options: MiniprogramOptions): Promise<Verifier>;

/**
 * Says whether a text is a policy, or where it is wrong.
 * @throws TypeError when it is no text.
 */
export declare function checkPolicy(text: string): Promise<PolicyCheck>;

/**
 * Follows the lines of an exported journal from its first entry on, against a checkpoint that was kept elsewhere.
 * @throws TypeError that begins with the name of the argument that is wrong.
 */
export declare function verifyJournal(
  lines: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  options?: { checkpoint?: Checkpoint | JournalPlace },
): Promise<ChainAnswer>;

/** A store that lasts as long as the program. */
export declare function memoryStore(): Store;

/**
 * A store in the files that the mini-program keeps on this phone, in a folder of this name. What was put is there
 * whole or not at all, whenever the program ends. The platform deletes it with the mini-program, and allows 200 MB
 * on WeChat, 50 MB on Alipay, 10 MB on Douyin.
 * @throws TypeError when `name` has other characters than letters, digits, - and _.
 */
export declare function fileStore(name: string): Store;

/**
 * Opens the platform's scanner. Resolves to what verify() takes: the text of the code, or its bytes where the
 * platform's text is not what was encoded.
 * @throws Error with a `code`: `scan.cancelled`, `scan.failed`, `scan.empty`, `scan.unavailable`.
 */
export declare function scanCode(options?: {
  /** No pictures out of the album. */
  onlyFromCamera?: boolean;
  /** The platform's kinds of code. Default: QR codes. */
  scanType?: readonly string[];
}): Promise<string | Uint8Array>;

/** A verifier that lives in a worker: everything is a promise, and there is no verifySync(). */
export interface WorkerVerifier extends Pick<Verifier, 'engine' | 'verify' | 'verifyMany' | 'updateTrust' | 'updateStatus'> {
  challenge(): Promise<string>;
  precheck(scenario: Policy | string, held: readonly (string | Held)[]): Promise<Precheck>;
  request(scenario: Policy | string, options?: RequestOptions): Promise<RequestAnswer>;
  readRequest(text: string): Promise<RequestRead>;
  readonly journal?: Journal;
  dispose(): void | Promise<void>;
}

/** What the platform gives for a worker. */
export interface WorkerPort {
  postMessage(message: object): void;
  onMessage(listener: (message: any) => void): void;
}

/**
 * Connects a page with the worker that runs `worker.js`: on Alipay, where pages have no WebAssembly. Where the
 * worker has none either, createVerifier() takes the JavaScript engine in the page.
 */
export declare function connectWorker(
  worker: WorkerPort,
  options?: {
    /** Milliseconds that the worker has for one answer, then an Error with the code `worker.silent`. Default: 60 000. */
    limit?: number;
  },
): {
  createVerifier(options: MiniprogramOptions): Promise<WorkerVerifier>;
  checkPolicy(text: string): Promise<PolicyCheck>;
};
