/** What doctor finds in the managed configuration, beyond what is missing. */
import { expect, test } from '@jest/globals';
import { checkConfiguration } from '../../../../src/cli/doctor/check-configuration.js';
import type { Finding } from '../../../../src/cli/doctor/finding.js';

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const KEY = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', kid: 'k1' };
const GOOD = { policyUrl: 'https://policy.contoso.example/policy.jws', trustedKeys: [KEY] };

function check(configuration: Record<string, unknown>): Finding[] {
  const configurations = { [ID]: configuration as never };
  const evidence = { browser: 'chrome' as const, sources: [], installedIds: null };
  return checkConfiguration({ extensions: {}, configurations, setters: [], policies: {} }, ID, evidence);
}

const messages = (configuration: Record<string, unknown>): string =>
  check(configuration)
    .filter(({ result }) => result === 'bad')
    .map(({ message }) => message)
    .join('\n');

test('a good one', () => {
  expect(check(GOOD)).toMatchObject([{ result: 'good' }]);
});

test.each([
  ['trustedKey', 'trustedKeys'],
  ['policyURL', 'policyUrl'],
  ['orgnisation', 'organisation'],
  ['organization', 'organisation'],
  ['eventEndpoint', 'eventsEndpoint'],
])('%s is dropped by browsers: meant was %s', (key, meant) => {
  expect(messages({ ...GOOD, [key]: 'x' })).toContain(
    `${key} is no key of the configuration, and browsers drop it without a word. Did you mean ${meant}?`,
  );
});

test('a key like none of them is told what there is', () => {
  expect(messages({ ...GOOD, colour: 'red' })).toMatch(/colour is no key.*The keys are policyUrl, trustedKeys/);
});

test('a private key is named, and what to do about it', () => {
  const found = messages({
    ...GOOD,
    trustedKeys: [KEY, { ...KEY, kid: 'k2', d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' }],
  });
  expect(found).toMatch(/^trustedKeys holds a private key \(2\).*docs\/guides\/rotate-keys\.md, "Rotate a key"/);
  expect(found).not.toContain('nWGxne');
});

test('other mistakes keep their words', () => {
  expect(messages({ ...GOOD, policyUrl: 'http://policy.contoso.example/' })).toContain(
    'policyUrl of the configuration',
  );
  expect(messages({})).toContain('is empty');
});
