// Makes the one wasm of all hosts out of what wasm-bindgen left: instructions that old hosts lack are
// lowered, what no host needs is cut off, and scan.mjs holds the result to what was promised.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { withoutGlobals } from './interface.mjs';
import { scan } from './scan.mjs';

const tool = (name) => fileURLToPath(new URL(`../node_modules/binaryen/bin/${name}`, import.meta.url));

/** What the result may use: the first version of WebAssembly, and mutable globals. */
const OLDEST = ['--mvp-features', '--enable-mutable-globals'];

/** What the standard library that comes with the compiler uses beyond, and what takes it away again. */
const LOWER = [
  '--enable-sign-ext', '--enable-bulk-memory', '--enable-bulk-memory-opt', '--enable-nontrapping-float-to-int',
  '--llvm-memory-copy-fill-lowering', '--llvm-nontrapping-fptoint-lowering', '--signext-lowering',
];

/**
 * Measured on this module, bytes after brotli: -O2 without inlining 182.7 kB, -Oz without 183.1, -O1 184.2, with
 * inlining 190.5 to 191.6: the compiler has inlined already. wasm-metadce, which would cut off exports too,
 * orders the functions by their calls and costs 2 kB: the compiler's order keeps what is alike together.
 */
const OPTIMISE = ['-O2', '-aimfs', '1', '-ocimfs', '1', '-fimfs', '1'];

/** The bytes of the module. */
export async function makeModule(from) {
  const folder = mkdtempSync(join(tmpdir(), 'yanzheng-wasm-'));
  try {
    const [pruned, made] = [join(folder, 'pruned.wasm'), join(folder, 'made.wasm')];
    writeFileSync(pruned, withoutGlobals(readFileSync(from)));
    run('wasm-opt', [pruned, '-o', made, ...OLDEST, ...LOWER, ...OPTIMISE, '--strip-target-features', '--strip-debug', '--strip-producers']);
    const bytes = readFileSync(made);
    await scan(bytes);
    return bytes;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs one of Binaryen's tools; its warnings are shown. */
export function run(name, args) {
  execFileSync(process.execPath, [tool(name), ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
}
