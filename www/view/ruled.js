// What the policy says of a verdict: the rule that refused and what would do in its place, what the counter may
// keep, and what each reader of the result gets.

import { element } from '../dom.js';
import { pairs } from './pairs.js';

/** `[rule, what would do]` of each rule that is not met; one by which two checks failed is said once. */
export function unmet({ checks }) {
  const told = checks.filter(({ instead }) => instead !== undefined);
  return [...new Map(told.map(({ rule, name, instead }) => [instead, [rule ?? name, instead]])).values()];
}

/** The rules that are not met, what would do, and what else the policy's author would accept; or undefined. */
export function insteadBox(told, texts) {
  const rows = unmet(told);
  const other = told.policy?.instead;
  if (rows.length === 0 && other === undefined) return undefined;
  return element(
    'section',
    { class: 'instead' },
    element('h3', {}, texts.instead),
    rows.length > 0 && pairs(rows),
    other && element('p', {}, other),
  );
}

/** What may be kept and what may not; undefined where the policy says nothing of it. */
export function keepingBox({ policy }, texts) {
  const lines = [policy?.retention, policy?.never_keep].filter(Boolean);
  if (lines.length === 0) return undefined;
  return element('section', { class: 'keeping' }, element('h3', {}, texts.keeping), lines.map((line) => element('p', {}, line)));
}

/** What each reader of the result gets, a card each; undefined where there is none. */
export function outputCards({ outputs }, texts) {
  if (outputs.length === 0) return undefined;
  const cards = outputs.map(({ key, label, lines }) =>
    element(
      'article',
      { class: 'output', 'data-output': key },
      element('h4', {}, label),
      lines.length > 0 ? pairs(lines.map((line) => [line.label, line.value])) : element('p', {}, texts.output_none),
    ),
  );
  return element('section', { class: 'outputs' }, element('h3', {}, texts.outputs), element('div', { class: 'output-row' }, cards));
}
