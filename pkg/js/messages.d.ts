import type { Assurance, Outcome, Receipt, Step, TypeRecord, UpdateRefusal } from './types.js';

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
  /** What to do next; for a pointer what it is, why it cannot be checked here, and what to ask for instead. */
  advice: string;
  /** How much is known of whoever shows it, on accept: a word and a sentence. */
  assurance?: { level: Assurance; word: string; sentence: string };
  /** The seven checks. */
  checks: CheckLine[];
  /**
   * Kind, issuer, type and validity of a credential whose signature and issuer were right; the region
   * where it was judged to count, and the agreement that let it in.
   */
  credential: Line[];
  /** The claims, flattened and labelled; empty unless the verdict is accept. */
  claims: Line[];
  /** Remarks of the checks, one sentence each. */
  notes: string[];
}

/** A receipt in words. */
export interface Explanation extends Told {
  language: Language;
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

/**
 * Says why updateTrust() or updateStatus() took nothing, and what to do next.
 * @throws TypeError for another language, or for something that is not a refusal.
 */
export declare function explainRefusal(refusal: UpdateRefusal, language: Language): { reason: string; advice: string };
