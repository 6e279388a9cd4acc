// Builds the desk page into www/dist: the scripts with the npm package bundled in, the QR reader's
// module beside them, and the service worker with the list of files to keep.
//
//   node www/build.mjs [--pkg DIR]      DIR: the npm package's folder, default ../pkg

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { pagePolicy } from './headers.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const given = process.argv.indexOf('--pkg');
const pkg = given > 0 ? resolve(process.argv[given + 1]) : resolve(here, '../pkg');
const out = join(here, 'dist');
const { resolve: find } = createRequire(pathToFileURL(join(pkg, 'package.json')));
const esbuild = (await import(pathToFileURL(find('esbuild')))).default;

/** The reader's package names a public server as its default source; nothing here may. */
const noForeignAddress = {
  name: 'no-foreign-address',
  setup(build) {
    build.onLoad({ filter: /zxing-wasm[\\/]dist[\\/].*\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/https:\/\/[^`'"]*?\/(?=\$\{[^}]*\}\/\$\{)/g, './'),
      loader: 'js',
    }));
  },
};

if (!existsSync(join(pkg, 'dist/index.mjs'))) {
  console.error(`${join(pkg, 'dist')} is missing: run \`cargo xtask build\` first`);
  process.exit(1);
}

const common = {
  bundle: true,
  minify: true,
  target: 'es2020',
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: here,
};

const sha256 = (bytes, form) => createHash('sha256').update(bytes).digest(form);

// The demo's data is made by another step and stays where it is.
await mkdir(out, { recursive: true });
const isMade = (name) => ['demo', 'demo.json', 'root.json', 'bundle.json', 'packs', 'lists'].includes(name);
for (const name of await readdir(out)) {
  if (!isMade(name)) await rm(join(out, name), { recursive: true });
}

const reader = await readFile(find('zxing-wasm/reader/zxing_reader.wasm'));
await writeFile(join(out, 'zxing_reader.wasm'), reader);
for (const name of ['zxing-wasm', 'lean-qr']) await cp(join(pkg, `node_modules/${name}/LICENSE`), join(out, `${name}.LICENSE.txt`));

await esbuild.build({
  ...common,
  entryPoints: ['desk.js'],
  outdir: out,
  format: 'esm',
  splitting: true,
  chunkNames: 'part-[hash]',
  nodePaths: [join(pkg, 'node_modules')],
  alias: {
    yanzheng: join(pkg, 'dist/index.mjs'),
    'yanzheng/messages': join(pkg, 'dist/messages.mjs'),
  },
  define: {
    ZXING_WASM: '"zxing_reader.wasm"',
    ZXING_INTEGRITY: JSON.stringify(`sha256-${sha256(reader, 'base64')}`),
  },
  plugins: [noForeignAddress],
});

const index = await readFile(join(here, 'index.html'), 'utf8');
await writeFile(join(out, 'index.html'), index.replace('{{policy}}', pagePolicy));
for (const name of ['style.css', 'print.css', 'icon.svg', 'manifest.webmanifest']) {
  await cp(join(here, name), join(out, name));
}

const files = (await readdir(out)).filter((name) => !isMade(name) && !name.endsWith('.txt')).sort();
const hash = createHash('sha256');
for (const name of files) hash.update(name).update(await readFile(join(out, name)));
await esbuild.build({
  ...common,
  entryPoints: ['sw.js'],
  outdir: out,
  format: 'iife',
  define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(hash.digest('hex').slice(0, 16)) },
});

console.log(`www/dist: ${files.length + 1} files, ready for node www/serve.mjs`);
