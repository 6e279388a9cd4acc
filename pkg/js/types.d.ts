// The shapes that verifiers take and answer with. All times are seconds since the Unix epoch unless
// they say otherwise; all data is plain JSON.

/** One key that you trust. */
export interface AnchorRecord {
  /** The issuer, compared byte for byte with what the payload states. Absent: any issuer. */
  issuer?: string;
  /**
   * The key id: its text, or base64 of its bytes as DCC lists write it. Absent: with a certificate the
   * first 8 bytes of its SHA-256, else any key id.
   */
  kid?: string;
  /** The algorithm's JOSE name. Absent: the one that the key itself tells. */
  alg?: string;
  /** A public key (RFC 7517). Either this or `certificate`. */
  jwk?: Jwk;
  /** An X.509 certificate: base64 of its DER. */
  certificate?: string;
  /** The signer id of an SM2 key. */
  sm2_id?: string;
  /** Types that the key may sign. Absent: all (with a DCC certificate: what its key usage says). */
  types?: readonly string[];
  /** Regions that the key may sign for. Absent: all. */
  regions?: readonly string[];
  /** First second at which the key is in force. Absent: the certificate's. */
  not_before?: number;
  /** Last second at which the key is in force. Absent: the certificate's. */
  not_after?: number;
}

/** A public key as RFC 7517 writes it; other members are ignored. */
export interface Jwk {
  kty: string;
  crv?: string;
  x?: string;
  y?: string;
  alg?: string;
  kid?: string;
  use?: string;
  key_ops?: readonly string[];
  [member: string]: unknown;
}

/** What this counter accepts: plain data, no code. */
export interface Policy {
  /** The scenario's name; it is printed on the receipt. */
  scenario: string;
  /** Types that are accepted. Absent: all. */
  types?: readonly string[];
  /** Claims that the credential must have. */
  claims?: readonly string[];
  /** `required`: a revocation check must have been made. This version has none: indeterminate. */
  status?: 'required';
  /** `required`: the holder must have been checked. This version checks none: indeterminate. */
  holder?: 'required';
  /** Duties that this verification does not cover; printed on the receipt. */
  not_covered?: readonly string[];
}

/** A URL, a Response, or whatever else has the same members, of any realm. */
export type WasmSource =
  | string
  | { readonly href: string }
  | ArrayBuffer
  | Uint8Array
  | WebAssembly.Module
  | { readonly ok?: boolean; arrayBuffer(): Promise<ArrayBuffer> };

export interface VerifierOptions {
  /** The keys that you trust. Required; an empty list trusts nobody. */
  anchors: readonly AnchorRecord[];
  /** Milliseconds since the Unix epoch; used where `at` is not given. Default: the host's clock. */
  now?: () => number;
  /** The wasm, where the entry's own is not wanted. `./slim` has none of its own. */
  wasm?: WasmSource | Promise<WasmSource>;
  /** The SHA-256 that the wasm must have: `sha256-…` as in HTML, or 64 hex digits. */
  integrity?: string;
  /** The same in this version: WebAssembly. */
  engine?: 'auto' | 'wasm';
}

export interface VerifyOptions {
  /** What this counter accepts. Absent: nothing beyond the credential itself is asked. */
  scenario?: Policy;
  /** The time to verify at: seconds since the Unix epoch, ISO 8601 with a zone, or a Date. Default: now. */
  at?: number | string | Date;
  /** The challenge that was shown to the holder. */
  challenge?: string;
  /** What the credential is used for; printed on the receipt. */
  purpose?: string;
}

/** One scan of verifyMany with options of its own. */
export interface VerifyItem extends VerifyOptions {
  scan: string | Uint8Array;
}

export type Verdict = 'accept' | 'reject' | 'indeterminate';
export type Step = 'envelope' | 'signature' | 'trust' | 'credential' | 'status' | 'holder' | 'policy';
export type Outcome = 'passed' | 'failed' | 'undecided' | 'not_required' | 'not_reached';

/** One line of a receipt. */
export interface Check {
  step: Step;
  outcome: Outcome;
  /** Why it failed or could not be decided: `<room>.<reason>`, stable. */
  code?: string;
  /** The section that is enforced, such as `RFC 9285 §4`. */
  spec?: string;
  /** Numbers and names of the fault; never a value out of the credential. */
  detail?: Record<string, number | string>;
}

/** What verify() answers: plain JSON, the same in every host. */
export interface Receipt {
  /** accept; reject (evidence against it); indeterminate (evidence missing, none against it). */
  verdict: Verdict;
  /** `ok`, or the code of the first failed check (of the first undecided one where none failed). */
  code: string;
  /** Exactly seven, in this order: envelope, signature, trust, credential, status, holder, policy. */
  checks: Check[];
  /** Present only when signature and trust passed. */
  credential?: {
    envelope: 'code' | 'hcert' | 'shc' | 'nzcp';
    format: 'CWT' | 'JWS';
    /** Absent where a European certificate leaves it to its key. */
    issuer?: string;
    type: string;
    not_before?: number;
    not_after?: number;
  };
  /** Present on accept only. Its names come out of the credential: treat it as data. */
  claims?: Record<string, unknown>;
  trust: { source: 'anchors' };
  policy?: { scenario: string; sha256: string; not_covered: string[] };
  purpose?: string;
  /** The time that was verified at. */
  at: number;
  /** This package's version. */
  sdk: string;
  /** Lower-case hex SHA-256 of the wasm that ran; null for a module that was passed in compiled. */
  wasm_sha256: string | null;
}

export interface Verifier {
  /**
   * Verifies one scan: the text of a code (several parts joined by line feeds) or its UTF-8 bytes.
   * Whatever was scanned, the answer is a receipt.
   * @throws TypeError that begins with the name of the argument that is wrong.
   */
  verify(scan: string | Uint8Array, options?: VerifyOptions): Promise<Receipt>;
  /** The same, at once. */
  verifySync(scan: string | Uint8Array, options?: VerifyOptions): Receipt;
  /** The receipts of many scans, in order; one scan is held at a time. */
  verifyMany(
    items:
      | Iterable<string | Uint8Array | VerifyItem>
      | AsyncIterable<string | Uint8Array | VerifyItem>,
    options?: VerifyOptions,
  ): AsyncGenerator<Receipt, void, undefined>;
  /** Frees what the verifier holds. Later calls are a TypeError. */
  dispose(): void;
}

/** One signature to check without any credential around it: for diagnosis and test suites. */
export interface SignatureRequest {
  /** The algorithm's JOSE name, such as `ES256`. */
  alg: string;
  /** The public key: hex of a SEC 1 point. */
  key: string;
  /** The message that was signed: hex. */
  msg: string;
  /** The signature r‖s: hex of 64 bytes. */
  sig: string;
  /** The signer id of an SM2 key. */
  sm2_id?: string;
}

export type SignatureAnswer = { valid: true } | { valid: false; code: string };
