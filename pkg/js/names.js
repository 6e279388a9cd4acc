// What codes inside a credential and a policy are called: types and kinds of them, claims, states, holder
// code types, divisions.

import ELEMENTS from 'yanzheng:elements';
import CATALOGUE from 'yanzheng:names';
import { own } from './claims.js';
import { displayText } from './display.js';
import { fromBase64, toHex } from './base64.js';
import { columnOf, time, wordsOf } from './words.js';

/** Claims that are times in seconds, at the top level of a JWT. */
const TIMES = ['exp', 'nbf', 'iat'];

/** Hex digits of a hash that are shown: enough to tell two apart, too few to fill a page. */
const HASH_DIGITS = 16;

/** Type → row, the caller's own rows in the place of the built-in ones. */
export function catalogueWith(types) {
  const rows = {};
  for (const row of [...CATALOGUE, ...(Array.isArray(types) ? types : [])]) {
    if (row && typeof row.type === 'string') rows[row.type] = row;
  }
  return rows;
}

/** One type, or several with a space between them as a SMART Health Card has them. */
export function typeNames(type, { language, catalogue }) {
  const { ui, types } = wordsOf(language);
  const names = type.split(' ').map((each) => own(types, each) || catalogueName(each, catalogue, language));
  return names.join(ui.separator);
}

/** A type or a kind of types as it stands in a sentence: its name alone, or the code where it has none. */
export function typeName(type, { language, catalogue }) {
  const { kinds, types } = wordsOf(language);
  const name = own(kinds, type) || own(types, type) || nameOf(type, catalogue, language);
  return name || displayText(String(type)).value;
}

/** What a claim is called: an element, a label, or a label of one of the DCC's groups. */
export function claimName(claim, language) {
  const labels = claimLabels(language);
  const key = ['', 'nam.', 'v.', 't.', 'r.'].map((group) => group + claim).find((name) => own(labels, name));
  return key === undefined ? displayText(String(claim)).value : labels[key];
}

/** The labels of the GB/T 36903 elements, in their table's order, and then those of the other formats. */
export function claimLabels(language) {
  const elements = ELEMENTS.map((row) => [row.name, row[columnOf(language)]]);
  return { ...Object.fromEntries(elements), ...wordsOf(language).labels };
}

/** Whether a claim is one of the GB/T 36903 elements. */
export function isElement(claim) {
  return ELEMENTS.some(({ name }) => name === claim);
}

/** A type's name with its code, or the code alone where the catalogue has no name. */
function catalogueName(type, catalogue, language) {
  const name = nameOf(type, catalogue, language);
  return name === undefined ? type : `${name} (${type})`;
}

function nameOf(type, catalogue, language) {
  const row = own(catalogue, type);
  const name = row && row.name && row.name[columnOf(language)];
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** One value as text; `path` is where it stands, without indices. */
export function valueText(value, path, teller) {
  const { language } = teller;
  const { ui } = wordsOf(language);
  if (typeof value === 'boolean') return value ? ui.yes : ui.no;
  if (value === null) return '';
  if (typeof value === 'number' && TIMES.includes(path)) return time(value, language);
  const text = String(value);
  if (path === 'vct') return typeNames(text, teller);
  if (path === 'holderPhotoHash') return shortHash(text);
  const meaning = meaningOf(text, path, teller);
  return meaning === undefined ? text : `${meaning} (${text})`;
}

/** What a code means in the table of its claim, or undefined. */
function meaningOf(text, path, { language, states }) {
  const { values, provinces, states: names } = wordsOf(language);
  if (path === 'certificateStatus') return states && own(names, own(states, text) || '');
  if (path === 'certificateAreaCode') return /^\d{6}$/.test(text) ? own(provinces, text.slice(0, 2)) : undefined;
  const table = own(values, path.split('.').pop());
  return table && own(table, text);
}

/** The first digits of a hash in hex, as tools print it; what is none is shown as it is. */
function shortHash(text) {
  const bytes = /^[\w-]{43}$/.test(text) ? fromBase64(text.replace(/-/g, '+').replace(/_/g, '/')) : null;
  const hex = bytes === null ? text : toHex(bytes);
  return /^[0-9a-f]{64}$/i.test(hex) ? `${hex.slice(0, HASH_DIGITS)}…` : displayText(text).value;
}
