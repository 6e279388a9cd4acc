// Turns a receipt's claims into labelled lines, in the order of the label table.

import { displayText } from './display.js';

/** Lines of one credential at most: no receipt can make a page endless. */
const LINES = 500;

/** FHIR's own wiring, which says nothing about anybody: it stays on the receipt and off the lines. */
const WIRING = ['resourceType', 'fullUrl', 'reference', 'system', 'use', 'rank'];

/**
 * `[{ key, label, value, altered? }]`. `labels` maps a key without its indices (`v.tg`) to words, in
 * the order to show; `values` maps the last part of a key and a code to words.
 */
export function claimLines(claims, labels, values, ui) {
  const order = new Map(Object.keys(labels).map((key, index) => [key, index]));
  const lines = [];

  function rank(path) {
    if (order.has(path)) return order.get(path);
    const inside = [...order.keys()].find((key) => key.startsWith(`${path}.`));
    return inside === undefined ? order.size : order.get(inside);
  }

  /** `key` is where the value stands; `path` the same for the labels, without indices. */
  function walk(value, key, path) {
    if (lines.length >= LINES) return;
    if (Array.isArray(value)) {
      if (value.every((item) => typeof item !== 'object' || item === null)) {
        add(value.map((item) => word(item, path)).join(' '), key, path);
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
      add(word(value, path), key, path);
    }
  }

  function word(value, path) {
    if (typeof value === 'boolean') return value ? ui.yes : ui.no;
    const text = value === null ? '' : String(value);
    const table = own(values, path.split('.').pop());
    const meaning = table && own(table, text);
    return meaning ? `${meaning} (${text})` : text;
  }

  function add(text, key, path) {
    if (key.startsWith('fhirBundle.') && (WIRING.includes(path.split('.').pop()) || key === 'fhirBundle.type')) return;
    const shown = displayText(text);
    const label = own(labels, path);
    const line = { key, label: label === undefined ? displayText(path).value : label, value: shown.value };
    lines.push(shown.altered ? { ...line, altered: true } : line);
  }

  walk(claims, '', '');
  return lines;
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
