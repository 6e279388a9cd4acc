// The modules that exist only in the build, `yanzheng:…`.

import { fileURLToPath } from 'node:url';

/** Resolves them to these texts, which may import from js/. */
export function virtual(texts) {
  const resolveDir = fileURLToPath(new URL('../js', import.meta.url));
  return {
    name: 'virtual',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^yanzheng:/ }, ({ path: name }) => ({ path: name, namespace: 'virtual' }));
      onLoad({ filter: /./, namespace: 'virtual' }, ({ path: name }) => ({ contents: texts[name], resolveDir }));
    },
  };
}
