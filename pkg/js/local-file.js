// Opens addresses of files too, which node's `fetch` does not read. Kept by itself, because workerd refuses an
// import whose name it cannot see, and old pages refuse any.

/** The response of an address, or what stands for it. The names are variables so that no bundler follows them. */
export async function open(address, options) {
  if (!address.startsWith('file:')) return fetch(address, options);
  const [files, urls] = ['node:fs/promises', 'node:url'];
  const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ files);
  const { fileURLToPath } = await import(/* webpackIgnore: true */ /* @vite-ignore */ urls);
  const bytes = await readFile(fileURLToPath(address));
  return { arrayBuffer: () => bytes }; // a Buffer is a Uint8Array: its bytes are copied by whoever reads it
}
