import type { Outcome, Receipt, Step } from './types.js';

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

/** A receipt in words. */
export interface Explanation {
  language: Language;
  /** The verdict in a word or two. */
  verdict: string;
  /** Why, in one sentence without any value out of the credential. */
  reason: string;
  /** What to do next, in one sentence. */
  advice: string;
  /** The seven checks: the step's name, the outcome as an id and as a word, and a sentence. */
  checks: { step: Step; name: string; outcome: Outcome; word: string; sentence: string; spec?: string }[];
  /** Kind, issuer, type and validity of a credential whose signature and issuer were right. */
  credential: Line[];
  /** The claims, flattened and labelled; empty unless the verdict is accept. */
  claims: Line[];
  /** What the policy says this verification does not cover. */
  notes: string[];
}

/**
 * Says a receipt in words. Times are `YYYY-MM-DD HH:MM`, in 北京时间 (UTC+8) or UTC.
 * @throws TypeError for another language, or for something that is not a receipt.
 */
export declare function explain(receipt: Receipt, language: Language): Explanation;
