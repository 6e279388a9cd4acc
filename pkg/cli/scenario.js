// Finds the policy of a scenario: in a file, in the trust bundle, or among those that come with the package.

import { existsSync } from 'node:fs';

/** Verifier → names of the package's policies → whether its bundle has one of that name. */
const known = new WeakMap();

/** Whether a word of the command line is a scenario's name: one with a slash or with `.json` is a file. */
export function isName(word) {
  return /^[\w.-]+$/.test(word) && !/\.json$/i.test(word) && !existsSync(word);
}

/**
 * The options with the package's own policy in the place of a name that the bundle does not have; the
 * receipt then says `local`. A name that nobody has is the library's to refuse.
 */
export function withPolicy(library, verifier, options) {
  const { scenario } = options;
  if (typeof scenario !== 'string') return options;
  const shipped = library.policy(scenario);
  if (shipped === undefined || isInBundle(verifier, scenario)) return options;
  return { ...options, scenario: shipped };
}

function isInBundle(verifier, name) {
  const names = known.get(verifier) || new Map();
  known.set(verifier, names);
  if (!names.has(name)) names.set(name, asks(verifier, name));
  return names.get(name);
}

/** Asks for nothing but whether the name can be looked up. */
function asks(verifier, name) {
  try {
    return verifier.precheck(name, []).code === undefined;
  } catch (error) {
    if (error instanceof TypeError && error.message.startsWith('scenario')) return false;
    throw error;
  }
}
