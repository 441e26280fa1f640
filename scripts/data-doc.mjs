/** Writes docs/reference/detectors.md from the detector tables. With --check it writes nothing, and fails when the page is out of date. */
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
  return ['| detector | finds | grade | keywords |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** @param {string} kind @param {(id: string) => boolean} which */
const of = (kind, which = () => true) => table((each) => each.kind === kind && which(each.id));

/** @param {string} id */
const isAssigned = (id) => id.endsWith('-assigned');
const count = (/** @type {string} */ kind) => facts.filter((each) => each.kind === kind).length;

const PAGE = `# Detectors of the data guard

Generated from the detector tables (\`src/data\`) by \`npm run data-doc\`; a test fails when they differ. \`gatepost scan\` shows the masked
findings in a text.

The guard scans text on the device. It does not store, send or log any of it: a finding has a kind, a detector, a position and a masked
sample of at most four characters. There are ${facts.length} detectors: ${count('secret')} for keys and passwords, ${count('personal')} for personal data, and others for
code, logs and markings. A company adds its own words and patterns.

- **block**: a fixed prefix, a check digit or a marking proves the finding. **warn**: the finding is likely, and sometimes wrong.
- A detector searches only near its keywords, in any case. Numbers, addresses and code are searched for everywhere.
- If two detectors of a kind find the same passage, the more specific one is reported.

## Keys with a known format

A key counts if no letter or digit precedes or follows it. Placeholders do not count: \`<your key>\`, \`\${KEY}\`, \`{{ key }}\`,
\`xxxx\`, \`YOUR_API_KEY\`, \`changeme\`, and values that end in \`EXAMPLE\`.

${of('secret', (id) => !isAssigned(id) && !['password', 'token', 'basic-authorization', 'command-password'].includes(id))}

## Keys next to a vendor's name

A name, an assignment (\`=\`, \`:\`, \`=>\`, \`:=\`, \`,\`, \`is\`), and a random-looking value of the vendor's key length: \`MERAKI_API_KEY=…\`,
\`"heroku": "…"\`. A digest after a vendor's name looks the same, so these findings are warnings.

${of('secret', isAssigned)}

## Passwords and other secrets

A word for a secret, an assignment, and a value. A password counts if it has at least eight characters and mixes upper case, lower case, digits or
symbols; a token if it has at least 16 and an entropy of at least 3.5 bits per character (3 in hexadecimal). GUIDs, digests and commit ids
count only after such a word.

${of('secret', (id) => ['password', 'token', 'basic-authorization', 'command-password'].includes(id))}

## Personal data

${of('personal')}

- A card number must have an issuer's range, length, printed grouping and check digit. Without grouping and without a nearby word for cards, it counts only
  if no adjacent number fails the check and no word identifies it as an order or a parcel.
- An IBAN must have its country's length and check digits. \`fr-nir\`, \`it-codice-fiscale\`, \`es-dni\` and \`de-steuer-id\` have check digits;
  the last two are so weak (1 in 23, 1 in 10) that they also need a nearby word or their written grouping.
- \`us-ssn\` and \`uk-nino\` have no check digit. They need a nearby word, except a national insurance number written in pairs.
- Without any word, three or more of one type count if at least four of five similar numbers are valid, as in a table column.
- E-mail addresses and phone numbers count as a list, from ${limits.emails} and ${limits.phones} distinct ones. Generic addresses (\`info@\`, \`example.com\`) do not count.
- Published examples of states, banks and vendors do not count: \`4111 1111 1111 1111\`, \`DE89 3704 0044 0532 0130 00\`, \`123-45-6789\`.

## Code and logs

${table(({ kind }) => kind === 'code' || kind === 'log')}

The detector scores each line: calls, assignments, trailing brackets, words that begin a statement. A text counts as code from ${limits.codeLines} non-blank
lines of code, in all passages together. Logs and stack traces are a separate kind, from ${limits.logLines} lines. JSON, YAML, CSV and SVG are data,
not code.

## Markings

${of('marking')}

A single word counts only in capitals, a phrase in any case and with any accents. A mail footer that appears in every mail ("this message is
strictly confidential") is not a marking.

## Your own words and patterns

- **Words and phrases** match as whole words, regardless of case, accents and white space.
- **Patterns**: literal text; \`#\` for a digit; \`@\` for a letter; \`*\` for at most 16 characters without spaces; \`(one|other)\` for alternatives; \`\\\\\` to
  escape a character. \`PRJ-####\` finds \`PRJ-1234\` but not \`PRJ-12345\`. Every pattern has a maximum length, so that none is slow.

## What it does not detect

- **Secrets without a pattern**: a password alone in a sentence, or a random key without a prefix or a preceding word.
- **Prose**: meeting minutes, a strategy, a contract. Only a marking or your own words can identify them.
- **Names, postal addresses, dates of birth, health data.** There is no list of names.
- **Transformed data**: a number in words, a key in two parts, base64, or a picture of text.
- **A few lines of code**, code that reads like prose, and columns of words in a data file.
- **Numbers without check digits and without context**: one social security number without a nearby word.
- **Countries** that are not in the table.
`;

const wanted = await format(PAGE, { ...(await resolveConfig(file)), parser: 'markdown' });
if (!process.argv.includes('--check')) await writeFile(file, wanted);
else if ((await readFile(file, 'utf8').catch(() => '')) !== wanted) {
  process.stderr.write('docs/reference/detectors.md is out of date: run npm run data-doc\n');
  process.exitCode = 1;
}
