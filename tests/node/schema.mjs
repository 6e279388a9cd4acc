// The JSON Schema of policies: every pack fits, and of each text of the policy language it says what the
// validator says, where a schema can say it.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));
const schema = read('docs/policy.schema.json');

export async function run(test) {
  const packs = readdirSync(new URL('pkg/policies/', ROOT)).filter((name) => name.endsWith('.json'));
  assert.equal(packs.length, 15);
  for (const name of packs) await test('schema', name, () => assert.deepEqual(faults(schema, read(`pkg/policies/${name}`)), []));
  const sayable = read('tests/vectors/policy-language.json').written.filter((one) => one.schema !== false);
  for (const { id, text, expect } of sayable) {
    await test('schema', id, () => {
      const found = faults(schema, JSON.parse(text));
      assert.equal(found.length === 0, expect.ok, found.join(', '));
    });
  }
  await test('schema', 'every member has a description', () => {
    const bare = Object.entries(schema.properties).filter(([, { description }]) => !description);
    assert.deepEqual(bare.map(([name]) => name), []);
  });
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const of = { string: 'string', boolean: 'boolean', number: 'number' };

/** Whether a value is of a type, JSON Schema 2020-12 validation §6.1.1. */
function isA(type, value) {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === of[type];
}

/** The keywords that the schema uses. Each applies to the values that it is about and to no others. */
const KEYWORDS = {
  $ref: (name, value) => faults(name.split('/').slice(1).reduce((at, step) => at[step], schema), value).length === 0,
  type: (types, value) => [types].flat().some((type) => isA(type, value)),
  const: (wanted, value) => same(wanted, value),
  enum: (wanted, value) => wanted.some((one) => same(one, value)),
  minimum: (least, value) => typeof value !== 'number' || value >= least,
  maximum: (most, value) => typeof value !== 'number' || value <= most,
  minLength: (least, value) => typeof value !== 'string' || [...value].length >= least,
  minItems: (least, value) => !Array.isArray(value) || value.length >= least,
  uniqueItems: (_, value) => !Array.isArray(value) || new Set(value.map((one) => JSON.stringify(one))).size === value.length,
  items: (each, value) => !Array.isArray(value) || value.every((one) => fits(each, one)),
  contains: (wanted, value) => !Array.isArray(value) || value.some((one) => fits(wanted, one)),
  required: (names, value) => !isObject(value) || names.every((name) => Object.hasOwn(value, name)),
  properties: (named, value) => !isObject(value) || Object.keys(named).every((name) => !Object.hasOwn(value, name) || fits(named[name], value[name])),
  additionalProperties: (rest, value, { properties = {} }) => {
    if (!isObject(value)) return true;
    return Object.keys(value).every((name) => Object.hasOwn(properties, name) || (rest !== false && fits(rest, value[name])));
  },
  allOf: (all, value) => all.every((one) => fits(one, value)),
  anyOf: (any, value) => any.some((one) => fits(one, value)),
  oneOf: (any, value) => any.filter((one) => fits(one, value)).length === 1,
  not: (other, value) => !fits(other, value),
  $schema: () => true,
  $defs: () => true,
  title: () => true,
  description: () => true,
};

function fits(part, value) {
  return faults(part, value).length === 0;
}

/** The keywords of a schema that a value does not meet. One that is not known here is a fault of the schema. */
function faults(part, value) {
  return Object.entries(part)
    .filter(([keyword, argument]) => {
      assert.ok(Object.hasOwn(KEYWORDS, keyword), `the schema uses ${keyword}`);
      return !KEYWORDS[keyword](argument, value, part);
    })
    .map(([keyword]) => keyword);
}
