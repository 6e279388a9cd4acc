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
  /** The signer id of an SM2 key. Absent: `1234567812345678`. */
  sm2_id?: string;
  /** Types that the key may sign. Absent: all (with a DCC certificate: what its key usage says). */
  types?: readonly string[];
  /** Regions that the key may sign for. Absent: all. */
  regions?: readonly string[];
  /** Addresses of status lists that the key may sign: prefixes that end in `/`, or whole ones. Absent: all. */
  lists?: readonly string[];
  /** First second at which the key is in force. Absent: the certificate's. */
  not_before?: number;
  /** Last second at which the key is in force. Absent: the certificate's. */
  not_after?: number;
}

/** A public key as RFC 7517 writes it; other members are ignored. An SM2 key has the curve `SM2-P-256`. */
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

/** What a status code of a type means. */
export type TypeState =
  | 'valid'
  | 'suspended'
  | 'withdrawn'
  | 'cancelled'
  | 'expired'
  | 'revoked'
  | 'transferred'
  | 'other';

/** One row of the type catalogue: facts about a 证照类型代码, and where they come from. */
export interface TypeRecord {
  /** The type code, 21 characters in Chinese credentials. */
  type: string;
  name?: { zh?: string; en?: string };
  category?: string;
  /** Whether credentials of this type may be without an end of validity (长期). */
  perpetual?: boolean;
  /** The type's own status codes, such as `"01"`: the same code means different things in other types. */
  statuses?: { readonly [code: string]: TypeState };
  /** Where the row comes from. */
  source: string;
  /** The day on which the source said so: `YYYY-MM-DD`. */
  date: string;
}

/** What this counter accepts: plain data, no code. */
export interface Policy {
  /** The scenario's name; it is printed on the receipt. */
  scenario: string;
  /** Types that are accepted. Absent: all. */
  types?: readonly string[];
  /** Claims that the credential must have. */
  claims?: readonly string[];
  /**
   * `required`: a status list or revocation pack must say that the credential is not withdrawn. What
   * cannot be said is `indeterminate`.
   */
  status?: 'required';
  /** Seconds that the list or pack may be old. */
  max_status_age?: number;
  /**
   * `required`: the holder's device must have signed the presentation, for this scenario or for the
   * `audience`, in the last minute. Paper codes are then refused.
   */
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

/** What a hub hook is asked: one code that only the system behind it can resolve. */
export interface HubQuestion {
  /** The channel's id, as in the `detail` of `envelope.online_only`. */
  channel: string;
  /** The text that was scanned. */
  scan: string;
  /** The `purpose` of the verification. */
  purpose?: string;
  /** The policy of the verification, or its name. */
  scenario?: Policy | string;
}

/**
 * What your own connection to a hub answered, in the numbers of GB/T 36906. Other members are passed
 * over; an answer whose members are of another type is `hub.malformed`.
 */
export interface HubAnswer {
  /** `head.status` of the answer: 0 is fine. */
  status?: number;
  /** The result of verifyCertInfo, 0 to 7: 0 is correct and valid. */
  result?: number;
  /** The 证照类型代码. */
  type?: string;
  /** Who issued it. */
  issuer?: string;
  /** What the hub said of the credential, by the English element names. */
  claims?: { readonly [name: string]: string };
}

/** Asks a hub over the caller's own connection. This package never sends anything itself. */
export type Hub = (question: HubQuestion) => HubAnswer | null | Promise<HubAnswer | null>;

/** A file: its bytes, or its text. */
export type Content = Uint8Array | ArrayBuffer | string;

/** The files of a repository by name, such as `metadata/timestamp.json`. */
export interface Files {
  readonly [name: string]: Content;
}

type Soon<T> = T | Promise<T>;

/**
 * Where a verifier keeps what must survive: two slots, `trust/0` and `trust/1`. put() must not resolve
 * before the bytes would survive a crash. `memoryStore`, `indexedDbStore` and `fileStore` are such stores.
 */
export interface Store {
  get(key: string): Soon<Uint8Array | null | undefined>;
  put(key: string, bytes: Uint8Array): Soon<void>;
  delete(key: string): Soon<void>;
  list(prefix?: string): Soon<string[]>;
}

/** What a verifier is made with; at least one of `anchors` and `root`. */
export type VerifierOptions = VerifierSettings &
  (
    | { anchors: readonly AnchorRecord[]; root?: undefined; trust?: undefined; store?: undefined }
    | ({ anchors?: readonly AnchorRecord[] } & BundleOptions)
  );

/** Trust by a bundle: who may sign what is in it, and whoever holds `root` says so. */
export interface BundleOptions {
  /**
   * The root metadata that you pin: the file's bytes or text, or its JSON as an object. Ship it with your
   * program; it is never fetched, and the bundle brings the roots that follow it.
   */
  root: Content | object;
  /**
   * The trust bundle to begin with: `bundle.json`, or loose files by name. One that is refused is said on
   * every receipt, and what the store kept stays in use.
   */
  trust?: Content | Files;
  /** Where the bundle and the highest time seen survive a restart. Default: nowhere. */
  store?: Store;
}

export interface VerifierSettings {
  /**
   * The keys that you trust besides a bundle, or instead of one; required without `root`. An empty list
   * trusts nobody.
   */
  anchors?: readonly AnchorRecord[];
  /**
   * Where this counter is: six digits of GB/T 2260. What was issued in another region then needs an
   * agreement of the bundle. Absent: recognition is not judged.
   */
  region?: string;
  /** Rows for the type catalogue, added to the built-in ones of `yanzheng/types` or in their place. */
  types?: readonly TypeRecord[];
  /** Who this verifier is, as holders' presentations must name it. */
  audience?: string;
  /**
   * Called by verify() and verifyMany(), once for each code that only a hub can resolve; verifySync()
   * never calls it. When it throws, is too slow or answers null, the receipt says `hub.missing`.
   */
  hub?: Hub;
  /** Milliseconds that the hub has for an answer. Default: 10 000. */
  hubTimeout?: number;
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
  /**
   * What this counter accepts: a policy, or the name of one of the bundle's. Absent: nothing beyond the
   * credential itself is asked.
   */
  scenario?: Policy | string;
  /** The time to verify at: seconds since the Unix epoch, ISO 8601 with a zone, or a Date. Default: now. */
  at?: number | string | Date;
  /** The challenge that was shown to the holder, out of `challenge()`: the presentation must answer it. */
  challenge?: string;
  /** Who this verifier is, in the place of the `audience` it was created with. */
  audience?: string;
  /** Where this counter is, in the place of the `region` it was created with. */
  region?: string;
  /**
   * What this counter already knows, by claim: a booking's name, say. A claim that says something else
   * is `policy.claim_mismatch`, one that is not there `policy.claim_required`.
   */
  expected?: { readonly [name: string]: string };
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

/**
 * How much an accepted credential says of whoever shows it. `paper`: nothing, it may be a copy;
 * `device`: the holder's device signed it in the last minute; `live`: it also answered our challenge.
 * None of them says whose hand the device is in.
 */
export type Assurance = 'paper' | 'device' | 'live';

/** A remark of a check; it never changes the verdict. */
export type Note =
  | 'sm2_id'
  | 'identifier_variant'
  | 'identifier_mismatch'
  | 'identifier_malformed'
  | 'uscc_mismatch'
  | 'resident_number_mismatch'
  | 'division_unknown'
  | 'holder_type_unknown'
  | 'status_unknown';

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
  /**
   * Seconds before `at`: of the holder's signature, where the holder was checked, or of the moment for
   * which a status list or pack stands.
   */
  age?: number;
  /** Remarks, each a `Note`, with a space between them. */
  note?: string;
}

/** What was vouched for by the signer (or stated by the hub). */
export interface CredentialSummary {
  envelope: 'code' | 'hcert' | 'shc' | 'nzcp' | 'sd-jwt' | 'jwt' | 'pointer';
  format?: 'CWT' | 'SD-CWT' | 'SD-JWT' | 'JWT' | 'JWS' | 'hub';
  /** Absent where a European certificate leaves it to its key. */
  issuer?: string;
  /** Absent where the credential names none. */
  type?: string;
  not_before?: number;
  not_after?: number;
}

/** One credential of a code that holds several. */
export interface ReceiptPart {
  verdict: Verdict;
  code: string;
  checks: Check[];
  credential?: CredentialSummary;
  /** Present only when the whole code was accepted. */
  claims?: Record<string, unknown>;
  assurance?: Assurance;
}

/** Versions of a bundle's metadata. */
export interface Versions {
  root: number;
  timestamp: number;
  snapshot: number;
  targets: number;
}

/** On whose word a receipt rests. */
export interface TrustUsed {
  source: 'anchors' | 'bundle' | 'hub';
  /** What the bundle calls the issuer. */
  issuer?: { [language: string]: string };
  /** The counter's region, where it was judged whether the credential counts there. */
  region?: string;
  /** The agreement that let in a credential of another region. */
  agreement?: { id: string; name?: { [language: string]: string } };
  versions?: Versions;
  /** When the bundle ends. */
  expires?: number;
  /** Seconds since the bundle was made. */
  age?: number;
  /** The code of the update that was refused last; absent once one was taken. */
  refused?: string;
  /** `lost`: both slots of the store were unreadable, so an older bundle than seen before may be in use. */
  state?: 'lost';
}

/** A bundle that is held now. */
export interface TrustSummary extends Kept {
  ok: true;
  /** False where it is the one that was held already. */
  changed: boolean;
  sha256: string;
  versions: Versions;
  /** Those of the bundle that had to go. */
  before?: Versions;
  expires: number;
  issued?: number;
  age?: number;
  issuers: number;
  keys: number;
  types: number;
  agreements: number;
  /** Names of its policies, for `scenario`. */
  policies: string[];
  /** The revocation packs that it names: fetch them by schedule, never for one scan. */
  revocation: { path: string; length: number; sha256: string }[];
}

/** With a store: whether an update is kept there. */
export interface Kept {
  /** False: it holds as long as the program. */
  kept?: boolean;
  /** Why it is not kept. */
  reason?: 'store.full' | 'store.unavailable' | 'internal.trap';
}

/** A list or pack that is at hand now. */
export type StatusSummary =
  | ({ ok: true; kind: 'list'; uri: string; region?: string } & Kept)
  | { ok: true; kind: 'pack'; path: string; sequence: number; covered_until: number };

/** An update that was not taken: what was held before stays. `explainRefusal()` puts it in words. */
export interface UpdateRefusal {
  ok: false;
  code: string;
  spec?: string;
  detail?: Record<string, number | string>;
  /** Those of the bundle that stays. */
  versions?: Versions;
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
  credential?: CredentialSummary;
  /** Present on accept only. Its names come out of the credential: treat it as data. */
  claims?: Record<string, unknown>;
  /** Present on accept only. */
  assurance?: Assurance;
  /**
   * Present when one code held several credentials: each with its own checks and claims. The members
   * above then speak of the one that decided, and have no claims.
   */
  parts?: ReceiptPart[];
  trust: TrustUsed;
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
  /** The same, at once, and without asking a hub. */
  verifySync(scan: string | Uint8Array, options?: VerifyOptions): Receipt;
  /** The receipts of many scans, in order; one scan is held at a time. */
  verifyMany(
    items:
      | Iterable<string | Uint8Array | VerifyItem>
      | AsyncIterable<string | Uint8Array | VerifyItem>,
    options?: VerifyOptions,
  ): AsyncGenerator<Receipt, void, undefined>;
  /**
   * Offers a trust bundle: `bundle.json`, or loose files by name. Resolves when it is kept in the store,
   * where there is one. A bundle that is wrong, incomplete, old or at its end is a refusal.
   * @throws TypeError that begins with the name of the argument that is wrong, or without a `root`.
   */
  updateTrust(bundle: Content | Files, options?: { at?: number | string | Date }): Promise<TrustSummary | UpdateRefusal>;
  /**
   * Offers a status list token or a revocation pack; `uri` is where a token came from. Status files are
   * in memory only: offer them again after a restart. The store keeps how new the lists were, so that an
   * older one is refused.
   * @throws TypeError that begins with the name of the argument that is wrong.
   */
  updateStatus(
    file: Content,
    options?: { at?: number | string | Date; uri?: string },
  ): Promise<StatusSummary | UpdateRefusal>;
  /**
   * A challenge to show to the holder: 16 random bytes as 22 characters of base64url. Use it for one
   * person and pass it to verify().
   * @throws TypeError that begins with `challenge` when the host has no source of random numbers.
   */
  challenge(): string;
  /** Frees what the verifier holds. Later calls are a TypeError. */
  dispose(): void;
}

/** One signature to check without any credential around it: for diagnosis and test suites. */
export interface SignatureRequest {
  /** The algorithm's JOSE name: `ES256` or `SGD_SM3_SM2`. */
  alg: string;
  /** The public key: hex of a SEC 1 point. */
  key: string;
  /** The message that was signed: hex. */
  msg: string;
  /** The signature r‖s: hex of 64 bytes. */
  sig: string;
  /** The signer id of an SM2 key; default `1234567812345678`. */
  sm2_id?: string;
}

export type SignatureAnswer = { valid: true } | { valid: false; code: string };

/** A message to hash, for diagnosis. */
export interface DigestRequest {
  alg: 'SM3' | 'SHA-256';
  /** The message: hex. */
  msg: string;
}

export interface DigestAnswer {
  /** Lower-case hex of 32 bytes. */
  digest: string;
}
