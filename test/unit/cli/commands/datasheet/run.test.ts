/** The data sheet as it is read: in each language, as Markdown and as a page for print, from files with and without mistakes. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { datasheet, type DatasheetOptions } from '../../../../../src/cli/commands/datasheet/run.js';
import { renderHtml } from '../../../../../src/cli/datasheet/html.js';
import { renderMarkdown } from '../../../../../src/cli/datasheet/markdown.js';
import { SHEET_LANGUAGES } from '../../../../../src/events/sheet-words/sheet-words.js';
import { NOW_MS } from '../../../../support/policies.js';
import { refusalOf } from '../../../../support/refusal.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const NOTHING = { basis: null, retention: null, access: null, contact: null };

const POLICY = `format: 1
name: rhenania
organisation: { name: Rhenania, request: ai@rhenania.example }
language: de
reasons: { care: Bitte nichts Vertrauliches. }
rules:
  - { id: pictures, tools: [midjourney], action: warn, reason: care, warn: { minutes: 30, justification: local } }
  - { id: translators, tools: [deepl], action: warn, reason: care, warn: { justification: required } }
  - { id: chat, tools: [chatgpt], action: block, reason: care }
`;
const CONFIGURATION = `policyUrl: https://policy.rhenania.example/policy.jws
eventsEndpoint: https://collector.rhenania.example/v1/logs
`;

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

async function sheet(changes: Partial<DatasheetOptions> = {}, { policy = POLICY, configuration = CONFIGURATION } = {}) {
  const [policyFile, configFile] = [path.join(folder, 'policy.yaml'), path.join(folder, 'managed.yaml')];
  await Promise.all([writeFile(policyFile, policy), writeFile(configFile, configuration)]);
  const schemaFile = path.resolve('public/managed-schema.json');
  const common = { policyFile, configFile, schemaFile, language: null, company: NOTHING, nowMs: NOW_MS };
  return datasheet({ ...common, ...changes });
}

async function markdown(changes: Partial<DatasheetOptions> = {}, files: Parameters<typeof sheet>[1] = {}) {
  return renderMarkdown((await sheet(changes, files)).blocks);
}

describe('in the policy’s own language', () => {
  test('says purpose, records, places and readers of this policy', async () => {
    const text = await markdown();
    expect(text).toMatch(/^# Datenblatt: Was Gatepost aufzeichnet und sendet$/m);
    expect(text).toContain('Gesperrt: ChatGPT');
    expect(text).toContain('https://collector.rhenania.example/v1/logs');
    expect(text).toMatch(/Begründung, die im Browser bleibt: pictures\. .*30 Minuten/);
    expect(text).toMatch(/fragt nach einer Begründung: translators\. Die Antwort, höchstens 500 Zeichen/);
    expect(text).toContain('Kein Eintrag enthält einen Namen.');
    expect(text).toMatch(/policy\.yaml \(SHA-256 [0-9a-f]{64}\) und managed\.yaml \(SHA-256 [0-9a-f]{64}\)/);
  });

  test('names the owners of rules, each once and in the language of the sheet', async () => {
    const owner = 'owner: { de: Werbung, en: Brand team } }';
    const policy = POLICY.replaceAll(/(midjourney.*|deepl.*) }$/gm, `$1, ${owner}`);
    expect(await markdown({}, { policy })).toMatch(/^Für die Regeln verantwortlich: Werbung\.$/m);
    expect(await markdown({ language: 'en' }, { policy })).toMatch(/^Responsible for the rules: Brand team\.$/m);
    expect(await markdown()).not.toContain('verantwortlich');
  });

  test('changes with the configuration', async () => {
    const named = await markdown({}, { configuration: `${CONFIGURATION}identity: ada\n` });
    expect(named).toContain('Jeder Eintrag enthält den Benutzernamen');
    const kept = await markdown({}, { configuration: 'policyUrl: https://policy.rhenania.example/policy.jws\n' });
    expect(kept).toContain('Nichts: Die Konfiguration nennt keinen Empfänger.');
    expect(kept).not.toContain('Empfänger im Unternehmen');
    const unknown = await markdown({ configFile: null });
    expect(unknown).toContain('ohne die Konfiguration der Browser erstellt');
  });

  test('has what the company says, and lines for the rest', async () => {
    const text = await markdown({ company: { ...NOTHING, retention: '90 Tage' } });
    expect(text).toContain('- Speicherdauer beim Empfänger: 90 Tage');
    expect(text).toMatch(/^- Rechtsgrundlage oder Vereinbarung: _{20,}$/m);
  });
});

test.each([
  ['en', '1. Purpose', '9,600'],
  ['fr', '1. Finalité', '9\u202f600'],
  ['de', '1. Zweck', '9.600'],
  ['es', '1. Finalidad', '9600'],
] as const)('in %s, with numbers as they are written there', async (language, heading, number) => {
  const text = await markdown({ language });
  expect(text).toContain(`## ${heading}`);
  expect(text).toContain(number);
  expect(text).not.toMatch(/\{\w+\}|undefined/);
});

test('of a policy in a language that the sheet lacks is English', async () => {
  expect((await sheet({}, { policy: POLICY.replace('language: de', 'language: it') })).language).toBe('en');
});

describe('as a page', () => {
  test.each(SHEET_LANGUAGES)('in %s fetches nothing, runs nothing, and says its language', async (language) => {
    const page = renderHtml((await sheet({ language })).blocks, language);
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|<link|<img|\ssrc=|\shref=|url\(|@import/i);
  });

  test('has every text that the Markdown has', async () => {
    const { blocks, language } = await sheet();
    const page = renderHtml(blocks, language);
    const cells = blocks.flatMap((block) =>
      block.kind === 'table' ? block.groups.flatMap(({ rows }) => rows.flat()) : [],
    );
    expect(cells.length).toBeGreaterThan(40);
    expect(cells.filter((cell) => !page.includes(`<td>${cell}</td>`))).toEqual([]);
  });
});

test('texts of the policy and of the flags are text in Markdown and in the page', async () => {
  const organisation = '<b>|*Acme*|\u202e';
  const policy = POLICY.replace('name: Rhenania,', `name: ${JSON.stringify(organisation)},`);
  const { blocks, language } = await sheet({ company: { ...NOTHING, basis: '<script>x</script>\n# y' } }, { policy });
  const page = renderHtml(blocks, language);
  expect(page).not.toMatch(/<b>|<script/);
  expect(page).not.toContain('\u202e');
  const text = renderMarkdown(blocks);
  expect(text).toContain(String.raw`\<b\>\|\*Acme\*\|`);
  expect(text).not.toMatch(/^# y/m);
});

describe('mistakes', () => {
  test.each([
    ['of the policy', { policy: POLICY.replace('action: block', 'action: stop') }, /policy\.yaml:9:.*rules\.2\.action/],
    [
      'of the configuration',
      { configuration: 'policyurl: x' },
      /managed\.yaml: policyurl: unknown key: did you mean policyUrl/,
    ],
  ])('%s are told with their place', async (_, files, message) => {
    const refusal = await refusalOf(() => sheet({}, files));
    expect(refusal.exitCode).toBe(1);
    expect(refusal.message).toMatch(message);
  });

  test('a file that is not there is told', async () => {
    const refusal = await refusalOf(() => sheet({ policyFile: path.join(folder, 'none.yaml') }));
    expect(refusal).toMatchObject({ exitCode: 2, message: expect.stringContaining('none.yaml') as unknown });
  });
});
