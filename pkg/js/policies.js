// The policies that come with the package, as plain data: one a scenario.

import POLICIES from 'yanzheng:policies';

/** By scenario, in alphabetical order. */
export const policies = POLICIES;

/** The policy of a scenario, or undefined where none of that name comes with the package. */
export function policy(name) {
  return POLICIES.find(({ scenario }) => scenario === name);
}
