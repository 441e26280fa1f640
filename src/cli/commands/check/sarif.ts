/** Findings as a SARIF 2.1.0 log (an OASIS standard), which code scanning services and editors read. Pure. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { FINDING_WORDS, type FindingWords } from '../../../authoring/lint/finding-words.js';
import type { PlacedMistake } from '../../lib/policy-source-file.js';
import type { PlacedFinding } from './run.js';

/** Mistakes of form, which `docs/reference/policy.md` explains above its table. */
const MISTAKE_WORDS: Readonly<Record<PlacedMistake['code'], FindingWords>> = {
  syntax: { severity: 'error', meaning: 'the file is not valid YAML for policies', remedy: 'correct the syntax' },
  form: { severity: 'error', meaning: 'an unknown key, or an invalid value', remedy: 'correct the key or the value' },
  name: { severity: 'error', meaning: 'a name that nothing has', remedy: 'correct its spelling, or define it' },
};

const RULES: readonly (readonly [code: PlacedFinding['code'], words: FindingWords])[] = [
  ...(Object.entries(MISTAKE_WORDS) as [PlacedMistake['code'], FindingWords][]),
  ...(Object.entries(FINDING_WORDS) as [keyof typeof FINDING_WORDS, FindingWords][]),
];

const HELP = 'docs/reference/policy.md, "Findings"';

/**
 * One run, with every rule and a result for each finding.
 * @param file as it was named on the command line, relative to the working folder or absolute
 */
export function sarifLog(findings: readonly PlacedFinding[], file: string, version: string): object {
  const uri = uriOf(file);
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Gatepost', semanticVersion: version, rules: RULES.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        artifacts: [{ location: { uri } }],
        results: findings.map((finding) => result(finding, uri)),
      },
    ],
  };
}

function descriptor([id, { severity, meaning, remedy }]: (typeof RULES)[number]): object {
  const plain = sentence(withoutMarkup(meaning));
  return {
    id,
    shortDescription: { text: plain },
    fullDescription: { text: plain },
    help: {
      text: `${plain} What to do: ${withoutMarkup(remedy)}. See ${HELP}.`,
      markdown: `${sentence(meaning)}\n\n**What to do:** ${remedy}.\n\nSee ${HELP}.`,
    },
    defaultConfiguration: { level: severity.startsWith('error') ? 'error' : 'warning' },
  };
}

function result({ code, severity, line, column, where, message }: PlacedFinding, uri: string): object {
  return {
    ruleId: code,
    ruleIndex: RULES.findIndex(([id]) => id === code),
    level: severity,
    message: { text: where === null ? message : `${where}: ${message}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri, index: 0 }, region: { startLine: line, startColumn: column } },
        ...(where === null ? {} : { logicalLocations: [{ fullyQualifiedName: where }] }),
      },
    ],
  };
}

/** Relative where the file was named so, since services look it up in their checkout. */
function uriOf(file: string): string {
  if (path.isAbsolute(file)) return pathToFileURL(file).href;
  return path.normalize(file).split(path.sep).map(encodeURIComponent).join('/');
}

const sentence = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;

const withoutMarkup = (words: string): string => words.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll('`', '');
