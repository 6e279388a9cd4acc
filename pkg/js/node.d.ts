import type { AnchorRecord, Store } from './types.js';

export * from './index.js';

/**
 * The texts of the QR codes in a PNG or JPEG picture, top to bottom; empty where there is none. Needs
 * the optional peer `zxing-wasm`, whose wasm is read from the installed package and never fetched.
 * @throws TypeError when `bytes` is not a Uint8Array.
 * @throws Error with the code `picture.unavailable` when zxing-wasm is not installed.
 */
export declare function readPicture(bytes: Uint8Array): Promise<string[]>;

/**
 * Anchors out of a JSON text or object: AnchorRecord[], a JWK Set, a DID document, or a trust list of
 * the EU digital COVID certificate (rows with a certificate, kid, country, …). Keys in a JWK Set that
 * are not for signatures are passed over.
 * @throws TypeError when it is none of these.
 */
export declare function readAnchors(source: string | object): AnchorRecord[];

/**
 * A store in a directory, one file a key; written beside its place, synced and renamed.
 * @throws TypeError when `directory` is not a path.
 */
export declare function fileStore(directory: string): Store;
