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
  /** What policies call it besides its code, such as `resident_id_card`. */
  kind?: Kind | (string & {});
  /** Whether credentials of this type may be without an end of validity (长期). */
  perpetual?: boolean;
  /** The type's own status codes, such as `"01"`: the same code means different things in other types. */
  statuses?: { readonly [code: string]: TypeState };
  /** Where the row comes from. */
  source: string;
  /** The day on which the source said so: `YYYY-MM-DD`. */
  date: string;
}

/** The kinds of types that this package has words for; a catalogue may have others. */
export type Kind =
  | 'resident_id_card'
  | 'temporary_id_card'
  | 'household_register'
  | 'passport'
  | 'permanent_residence'
  | 'hk_mo_permit'
  | 'taiwan_permit'
  | 'hk_mo_tw_residence'
  | 'residence_permit'
  | 'social_security_card'
  | 'driving_licence'
  | 'vehicle_licence'
  | 'property_certificate'
  | 'property_registration'
  | 'business_licence'
  | 'seal_registration'
  | 'authorisation'
  | 'degree'
  | 'qualification'
  | 'birth_certificate'
  | 'marriage_certificate'
  | 'divorce_certificate'
  | 'disability_card'
  | 'e_bike_licence';

/** Texts for people, by language: `zh`, `en`. */
export interface Texts {
  readonly [language: string]: string;
}

/** A way of matching the person with the credential. */
export type HolderMatch = 'staff_photo' | 'face_external' | 'none';

/** Types that are accepted, by code or by kind: any of a list, or of each group one, all in one code. */
export type PolicyTypes = readonly string[] | { readonly all: readonly (readonly string[])[] };

/** What a rule rests on. */
export interface PolicySource {
  title: string;
  ref?: string;
  /** As the source has it, such as `2022-02-22` or `2024`. */
  date?: string;
  /** Whether somebody has looked it up; absent or false: not yet. */
  checked?: boolean;
}

/**
 * What this counter accepts, asks for and keeps: plain data, no code. Any other member is an error.
 * `checkPolicy()` says where a text is wrong, `yanzheng/policy.schema.json` is its form.
 */
export interface Policy {
  /** The scenario's name; it is printed on the receipt. */
  scenario: string;
  /** The author's own count, from 1. */
  version?: number;
  /** What it is, for people. */
  title?: Texts;
  /** What it cannot do, for people. */
  limits?: Texts;
  /** What else would be accepted, in words, for people. */
  instead?: Texts;
  /** Types that are accepted. Absent: all. An empty list accepts nothing. */
  types?: PolicyTypes;
  /** Claims that every credential must have. */
  claims?: readonly string[];
  /** Further claims of credentials of a type or kind. */
  claims_by_type?: { readonly [type: string]: readonly string[] };
  /** Claims that may be asked for and need not be shown. */
  optional?: readonly string[];
  /** Claims that must be there, and be one of these. */
  values?: { readonly [claim: string]: readonly (string | boolean)[] };
  /** Claims that must be there, and agree among all credentials of one code. */
  same?: readonly string[];
  /**
   * The least that must be known of whoever shows it. Absent: `paper`. `device`: the holder's device must
   * have signed in the last minute, for this scenario or for the `audience`; `live`: it must have answered
   * this counter's challenge.
   */
  assurance?: Assurance;
  /** How the person may be matched. `face_external` is never the only way, and `none` stands alone. */
  holder_match?: readonly HolderMatch[];
  /**
   * `required`: a status list or revocation pack must say that the credential is not withdrawn. What
   * cannot be said is `indeterminate`.
   */
  status?: 'required';
  /** Seconds that the list or pack may be old. */
  max_status_age?: number;
  /** Regions (GB/T 2260) whose issuers are accepted; a province covers its cities. Absent: whatever trust lets in. */
  regions?: readonly string[];
  /** Agreements by which a credential of another region may come in. Absent: any. */
  agreements?: readonly string[];
  /** What the counter does where it cannot tell. Absent: `refuse`; `review`: a person decides, with a reason. */
  indeterminate?: 'refuse' | 'review';
  /** What the counter keeps of an accepted credential, and for how many days, 1 to 36500. */
  retention?: { readonly days: number; readonly claims: readonly string[] };
  /** Claims that must not be kept. */
  never_keep?: readonly string[];
  /** What each reader of the result gets, by name. `reference` is the counter's own name of the credential. */
  outputs?: { readonly [name: string]: readonly string[] };
  /** Duties that this verification does not cover; printed on the receipt. */
  not_covered?: readonly string[];
  /** What the rules rest on. */
  sources?: readonly PolicySource[];
}

/** Whether a text is a policy, or where it is wrong. */
export type PolicyCheck =
  | { ok: true; scenario: string; /** Of the whole policy as canonical JSON: what a receipt says. */ sha256: string }
  | {
      ok: false;
      /** The path of the member, such as `types[1]`; empty for a text that is no JSON. */
      option: string;
      /** From 1. */
      line: number;
      sentence: string;
    };

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
 * Where a verifier keeps what must survive: the bundle in two slots, `trust/0` and `trust/1`, the journal in
 * `journal/000000000017` and the like, and the terminal's own key in `terminal/key`. `memoryStore`,
 * `indexedDbStore` and `fileStore` are such stores.
 */
export interface Store {
  get(key: string): Soon<Uint8Array | null | undefined>;
  /**
   * Answers true. With `create` it answers false, and changes nothing, where the key is there already: of all
   * tabs and processes that create one key, one is answered true. It must not resolve before the bytes would
   * survive a crash. A store that answers neither can have no journal.
   */
  put(key: string, bytes: Uint8Array, options?: { create?: boolean }): Soon<boolean>;
  delete(key: string): Soon<void>;
  list(prefix?: string): Soon<string[]>;
}

/** What a verifier is made with; at least one of `anchors` and `root`. */
export type VerifierOptions = VerifierSettings &
  (
    | { anchors: readonly AnchorRecord[]; root?: undefined; trust?: undefined }
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
}

export interface VerifierSettings {
  /**
   * The keys that you trust besides a bundle, or instead of one; required without `root`. An empty list
   * trusts nobody.
   */
  anchors?: readonly AnchorRecord[];
  /**
   * Where the bundle, the highest time seen and the journal survive a restart. Default: nowhere, and no
   * journal. With a store every verification is an entry of the journal before its receipt is given out.
   */
  store?: Store;
  /** `false`: no journal in the store. Default: one, where there is a store. */
  journal?: boolean;
  /** Who checks (加注件制作者); printed on the receipt. */
  maker?: string;
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
  /**
   * What runs the core. `'auto'`, the default: WebAssembly, and where the host lacks or refuses it the same
   * core as plain JavaScript, ten times slower; `verifier.engine` says which. `'wasm'`: never the other.
   * `'js'`: that one at once, so that a page whose policy refuses WebAssembly reports no violation. `./slim`,
   * workerd and the script-tag files have one engine each.
   */
  engine?: 'auto' | 'wasm' | 'js';
}

export interface VerifyOptions {
  /**
   * What this counter accepts: a policy, or the name of one of the bundle's. Absent: nothing beyond the
   * credential itself is asked. Policies to begin with are in `yanzheng/policies`.
   */
  scenario?: Policy | string;
  /**
   * The claims that this counter asked the holder for. One that the policy does not let it ask for is
   * `policy.claim_unauthorised`.
   */
  asks?: readonly string[];
  /** How the person was matched; a way that is not in the policy's `holder_match` is `policy.match_unauthorised`. */
  matched?: HolderMatch | (string & {});
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
  /** The policy's member that it comes from, such as `types` or `max_status_age`. */
  rule?: string;
  /** What would do in its place. */
  instead?: Instead;
  /**
   * Seconds before `at`: of the holder's signature, where the holder was checked, or of the moment for
   * which a status list or pack stands.
   */
  age?: number;
  /** Remarks, each a `Note`, with a space between them. */
  note?: string;
}

/** What would do in the place of what a policy refused: one member, the rule's or what it is about. */
export interface Instead {
  types?: PolicyTypes;
  claims?: readonly string[];
  values?: readonly (string | boolean)[];
  assurance?: Assurance;
  status?: 'required';
  /** Seconds. */
  max_status_age?: number;
  regions?: readonly string[];
  agreements?: readonly string[];
  holder_match?: readonly HolderMatch[];
}

/** What was vouched for by the signer (or stated by the hub). */
export interface CredentialSummary {
  envelope: 'code' | 'hcert' | 'shc' | 'nzcp' | 'sd-jwt' | 'jwt' | 'pointer';
  format?: 'CWT' | 'SD-CWT' | 'SD-JWT' | 'JWT' | 'JWS' | 'hub';
  /** Absent where a European certificate leaves it to its key. */
  issuer?: string;
  /** Absent where the credential names none. */
  type?: string;
  /**
   * This counter's own name of the credential: hex of HMAC-SHA-256 under the terminal's key, another at every
   * terminal. Present where there is a journal.
   */
  id?: string;
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
  /** Present only when the whole code was accepted, where the policy has outputs. */
  outputs?: Outputs;
  assurance?: Assurance;
}

/** What each reader of the result gets, by the policy's names: the claims that were shown, and `reference`. */
export interface Outputs {
  [name: string]: Record<string, unknown>;
}

/** The policy by which it was decided, and what it leaves to the counter. */
export interface PolicyUsed {
  scenario: string;
  version?: number;
  title?: Texts;
  instead?: Texts;
  /** Lower-case hex SHA-256 of the whole policy as canonical JSON: two counters that show the same used the same. */
  sha256: string;
  /** `bundle`: of the trust bundle; `local`: it came with the call. */
  source: 'bundle' | 'local';
  not_covered: string[];
  holder_match?: HolderMatch[];
  /** What the counter does where it cannot tell. */
  indeterminate: 'refuse' | 'review';
  /** What may be kept of an accepted credential, and until when: `at` and `days`, in seconds. */
  retention?: { days: number; until: number; claims: string[] };
  never_keep?: string[];
}

/** Where a receipt stands in the journal. */
export interface JournalPlace {
  /** The journal's id, 16 hex digits. */
  journal: string;
  sequence: number;
  /** Lower-case hex SHA-256 of the entry's line. */
  sha256: string;
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
  policy?: PolicyUsed;
  /** On accept only, where the policy has outputs. */
  outputs?: Outputs;
  /** Who checked. */
  maker?: string;
  purpose?: string;
  /** How the person was matched, as the call said. */
  matched?: string;
  /** Where it stands in the journal; absent where it is in none. */
  entry?: JournalPlace;
  /** The time that was verified at. */
  at: number;
  /** This package's version. */
  sdk: string;
  /** Lower-case hex SHA-256 of the wasm that ran; null for a module that was passed in compiled. */
  wasm_sha256: string | null;
}

/** What somebody holds, as far as it is known. */
export interface Held {
  /** A type's code, or a kind of types. */
  type: string;
  /** Where it was issued, by GB/T 2260. */
  region?: string;
  /** The claims that it has. Absent: as needed. */
  claims?: readonly string[];
  /** How it can be shown. Absent: as needed. */
  assurance?: Assurance;
}

/** Whether one thing that is held will do. */
export interface HeldAnswer {
  type: string;
  verdict: Verdict;
  code?: string;
  rule?: string;
  instead?: Instead;
}

/**
 * The answer to precheck(). `accept`: what is held will do, if it is valid then and shows what is asked;
 * `indeterminate`: something is not known, such as the region. Nothing is said of validity or withdrawal.
 */
export type Precheck =
  | {
      verdict: Verdict;
      code?: undefined;
      /** One for each thing held, in order. */
      held: HeldAnswer[];
      asks: PrecheckAsks;
      policy: PolicyUsed;
    }
  /** No policy could be looked up: no bundle has come, or it could not be taken. */
  | { verdict: 'indeterminate'; code: string };

/** What the counter will ask of whoever comes. */
export interface PrecheckAsks {
  claims: string[];
  claims_by_type?: { [type: string]: string[] };
  optional: string[];
  assurance: Assurance;
  /** Whether it looks up withdrawal. */
  status: boolean;
  types?: PolicyTypes;
}

/** What a counter asks of a holder, as a wallet reads it. */
export interface CounterRequest {
  scenario: string;
  /** What the presentation must answer; absent where a paper code will do. */
  challenge?: string;
  claims: string[];
  optional: string[];
  purpose?: string;
  retention_days?: number;
  audience?: string;
  maker?: string;
  types?: PolicyTypes;
  assurance: Assurance;
  policy_sha256: string;
  /** When it was made. */
  at: number;
}

export interface RequestOptions {
  /** What it is for; the wallet shows it. */
  purpose?: string;
  /** The claims that are wanted, of those that the policy names. Absent: all that must be there. */
  claims?: readonly string[];
  /** The challenge that is shown. Default: a fresh one, which the answer has. */
  challenge?: string;
  audience?: string;
  /** Default: now. */
  at?: number | string | Date;
}

/** A request to show as a QR code, in digits; or why there is none. */
export type RequestAnswer =
  | { text: string; challenge?: string; request: CounterRequest; code?: undefined }
  | { text?: undefined; code: string; detail?: Record<string, number | string> };

/** What a wallet reads out of a request; `code` where it asks for more than the policy of its name allows. */
export type RequestRead =
  | {
      request: CounterRequest;
      /** Whether the bundle has a policy of that name. */
      known: boolean;
      /** Whether it is the same one, by its hash. */
      same?: boolean;
      code?: string;
      detail?: Record<string, number | string>;
    }
  | { request?: undefined; code: string; detail?: Record<string, number | string> };

/** The last entry of a journal: keep it elsewhere, so that a journal that was cut or made anew is known. */
export interface Checkpoint extends JournalPlace {
  /** The entry's time. */
  at: number;
}

/**
 * One entry of a journal. Of the members from `journal` to `purge` it has one. Its receipt has no claims and
 * no outputs.
 */
export interface JournalEntry {
  sequence: number;
  /** SHA-256 of the entry before it; absent in the first one. */
  previous?: string;
  at: number;
  /** The journal's id, in the first entry. */
  journal?: string;
  receipt?: Omit<Receipt, 'claims' | 'outputs' | 'entry'>;
  /** What a person decided of a receipt that was indeterminate. */
  review?: { of: number; decision: 'accepted' | 'refused'; reason: string };
  /** That an objection to a receipt was made, and the hash of its package. */
  objection?: { of: number; sha256: string };
  /** That the kept claims of so many entries were deleted. */
  purge?: { entries: number };
  /** From when on the replay memory knows. */
  since?: number;
  /** The entry before it that the replay memory still needs. */
  last?: number;
  /** What the replay memory remembers of it: keys with the time of the holder's signature. */
  shown?: [string, number][];
  /** SHA-256 of the line with the kept claims. */
  kept?: string;
  /** Until when they are kept. */
  until?: number;
}

/** One entry as entries() gives it. */
export interface JournalRow {
  sequence: number;
  /** SHA-256 of the entry's line. */
  sha256: string;
  entry: JournalEntry;
  /** What is kept of the credential; a list where the code held several. */
  claims?: Record<string, unknown> | Record<string, unknown>[];
}

/** What following a chain found; `explainJournal()` puts it in words. */
export type ChainAnswer =
  | { ok: true; entries: number; head: Checkpoint }
  | { ok: false; code: string; /** The entry at which it is. */ sequence: number };

/** An objection (异议): what somebody carries to the issuer. Everything but `claimed` is a hash or public. */
export interface Objection {
  format: 'yanzheng objection 1';
  journal: string;
  sequence: number;
  /** The entry's line. */
  entry: string;
  /** The claim that is disputed. */
  field: string;
  /** SHA-256 of the salt and the value that was shown. */
  shown_sha256?: string;
  salt: string;
  /** What it should be. */
  claimed: string;
  evidence_sha256: string[];
  maker?: string;
  at: number;
}

/**
 * The journal of a verifier: append-only, one entry a verification. Where the store fails, its promises
 * reject with an Error whose `code` says why (`store.unavailable`, `journal.malformed`, …).
 */
export interface Journal {
  /** The entries from one number to another, in order; one is held at a time. */
  entries(options?: { from?: number; to?: number }): AsyncGenerator<JournalRow, void, undefined>;
  /** The last entry. */
  checkpoint(): Promise<Checkpoint>;
  /** Follows the whole chain from its first entry, against a checkpoint that was kept elsewhere. */
  verifyChain(options?: { checkpoint?: Checkpoint | JournalPlace }): Promise<ChainAnswer>;
  /** Deletes kept claims whose time is over at `at` (default: now), and enters that. */
  purgeExpired(options?: { at?: number | string | Date }): Promise<{ purged: number }>;
  /**
   * Enters what a person decided of an indeterminate receipt whose policy leaves it to one.
   * @throws TypeError for another receipt, or without a reason.
   */
  review(sequence: number, options: { decision: 'accepted' | 'refused'; reason: string }): Promise<{ sequence: number; sha256: string }>;
  /**
   * Makes the package of an objection to a receipt, and enters its hash. `shown` is the value that was shown,
   * where it is not kept; evidence as bytes, or as its SHA-256 in hex.
   */
  objection(
    sequence: number,
    options: { field: string; shown?: string; claimed: string; evidence?: readonly (Uint8Array | string)[] },
  ): Promise<Objection>;
  /** Everything as text: the entries' lines, which `verifyJournal()` follows, or a table. Without kept claims. */
  export(options: { format: 'jsonl' | 'csv' }): AsyncGenerator<string, void, undefined>;
}

/** What runs the core, and, where nobody asked for JavaScript, why it is not WebAssembly. */
export interface Engine {
  readonly name: 'wasm' | 'js';
  readonly code?: 'wasm.blocked_by_csp' | 'wasm.unavailable' | 'wasm.load_failed';
}

export interface Verifier {
  /** What runs the core here. Receipts are the same in both engines. */
  readonly engine: Engine;
  /**
   * Verifies one scan: the text of a code (several parts joined by line feeds) or its UTF-8 bytes.
   * Whatever was scanned, the answer is a receipt.
   * @throws TypeError that begins with the name of the argument that is wrong.
   */
  verify(scan: string | Uint8Array, options?: VerifyOptions): Promise<Receipt>;
  /**
   * The same, at once, and without asking a hub.
   * @throws TypeError that begins with `journal` where there is one, which only verify() can keep.
   */
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
  /**
   * Says before the trip whether what somebody holds will do, and what will be asked: types, kinds, or what
   * is known of each.
   * @throws TypeError that begins with the name of the argument that is wrong.
   */
  precheck(scenario: Policy | string, held: readonly (string | Held)[]): Precheck;
  /**
   * Makes the text of a QR code by which this counter asks a wallet. Pass its `challenge` to verify().
   * @throws TypeError that begins with the name of the argument that is wrong.
   */
  request(scenario: Policy | string, options?: RequestOptions): RequestAnswer;
  /** Reads such a text as a wallet does, and compares it with the policy of its name where the bundle has it. */
  readRequest(text: string): RequestRead;
  /** Absent without a store, and with `journal: false`. */
  readonly journal?: Journal;
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
