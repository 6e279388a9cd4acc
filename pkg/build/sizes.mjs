// What the files weigh, and what they may: the one table of budgets.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/**
 * Bytes of every file that a page, a server or a mini-program loads: as measured, and one in a hundred more.
 * A web server compresses; a mini-program is uploaded as it is, so there raw bytes count.
 */
export const BUDGETS = {
  'dist/catalogue.cjs': { gzip: 1_100 },
  'dist/catalogue.mjs': { gzip: 800 },
  'dist/index.cjs': { gzip: 314_400 },
  'dist/index.mjs': { gzip: 314_100, brotli: 256_000 },
  'dist/js-engine.cjs': { gzip: 345_500 },
  'dist/js-engine.mjs': { gzip: 345_300, brotli: 265_200 }, // the goal is 130 kB
  'dist/js.cjs': { gzip: 17_900 },
  'dist/js.mjs': { gzip: 17_800 },
  'dist/messages.cjs': { gzip: 38_600 },
  'dist/messages.mjs': { gzip: 38_400 },
  'dist/node.cjs': { gzip: 3_200 },
  'dist/node.mjs': { gzip: 3_000 },
  'dist/policies.cjs': { gzip: 9_900 },
  'dist/policies.mjs': { gzip: 9_600 },
  'dist/slim.cjs': { gzip: 19_000 },
  'dist/slim.mjs': { gzip: 18_800 },
  'dist/url.mjs': { gzip: 19_000 },
  'dist/workerd.mjs': { gzip: 18_800 },
  'dist/yanzheng.js-engine.min.js': { gzip: 412_100, brotli: 320_000 },
  'dist/yanzheng.min.js': { gzip: 362_200, brotli: 293_400 },
  'dist/yanzheng.wasm': { brotli: 184_500 },
  'miniprogram_dist/index.js': { raw: 180_100 },
  'miniprogram_dist/js-engine.js': { raw: 1_247_100 },
  'miniprogram_dist/policies.js': { raw: 36_100 },
  'miniprogram_dist/worker.js': { raw: 56_600 },
  'miniprogram_dist/yanzheng.wasm.br': { raw: 184_500 }, // the goal is 110 kB
  'miniprogram_dist/': { raw: 1_752_000 }, // the goal is 400 kB
};

/** How bytes are counted. Brotli takes a second a megabyte, so a file is counted in the forms of its budget only. */
const FORMS = {
  raw: (bytes) => bytes.length,
  gzip: (bytes) => gzipSync(bytes, { level: 9 }).length,
  brotli: (bytes) => compress(bytes).length,
};

/** Rows of everything that has a budget or must have one. */
export function weigh(root) {
  const rows = ['dist', 'miniprogram_dist'].flatMap((folder) => weighFolder(root, folder));
  const own = rows.filter(({ file }) => file.startsWith('miniprogram_dist/'));
  return [...rows, { file: 'miniprogram_dist/', raw: own.reduce((total, { raw }) => total + raw, 0) }];
}

/** What is wrong with rows of sizes, in sentences. */
export function excess(rows, budgets = BUDGETS) {
  return rows.flatMap((row) => {
    const budget = budgets[row.file];
    if (budget === undefined) return /\.d\.[mc]?ts$|\.json$|SHA256SUMS$/.test(row.file) ? [] : [`${row.file} has no budget`];
    return Object.entries(budget)
      .filter(([form, limit]) => row[form] > limit)
      .map(([form, limit]) => `${row.file} has ${row[form]} bytes (${form}); the budget is ${limit}`);
  });
}

/** One row for a person. */
export function line({ file, ...counted }) {
  const columns = Object.entries(counted).map(([form, size]) => `${String(size).padStart(9)} ${form}`);
  return file.padEnd(34) + columns.join('');
}

function weighFolder(root, folder) {
  return readdirSync(join(root, folder)).map((name) => {
    const file = `${folder}/${name}`;
    const bytes = readFileSync(join(root, file));
    const forms = ['raw', ...Object.keys(BUDGETS[file] ?? {})];
    return { file, ...Object.fromEntries(forms.map((form) => [form, FORMS[form](bytes)])) };
  });
}

/** As small as brotli makes it. */
export function compress(bytes) {
  const params = { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params });
}
