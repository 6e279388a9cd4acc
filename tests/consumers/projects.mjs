// Throw-away copies of the projects, each with the package as npm installs it from the packed tarball.

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { sixty as sixtyCases } from '../node/sixty.mjs';
import { cases } from './cases.mjs';
import { finish } from './programs.mjs';

const PACKAGE = fileURLToPath(new URL('../../pkg/', import.meta.url));
const PROJECTS = fileURLToPath(new URL('projects/', import.meta.url));

/**
 * Packs the package and installs the tarball in `home`, where the copies are made too. A bundler that a
 * project needs is found in the node_modules of a folder above.
 */
export async function createWorkshop(home) {
  rmSync(home, { recursive: true, force: true });
  const installed = join(home, 'installed');
  mkdirSync(installed, { recursive: true });
  const packed = await finish(`npm pack --json --pack-destination "${home}"`, { folder: PACKAGE });
  const [{ filename }] = JSON.parse(packed);
  cpSync(join(home, filename), join(home, 'yanzheng.tgz'));
  writeFileSync(join(installed, 'package.json'), '{ "private": true, "dependencies": { "yanzheng": "file:../yanzheng.tgz" } }\n');
  await finish('npm install --offline --ignore-scripts --no-package-lock --no-audit --no-fund', { folder: installed });
  const own = join(installed, 'node_modules/yanzheng');
  const shared = sharedFiles();

  return {
    /** The version of a tool, as its own package.json says. */
    version(tool, tools) {
      if (tool === 'node') return process.versions.node;
      const folder = tool === 'yanzheng' ? own : join(tools, 'node_modules', tool);
      return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
    },

    /** The default entry as it was installed, for the receipts that all others are compared with. */
    load: () => import(pathToFileURL(join(own, 'dist/index.mjs'))),

    /** Copies the project of a consumer; two consumers of one project have a copy each. */
    project({ project: name, id, sixty }) {
      const folder = join(home, id);
      cpSync(join(PROJECTS, name), folder, { recursive: true });
      cpSync(own, join(folder, 'node_modules/yanzheng'), { recursive: true });
      for (const [file, text] of Object.entries(shared)) writeFileSync(join(folder, file), text);
      if (sixty) addSixty(folder);
      fillIntegrity(folder, own);
      return folder;
    },
  };
}

/** The cases and the check as an ES module, as CommonJS and as a classic script. */
function sharedFiles() {
  const sources = {
    cases: `export const cases = ${JSON.stringify(cases, null, 2)};\n`,
    check: readFileSync(new URL('check.mjs', import.meta.url), 'utf8'),
  };
  const files = Object.entries(sources).flatMap(([name, module]) => {
    const script = module.replace(/^export /gm, '');
    return [[`${name}.mjs`, module], [`${name}.js`, script], [`${name}.cjs`, `${script}\nexports.${name} = ${name};\n`]];
  });
  return Object.fromEntries(files);
}

/** The sixty cases of all hosts, and what runs them. */
function addSixty(folder) {
  for (const name of ['sixty', 'suite-told', 'suite-tools']) cpSync(new URL(`../${name}.mjs`, import.meta.url), join(folder, `${name}.mjs`));
  writeFileSync(join(folder, 'sixty.json'), JSON.stringify(sixtyCases()));
}

/** Writes the published hashes where a page has a file's name in their place. */
function fillIntegrity(folder, own) {
  for (const page of readdirSync(folder).filter((name) => name.endsWith('.html'))) {
    const text = readFileSync(join(folder, page), 'utf8');
    if (!text.includes('integrity="{')) continue;
    const hashes = JSON.parse(readFileSync(join(own, 'dist/integrity.json'), 'utf8'));
    writeFileSync(join(folder, page), text.replace(/integrity="\{(.+?)\}"/g, (_, file) => `integrity="${hashes[file]}"`));
  }
}
