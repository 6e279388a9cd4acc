// What came into the language after ECMAScript 2017, for hosts that stop there (build/later.mjs puts these in the
// place of the names).

const SYMBOL = 'asyncIterator';

/** Object.fromEntries: a member of any name is a member, `__proto__` too. */
export function fromEntries(rows) {
  const object = {};
  for (const [name, value] of rows) {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}

/** Symbol.asyncIterator, or what esbuild's own generators use where there is none. */
export const asyncIterator = Symbol[SYMBOL] || Symbol.for(`Symbol.${SYMBOL}`);
