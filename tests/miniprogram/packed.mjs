// The package as WeChat's own npm builder leaves it in a mini-program: packed, installed and built, offline.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const PKG = fileURLToPath(new URL('../../pkg/', import.meta.url));

/** The directory `miniprogram_npm/yanzheng`; `tools`: the folder whose node_modules has miniprogram-ci. */
export async function packed(tools) {
  const folder = mkdtempSync(join(tmpdir(), 'yanzheng-npm-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: PKG, stdio: ['ignore', 'pipe', 'inherit'] });
  const [tarball] = readdirSync(folder);
  return built(join(folder, tarball), folder, tools);
}

/** The same from a tarball, in a folder that may be written. */
export async function built(tarball, folder, tools) {
  const installed = join(folder, 'app', 'node_modules', 'yanzheng');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', resolve(tarball), '-C', installed, '--strip-components', '1']);
  writeFileSync(join(folder, 'app', 'package.json'), JSON.stringify({ name: 'app', version: '1.0.0', dependencies: { yanzheng: '*' } }));
  mkdirSync(join(folder, 'built'));
  const { packNpmManually } = createRequire(join(resolve(tools), 'package.json'))('miniprogram-ci');
  const { miniProgramPackNum } = await packNpmManually({
    packageJsonPath: join(folder, 'app', 'package.json'),
    miniprogramNpmDistDir: join(folder, 'built'),
  });
  if (miniProgramPackNum !== 1) throw new Error('the builder did not take the package for one of mini-programs');
  const made = join(folder, 'built', 'miniprogram_npm', 'yanzheng');
  cpSync(made, join(folder, 'copied'), { recursive: true });
  return join(folder, 'copied');
}
