/**
 * A text in which every built-in kind but a company's own words finds something, so that the dialog has something to say. All of it
 * is made up; code and log lines are as many as the thresholds ask for, and more.
 */
const STATEMENTS = Array.from(
  { length: 12 },
  (_, index) => `  const total${index} = prices[${index}].map((price) => price * rate(${index}));`,
);
const LOG_LINES = Array.from(
  { length: 12 },
  (_, index) => `2026-11-23T09:00:${10 + index}.120Z ERROR [orders] worker ${index} failed: connection refused`,
);

export const SAMPLE_TEXT = `CONFIDENTIAL - INTERNAL USE ONLY
-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEA1c7z5Pad7OejecsQ0bu3aumFdhZ3D4ZJ6rV5hXWk0r9v1ZqT
-----END RSA PRIVATE KEY-----
Erika Muster, IBAN DE02 1203 0000 0000 2020 51
Max Muster, IBAN DE44 5001 0517 5407 3249 31

The function that we talked about on Monday:

export function totals(prices, rate) {
${STATEMENTS.join('\n')}
  return { total0, total1, total2 };
}

What the machine said afterwards, as far as the team could see it in the evening.
It would be good to know by Thursday whether this is the same as last month.
Many thanks, and greetings to all of you in the office by the river.
Please answer to the group and not to me alone.

${LOG_LINES.join('\n')}
`;
