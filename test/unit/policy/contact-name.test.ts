/** The contact's name in the reader's language. */
import { describe, expect, test } from '@jest/globals';
import { policySourceSchema } from '../../../src/authoring/source.js';
import { contactName } from '../../../src/policy/contact-name.js';
import { publishedPolicySchema } from '../../../src/policy/schema.js';
import { aSource, published } from '../../support/sources.js';

const policyWith = (name: string | Record<string, string>) =>
  published(aSource({ language: 'de', organisation: { name: 'Contoso', contact: { name } } }));

describe('a name by language', () => {
  const policy = policyWith({ en: 'AI desk', de: 'KI-Stelle', fr: 'Service IA' });

  test.each([
    [['fr-CH', 'en'], 'Service IA'],
    [['es'], 'KI-Stelle'],
    [[], 'KI-Stelle'],
  ])('for readers of %j', (languages, name) => {
    expect(contactName(policy, languages)).toBe(name);
  });

  test('is published beside the name that browsers show which know one only', () => {
    expect(policy.organisation.contact).toEqual({
      name: 'KI-Stelle',
      names: { en: 'AI desk', de: 'KI-Stelle', fr: 'Service IA' },
    });
    expect(publishedPolicySchema.safeParse(policy).success).toBe(true);
  });
});

test('a name that is given once is the same for everybody', () => {
  const policy = policyWith('AI desk');
  expect(policy.organisation.contact).toEqual({ name: 'AI desk' });
  expect(contactName(policy, ['fr'])).toBe('AI desk');
});

test('a map without a language is a mistake', () => {
  const source = { format: 1, name: 'a', organisation: { name: 'A', contact: { name: {} } }, rules: [] };
  expect(policySourceSchema.safeParse(source).success).toBe(false);
});
