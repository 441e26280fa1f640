import { describe, expect, test } from '@jest/globals';
import { wordlessDetail } from '../../../../src/pages/shared/problem-details.js';
import { checkDetail } from '../../../../src/pages/shared/self-check.js';
import { readRepositoryFile } from '../../../support/repository.js';
import { texts } from '../../../support/texts.js';

describe('the detail of a problem', () => {
  test.each([
    ['status 404', 'HTTP 404'],
    ['led to https://login.example', 'https://login.example'],
    ['more than 1048576 bytes', '> 1 024 ko'],
    ['signed with key "intruder"', 'intruder'],
    ['this browser cannot verify EdDSA', 'EdDSA'],
    ['the document is "pilot", expected "acme"', 'pilot ≠ acme'],
    ['revision 6, but 7 was accepted before', '6 < 7'],
    ['revision 7 was accepted before with other content', '7'],
    ['revision 9000 after 7', '7 → 9000'],
    ['revision 9000 after none', '9000'],
    ['issued 2027-01-01T12:00:00Z', '1er janvier 2027'],
    ['expired 2026-01-02T12:00:00.000Z', '2 janvier 2026'],
    ['requires "mind-reading"', '"mind-reading"'],
    ['at rules.0.sites', 'rules.0.sites'],
    ['at the top', 'at the top'],
    ['Error: quota exceeded', 'Error: quota exceeded'],
    ['', ''],
  ])('%j is shown without English words: %j', (detail, expected) => {
    expect(wordlessDetail(detail, 'fr').replace(/[\u00a0\u202f]/g, ' ')).toBe(expected);
  });

  test('has the form that the code which writes it gives it', () => {
    const sources = ['src/trust/accept-policy.ts', 'src/trust/policy-answer.ts', 'src/trust/signed-document.ts'];
    const written = [...sources, 'src/platform/policy-host.ts'].map(readRepositoryFile).join('\n');
    for (const form of [
      'status ${',
      'led to ${',
      'more than ${',
      'signed with key ${',
      'this browser cannot verify ${',
      'the document is "${',
      ' was accepted before`',
      ' was accepted before with other content`',
      ' after ${',
      'issued ${',
      'expired ${',
      'requires ${',
      'at ${',
    ]) {
      expect(written).toContain(form);
    }
  });
});

describe('the detail of a self-check', () => {
  const nowMs = new Date(2026, 10, 23, 12).getTime();
  const detailOf = (detail: string) => checkDetail(detail, { texts, language: 'en-GB', nowMs });

  test('is in the reader’s language where something was repaired, or is missing', () => {
    const repaired = `repaired ${new Date(2026, 10, 23, 9).toISOString()}`;
    expect(detailOf(repaired)).toBe('selfcheck_repaired(today at 09:00)');
    expect(detailOf(`${repaired}; 2 hosts have no guard; 3 patterns are not counted`)).toBe(
      'selfcheck_repaired(today at 09:00); selfcheck_unguarded(2); selfcheck_uncounted(3)',
    );
    expect(detailOf('not set')).toBe('selfcheck_not_set');
  });

  test('leads to the list of problems, which says more', () => {
    expect(detailOf('offline')).toBe('selfcheck_see_problems');
    expect(detailOf('clock-ahead, expired')).toBe('selfcheck_see_problems');
  });

  test('has the form that the worker gives it', () => {
    const written = readRepositoryFile('src/worker/answers/health-report.ts');
    for (const form of ['`repaired ${', '} hosts have no guard`', '} patterns are not counted`', "'not set'"]) {
      expect(written).toContain(form);
    }
  });
});
