import type { TypeRecord } from './types.js';

export type { TypeRecord, TypeState } from './types.js';

/**
 * The built-in type catalogue: one row for each 证照类型代码 that is known, with its source. Rows that you
 * pass as `types` are added to it, or stand in the place of the row of the same type.
 */
export declare const types: readonly TypeRecord[];
