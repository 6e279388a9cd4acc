import type { Policy } from './types.js';

export type { Policy } from './types.js';

/**
 * The policies that come with the package, one a scenario, in alphabetical order. They are proposals: read
 * `limits` and `sources`, and publish your own in the trust bundle where a rule of yours differs.
 */
export declare const policies: readonly Policy[];

/** The policy of a scenario, such as `hotel.check-in`; undefined where none of that name comes with the package. */
export declare function policy(name: string): Policy | undefined;
