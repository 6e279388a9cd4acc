// Turns a receipt's claims into labelled lines, in the order of the label table.

import { displayText } from './display.js';

/** Lines of one credential at most: no receipt can make a page endless. */
const LINES = 500;

/** FHIR's own wiring, which says nothing about anybody: it stays on the receipt and off the lines. */
const WIRING = ['resourceType', 'fullUrl', 'reference', 'system', 'use', 'rank'];


/**
 * `[{ key, label, value, altered? }]`. `labels` maps a key without its indices (`v.tg`) to words, in
 * the order to show; `show(value, path)` gives the text of one value; `joint(path)` what stands between
 * several; the keys in `passed` are left out.
 */
export function claimLines(claims, { labels, show, joint, passed = [] }) {
  const order = new Map(Object.keys(labels).map((key, index) => [key, index]));
  const lines = [];

  function rank(path) {
    if (order.has(path)) return order.get(path);
    const inside = [...order.keys()].find((key) => key.startsWith(`${path}.`));
    return inside === undefined ? order.size : order.get(inside);
  }

  /** `key` is where the value stands; `path` the same for the labels, without indices. */
  function walk(value, key, path) {
    if (lines.length >= LINES || passed.includes(key)) return;
    if (Array.isArray(value)) {
      if (value.every((item) => typeof item !== 'object' || item === null)) {
        add(value.map((item) => show(item, path)).join(joint(path)), key, path);
      } else {
        value.forEach((item, index) => walk(item, `${key}[${index}]`, path));
      }
    } else if (typeof value === 'object' && value !== null) {
      const inner = fhirType(value) || path;
      Object.keys(value)
        .map((name) => ({ name, path: inner ? `${inner}.${name}` : name }))
        .map((entry, index) => ({ ...entry, index, rank: rank(entry.path) }))
        .sort((a, b) => a.rank - b.rank || a.index - b.index)
        .forEach((entry) => walk(value[entry.name], key ? `${key}.${entry.name}` : entry.name, entry.path));
    } else {
      add(show(value, path), key, path);
    }
  }

  function add(text, key, path) {
    if (key.startsWith('fhirBundle.') && (WIRING.includes(path.split('.').pop()) || key === 'fhirBundle.type')) return;
    const shown = displayText(text);
    const line = { key, label: labelOf(path, labels), value: shown.value };
    lines.push(shown.altered ? { ...line, altered: true } : line);
  }

  walk(claims, '', '');
  return lines;
}

/** The label of a path, else the one of what it stands in with its own name behind, else the path. */
function labelOf(path, labels) {
  const label = own(labels, path);
  if (label !== undefined) return label;
  const dot = path.indexOf('.');
  const outer = dot < 0 ? undefined : own(labels, path.slice(0, dot));
  return displayText(outer === undefined ? path : `${outer} · ${path.slice(dot + 1)}`).value;
}

/** FHIR labels begin at the resource, wherever it stands in the bundle. */
function fhirType(value) {
  const type = value.resourceType;
  return typeof type === 'string' && type !== 'Bundle' ? type : '';
}

/** A table's own entry: keys come out of credentials, and `constructor` is not one of the table's. */
export function own(table, key) {
  return Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined;
}
