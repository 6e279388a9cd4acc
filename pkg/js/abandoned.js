// Ends the core of a verifier that nobody disposed of and nobody can reach any more.

const watch = typeof FinalizationRegistry === 'function' ? new FinalizationRegistry((holding) => holding.end()) : null;

/**
 * What a caller gets of a verifier. Each of its functions holds the verifier that is watched, so that whoever
 * kept no more than `verify` still has all of it; the holding does not.
 */
export function published(verifier, holding) {
  if (watch) watch.register(verifier, holding);
  const open = through(() => verifier);
  if (verifier.journal !== undefined) open.journal = Object.freeze(through(() => verifier.journal));
  return Object.freeze(open);
}

/** The members of an object, each function by way of it. */
function through(reach) {
  const open = {};
  for (const [name, member] of Object.entries(reach())) {
    open[name] = typeof member === 'function' ? (...values) => reach()[name](...values) : member;
  }
  return open;
}
