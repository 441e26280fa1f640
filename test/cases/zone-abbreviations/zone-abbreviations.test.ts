/** Time zones by abbreviation: one browser takes them and another refuses the policy, so they are errors. */
import { expect, test } from '@jest/globals';
import path from 'node:path';
import { isIanaTimeZone } from '../../../src/authoring/time-zone.js';
import { check } from '../../../src/cli/commands/check/run.js';
import { NOW_MS } from '../../support/policies.js';
import { ROOT } from '../../support/repository.js';

test.each(['PST', 'CST', 'IST'])('%s is an error of form at its line', async (zone) => {
  const file = path.join(ROOT, `test/cases/zone-abbreviations/policy-${zone}.yaml`);
  expect(await check(file, NOW_MS)).toMatchObject([
    {
      ...{ severity: 'error', code: 'form', line: 11, where: 'rules.0.window.timeZone' },
      message: `found "${zone}", expected a time zone such as Europe/Paris`,
    },
  ]);
});

test.each([
  'BST',
  'JST',
  'NST',
  'SST',
  'AST',
  'ACT',
  'PNT',
  'VST',
  'SystemV/EST5',
  'US/Pacific-New',
  '+01:00',
  'UTC+1',
  '',
])('%p is a name of no IANA time zone', (zone) => {
  expect(isIanaTimeZone(zone)).toBe(false);
});

test.each(['Asia/Calcutta', 'Asia/Kolkata', 'Europe/Paris', 'europe/paris', 'UTC', 'Etc/GMT+5', 'US/Pacific', 'CET'])(
  '%s is one',
  (zone) => {
    expect(isIanaTimeZone(zone)).toBe(true);
  },
);

test('every zone that this machine lists is one', () => {
  expect(Intl.supportedValuesOf('timeZone').filter((zone) => !isIanaTimeZone(zone))).toEqual([]);
});
