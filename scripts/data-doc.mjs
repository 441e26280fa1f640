/** Writes docs/reference/detectors.md from the tables of detectors. With --check it writes nothing, and fails when the page is out of date. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { bundledModule } from './bundled-module.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const file = path.join(root, 'docs/reference/detectors.md');

/** @typedef {{ id: string, kind: string, label: string, grade: string, keywords?: string[] }} Facts */
/** @typedef {{ shippedFacts: () => Facts[], DEFAULT_THRESHOLDS: Record<'codeLines' | 'logLines' | 'emails' | 'phones', number> }} Engine */

const { shippedFacts, DEFAULT_THRESHOLDS: limits } = /** @type {Engine} */ (
  await bundledModule(`
    export { shippedFacts } from './src/data/detector-set.ts';
    export { DEFAULT_THRESHOLDS } from './src/data/finding.ts';
  `)
);
const facts = shippedFacts();

/** @param {(each: Facts) => boolean} belongs */
function table(belongs) {
  const rows = facts.filter(belongs).map(({ id, label, grade, keywords }) => {
    const words = keywords?.map((word) => `\`${word.trim().replaceAll('|', '\\|')}\``).join(' ') ?? '';
    return `| \`${id}\` | ${label} | ${grade} | ${words} |`;
  });
  return ['| detector | what it finds | grade | looked for at |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** @param {string} kind @param {(id: string) => boolean} which */
const of = (kind, which = () => true) => table((each) => each.kind === kind && which(each.id));

/** @param {string} id */
const isAssigned = (id) => id.endsWith('-assigned');
const count = (/** @type {string} */ kind) => facts.filter((each) => each.kind === kind).length;

const PAGE = `# What the data guard looks for

Made from the tables of detectors (\`src/data\`) by \`npm run data-doc\`; a test fails when they differ. \`gatepost scan\` says what would
be found in a text, masked.

The guard looks at texts on the device. It keeps, sends and logs nothing of them: a finding says kind, detector, place and a masked
sample of at most four characters. There are ${facts.length} detectors: ${count('secret')} of keys and passwords, ${count('personal')} of personal data, and those of
code, logs and markings; a company adds its own words and patterns.

- **block** is the grade of what a fixed prefix, a check digit or a marking proves. **warn** is likely, and sometimes wrong.
- A detector looks only where one of its keywords stands, whatever the case. Numbers, addresses and code are looked for everywhere.
- Where two detectors of a kind find the same stretch, the one that knows more is named.

## Keys that their shape gives away

A key counts where no letter or digit stands before it, and none behind it. Values that only stand for one do not: \`<your key>\`,
\`\${KEY}\`, \`{{ key }}\`, \`xxxx\`, \`YOUR_API_KEY\`, \`changeme\`, and what ends in \`EXAMPLE\`.

${of('secret', (id) => !isAssigned(id) && !['password', 'token', 'basic-authorization', 'command-password'].includes(id))}

## Keys that a vendor's name gives away

A name, an assignment (\`=\`, \`:\`, \`=>\`, \`:=\`, \`,\`, \`is\`), and a value of the vendor's length that looks random: \`MERAKI_API_KEY=…\`,
\`"heroku": "…"\`. A digest after a vendor's name looks the same, so these are warnings.

${of('secret', isAssigned)}

## Passwords and other secrets

A word for a secret, an assignment, and a value. A password counts from eight signs on when it mixes capitals, small letters, digits or
signs; a token from 16 on when its entropy is at least 3.5 bits for each sign (3 in hexadecimal). GUIDs, digests and commit ids count
only behind such a word.

${of('secret', (id) => ['password', 'token', 'basic-authorization', 'command-password'].includes(id))}

## Personal data

${of('personal')}

- A card has an issuer's range, its length, the groups that are printed on it and its check digit. Without groups and without a word for
  cards near it, it counts when no number beside it fails the check and no word says that it is an order or a parcel.
- An IBAN has its country's length and check. \`fr-nir\`, \`it-codice-fiscale\`, \`es-dni\` and \`de-steuer-id\` have check digits; the last two
  are so weak (1 in 23, 1 in 10) that a word near them has to say what they are, or the groups that are written.
- \`us-ssn\` and \`uk-nino\` have no check. They need a word near them, except a national insurance number in pairs.
- Three or more of one sort without any word are believed when at least four of five that look alike are right: the column of a table.
- Addresses and phone numbers count as a list: from ${limits.emails} and ${limits.phones} distinct ones on. Addresses of nobody (\`info@\`, \`example.com\`) do not.
- What states, banks and vendors print as examples is no finding: \`4111 1111 1111 1111\`, \`DE89 3704 0044 0532 0130 00\`, \`123-45-6789\`.

## Code and logs

${table(({ kind }) => kind === 'code' || kind === 'log')}

Lines are judged one by one: calls, assignments, brackets at the end, words that begin a statement. A stretch is code when its
lines are; it counts from ${limits.codeLines} lines on that are not blank, in all stretches together. Logs and stack traces are of a kind of their own,
from ${limits.logLines} lines on. JSON, YAML, CSV and SVG are data and no code.

## Markings

${of('marking')}

A bare word counts in capitals only, a phrase in any case and whatever its accents. What the foot of a mail says of every mail
("this message is strictly confidential") is no marking.

## A company's own

- **Words and phrases**, found whole, whatever their case, accents and white space.
- **Patterns**: literal text, \`#\` a digit, \`@\` a letter, \`*\` a run of at most 16 signs without blanks, \`(one|other)\` alternatives, \`\\\\\` before
  a sign that is meant itself. \`PRJ-####\` finds \`PRJ-1234\` and not \`PRJ-12345\`. Every pattern has a greatest length, so that none can be slow.

## What it cannot see

- **A secret that nothing gives away**: a password alone in a sentence, a random key without a prefix and without a word before it.
- **Prose**: minutes of a meeting, a strategy, a contract. Nothing in them has a shape; only a marking or a company's own words tell.
- **Names, addresses of houses, dates of birth, health.** There is no list of names.
- **What is changed on the way**: a number in words, a key in two pieces, base64 of a text, a picture of one.
- **Few lines of code**, and code that reads like prose; columns of words in a data file.
- **Numbers without a check in company they do not have**: one social security number without a word near it.
- **Other countries** than those of the table.
`;

const wanted = await format(PAGE, { ...(await resolveConfig(file)), parser: 'markdown' });
if (!process.argv.includes('--check')) await writeFile(file, wanted);
else if ((await readFile(file, 'utf8').catch(() => '')) !== wanted) {
  process.stderr.write('docs/reference/detectors.md is out of date: run npm run data-doc\n');
  process.exitCode = 1;
}
