// The host's own source of random numbers, looked up when it is needed: what the glue calls in the place
// of globalThis.crypto (build/glue.mjs), which old browsers do not know by that name. Where there is
// none, the core is told so by the ReferenceError.

export const hostCrypto = {
  getRandomValues: (bytes) => crypto.getRandomValues(bytes),
};
