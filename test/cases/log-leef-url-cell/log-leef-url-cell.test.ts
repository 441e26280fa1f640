/** LEEF whose separators and cells look like those of a CSV file. */
import { expect, test } from '@jest/globals';
import { caseLogs } from '../../support/case-logs.js';
import { refusalOf } from '../../support/refusal.js';

const { ofCase } = caseLogs();

test.each(['leef.log', 'leef2.log'])('%s is not taken for CSV', async (file) => {
  const refusal = await refusalOf(() => ofCase(`log-leef-url-cell/${file}`));
  expect(refusal.message).toContain('cannot detect the format');
});
