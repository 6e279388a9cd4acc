import type {
  Assurance,
  ChainAnswer,
  JournalEntry,
  Outcome,
  Policy,
  Precheck,
  Receipt,
  RequestAnswer,
  RequestRead,
  Step,
  TypeRecord,
  UpdateRefusal,
  Verdict,
} from './types.js';

export type Language = 'zh-Hans' | 'en';

/** The languages that explain() speaks. */
export declare const languages: readonly Language[];

/** One labelled value, safe to show as text. */
export interface Line {
  /** Where the value stands, such as `certificateName` or `v[0].dt`. */
  key: string;
  label: string;
  value: string;
  /** True when characters that must not be shown (controls, bidi controls, zero widths) were left out. */
  altered?: true;
}

/** One check in words. */
export interface CheckLine {
  step: Step;
  /** The step's name. */
  name: string;
  outcome: Outcome;
  /** The outcome as a word. */
  word: string;
  sentence: string;
  /** The policy's rule that it comes from, in a word or two. */
  rule?: string;
  /** What would do in its place, as a sentence. */
  instead?: string;
  /** The check's remarks, which changed nothing about the verdict. */
  notes?: string[];
  spec?: string;
}

/** What is said of a receipt, and of each credential of a receipt that has several. */
export interface Told {
  /** The verdict in a word or two. */
  verdict: string;
  /** Why, in one sentence without any value out of the credential. */
  reason: string;
  /** What would do in the place of what a rule refused, as a sentence. */
  instead?: string;
  /**
   * What to do next: on accept how the person is to be matched, by the policy; for a pointer what it is, why it
   * cannot be checked here, and what to ask for instead.
   */
  advice: string;
  /** How much is known of whoever shows it, on accept: a word and a sentence. */
  assurance?: { level: Assurance; word: string; sentence: string };
  /** The seven checks. */
  checks: CheckLine[];
  /**
   * Kind, issuer, type and validity of a credential whose signature and issuer were right, and this counter's
   * own name of it (`reference`) where there is a journal; the region where it was judged to count, and the
   * agreement that let it in.
   */
  credential: Line[];
  /** The claims, flattened and labelled; empty unless the verdict is accept. */
  claims: Line[];
  /** What each reader of the result gets; empty unless the verdict is accept and the policy has outputs. */
  outputs: { key: string; label: string; lines: Line[] }[];
  /** Remarks of the checks, one sentence each. */
  notes: string[];
}

/** A duty that a check does not cover; an unknown code is its own text. */
export interface Duty {
  code: string;
  text: string;
}

/** The policy in words. */
export interface ToldPolicy {
  /** Its title, or the scenario's name. */
  name: string;
  /** Scenario, where the rule comes from (`policy_source`: the bundle, or a local rule), and its hash. */
  lines: Line[];
  /** On accept: how the person is to be matched, where nobody said that it is done; `advice` says it too. */
  match?: string;
  /** On indeterminate: who decides now. */
  review?: string;
  /** On accept: what may be kept, and until when. */
  retention?: string;
  /** On accept: what must not be kept. */
  never_keep?: string;
  /** Unless accepted: what the policy's author says would be accepted instead. */
  instead?: string;
  /** The duties that this check does not cover; `notes` has them as one sentence. */
  not_covered: Duty[];
}

/** A receipt in words. */
export interface Explanation extends Told {
  language: Language;
  /** Absent where no policy was asked for. */
  policy?: ToldPolicy;
  /** Who checked, what for, how the person was matched, and the journal's entry. */
  record: Line[];
  /**
   * One for each credential of a code that holds several, else empty. Claims, assurance and remarks
   * then stand here, and the rest speaks of the one that decided.
   */
  parts: Told[];
  /** On whose word it rests: the caller's keys, a hub, or a trust bundle with its age and end. */
  trust: Line[];
  /**
   * Remarks of the checks, what is the matter with the trust in use, and what the policy says this
   * verification does not cover.
   */
  notes: string[];
}

/**
 * Says a receipt in words. Times are `YYYY-MM-DD HH:MM`, in 北京时间 (UTC+8) or UTC. `types` are the
 * catalogue rows that the verifier was given: they name types and states besides the built-in ones.
 * @throws TypeError for another language, or for something that is not a receipt.
 */
export declare function explain(
  receipt: Receipt,
  language: Language,
  options?: { types?: readonly TypeRecord[] },
): Explanation;

/** A journal's check in words; `advice` where it is not whole. */
export declare function explainJournal(answer: ChainAnswer, language: Language): { verdict: string; reason: string; advice?: string };

/** A policy in words, spoken to a holder. */
export interface ExplainedPolicy {
  language: Language;
  name: string;
  /** What it cannot do. */
  limits?: string;
  /** What else would be accepted. */
  instead?: string;
  /** What is accepted, asked for, looked up and kept: a sentence each. */
  asks: string[];
  outputs: { key: string; label: string; value: string }[];
  not_covered: Duty[];
}

/**
 * Says what a policy asks for.
 * @throws TypeError for another language, or for something that names no scenario.
 */
export declare function explainPolicy(
  policy: Policy,
  language: Language,
  options?: { types?: readonly TypeRecord[] },
): ExplainedPolicy;

/** An answer of precheck() in words, for a holder before the trip. */
export interface ExplainedPrecheck {
  language: Language;
  verdict: string;
  reason: string;
  /** One for each thing held, in order. */
  held: { type: string; verdict: Verdict; word: string; sentence: string; instead?: string }[];
  /** What will be asked there, a sentence each. */
  asks: string[];
  policy?: { name: string; instead?: string; not_covered: Duty[] };
}

/**
 * Says whether to go, with what, and what will be asked there.
 * @throws TypeError for another language, or for something that is not such an answer.
 */
export declare function explainPrecheck(
  answer: Precheck,
  language: Language,
  options?: { types?: readonly TypeRecord[] },
): ExplainedPrecheck;

/**
 * Says to a holder what a counter's request asks for (`lines`), and whether it may (`notes`): the answer of
 * readRequest(), or of request().
 * @throws TypeError for another language, or for something that is not such an answer.
 */
export declare function explainRequest(
  answer: RequestRead | RequestAnswer,
  language: Language,
  options?: { types?: readonly TypeRecord[] },
): { language: Language; lines: Line[]; notes: string[] };

/**
 * One receipt as a page to print: an HTML text that stands alone, without script, picture or anything to
 * fetch, black on white, with a Content Security Policy of its own. Of the contents it shows no more than the
 * policy lets be kept. `paper`: a sheet, or a roll of 80 millimetres, whose page is as long as what stands on
 * it. Default: `A4`.
 * @throws TypeError for another language or paper, or for something that is not a receipt.
 */
export declare function receiptPage(
  receipt: Receipt | NonNullable<JournalEntry['receipt']>,
  options: { language: Language; paper?: 'A4' | '80mm'; types?: readonly TypeRecord[] },
): string;

/**
 * Says why updateTrust() or updateStatus() took nothing, and what to do next.
 * @throws TypeError for another language, or for something that is not a refusal.
 */
export declare function explainRefusal(refusal: UpdateRefusal, language: Language): { reason: string; advice: string };
