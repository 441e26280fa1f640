/** The parts of the managed configuration's definition say the same of every key. */
import { expect, test } from '@jest/globals';
import { configurationSchema, MANAGED_KEYS } from '../../../src/trust/managed-keys.js';
import { MANAGED_WORDS, type BrowserSchema } from '../../../src/trust/managed-words.js';
import { readRepositoryJson } from '../../support/repository.js';

const JWK = { kty: 'OKP', crv: 'Ed25519', x: 'abc', kid: 'one' };

/** A good value of each type of schema; what a browser would drop because of its type is not among them. */
const VALUES: readonly unknown[] = [
  ...['https://policy.example/policy.jws', 'open', 'on', ['chatgpt.com'], [JWK], [{ name: 'X-Name', value: '1' }]],
];

const takes = (schema: BrowserSchema, value: unknown): boolean => {
  if (typeof value === 'string') return schema.type === 'string' && (schema.enum?.includes(value) ?? true);
  if (!Array.isArray(value)) return schema.type === 'object' && takesObject(schema, value as object);
  return schema.type === 'array' && value.every((item) => schema.items === undefined || takes(schema.items, item));
};

const takesObject = ({ properties = {} }: BrowserSchema, value: object): boolean =>
  Object.entries(value).every(([key, part]) => properties[key] !== undefined && takes(properties[key], part));

test.each(MANAGED_KEYS)('what the extension takes for %s, the browser hands over', (key) => {
  const policyUrl = 'https://policy.example/policy.jws';
  const good = VALUES.filter((value) => configurationSchema.safeParse({ policyUrl, [key]: value }).success);
  expect(good.length).toBeGreaterThan(0);
  expect(good.filter((value) => !takes(MANAGED_WORDS[key].schema, value))).toEqual([]);
});

test('the schema that browsers read names every key', () => {
  const { properties } = readRepositoryJson('public/managed-schema.json') as { properties: object };
  expect(Object.keys(properties)).toEqual([...MANAGED_KEYS]);
});
