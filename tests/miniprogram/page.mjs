// The example mini-program in a realm, and its check-in page as the platform keeps it: data, and setData, which
// takes plain data only.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { openRealm } from './realm.mjs';

const EXAMPLE = fileURLToPath(new URL('../../www/miniprogram/', import.meta.url));

/** Where 构建 npm puts the package for the subpackage, as project.config.json says. */
export const ROOT = '/hotel/miniprogram_npm/yanzheng';

const PAGE = '/hotel/pages/check-in/check-in';

/** The text of one of its files. */
export const read = (path) => readFileSync(join(EXAMPLE, path), 'utf8');

/** The names of all its files, from the root of the code package. */
export function filesOf(folder = '') {
  return readdirSync(join(EXAMPLE, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesOf(path) : [path];
  });
}

/**
 * Opens the check-in page: `{ page, realm, scanned, tap }`. `directory`: the package as the builder copied it; `at`: what the
 * phone's clock says, in seconds; `disk`: another page's files; `change(realm)`: before anything is loaded.
 */
export async function openPage(flavour, { directory, disk, at, change = () => {} }) {
  const realm = openRealm(flavour, { directory, disk, root: ROOT });
  for (const path of filesOf()) if (path.endsWith('.js')) realm.files.set(path, Buffer.from(read(path)));
  realm.offer({ pageScrollTo: () => ({}), setClipboardData: () => ({}) });
  if (at !== undefined) realm.run(`Date.now = () => ${1000 * at}`);
  change(realm);
  realm.require(PAGE);
  const page = pageOf(realm.pages.at(-1));
  await page.onLoad();
  return {
    page,
    realm,

    /** Scans a text, or what the platform answers or throws. */
    async scanned(answer) {
      realm.answers.scanCode = typeof answer === 'string' ? () => realm.adopt({ errMsg: 'scanCode:ok', result: answer, scanType: 'QR_CODE' }) : answer;
      await page.scan();
      return page.data;
    },

    /** Taps something that has data of its own. */
    async tap(name, dataset) {
      await page[name]({ currentTarget: { dataset } });
      return page.data;
    },
  };
}

/** A page of the platform. */
function pageOf(definition) {
  const page = Object.create(definition);
  page.data = copy(definition.data, 'data');
  page.setData = (given) => {
    for (const [name, value] of Object.entries(given)) page.data[name] = copy(value, name);
  };
  return page;
}

/** What reaches the view: plain JSON, and nothing that the way there would lose. */
function copy(value, path) {
  assert.ok(value !== undefined && typeof value !== 'bigint' && typeof value !== 'function', `${path} is ${typeof value}`);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Array.from(value, (item, index) => copy(item, `${path}[${index}]`));
  const above = Object.getPrototypeOf(value);
  assert.ok(above === null || Object.getPrototypeOf(above) === null, `${path} is no plain object`);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copy(member, `${path}.${name}`)]));
}
