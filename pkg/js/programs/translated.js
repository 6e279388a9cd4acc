// The core as plain JavaScript: the very same module, translated when the package was built. For pages
// that refuse WebAssembly and hosts that lack it.

/** What runs the translation; `instantiate(imports)` gives the exports of a new instance. */
export function translatedProgram(instantiate) {
  return {
    name: 'js',

    async start(imports) {
      return instantiate(imports);
    },

    startNow: instantiate,
  };
}
