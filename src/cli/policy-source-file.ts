/** Reads policy.yaml: syntax and schema mistakes are reported with file, line, column, path, what was found and expected. */
import { LineCounter, parseDocument, visit, type Document } from 'yaml';
import type { z } from 'zod';
import { policySourceSchema, type PolicySource } from '../policy/source.js';
import { CommandError, EXIT } from './command-error.js';
import { readText } from './files.js';

export async function readPolicySource(file: string): Promise<PolicySource> {
  return parsePolicySource(await readText(file, 'the policy'), file);
}

/** @throws CommandError that lists every mistake, a line each */
export function parsePolicySource(text: string, file: string): PolicySource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const mistakes = [...document.errors, ...document.warnings].map(({ pos, message }) => `${at(pos[0])}: ${message}`);
  mistakes.push(...aliases(document).map((offset) => `${at(offset)}: ${NO_ALIASES}`));
  if (mistakes.length > 0) throw refused(mistakes);
  const content: unknown = document.toJS();
  const result = policySourceSchema.safeParse(content, { reportInput: true });
  if (result.success) return result.data;
  throw refused(
    result.error.issues.flatMap(spread).map(({ path, found, expected }) => {
      const where = path.length === 0 ? 'the policy' : path.map(String).join('.');
      return `${at(offsetOf(document, path))}: ${where}: ${found === undefined ? '' : `found ${shown(found)}, `}${expected}`;
    }),
  );
}

const NO_ALIASES =
  'a word that begins with * stands for another place in YAML, which policies do not use: ' +
  'leave the star out of a host (it covers its subdomains), or quote the text';

/** Offsets of all aliases: they let a small file grow without end, and are hardly ever meant. */
function aliases(document: Document.Parsed): number[] {
  const offsets: number[] = [];
  visit(document, {
    Alias(_, { range }) {
      offsets.push(range?.[0] ?? 0);
    },
  });
  return offsets;
}

interface Mistake {
  readonly path: readonly PropertyKey[];
  readonly found: unknown;
  readonly expected: string;
}

/** One mistake a line: unknown keys come together from the schema, and are reported each at its own place. */
function spread(issue: z.core.$ZodIssue): Mistake[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      found: undefined,
      expected: 'unknown key: remove it, or correct its spelling',
    }));
  }
  return [{ path: issue.path, found: issue.input, expected: issue.message }];
}

function refused(lines: readonly string[]): CommandError {
  return new CommandError(lines.join('\n'), EXIT.refused);
}

/** The place of the path, or of the nearest part of it that is there. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (hasRange(node)) return node.range[0];
  }
  return document.contents?.range[0] ?? 0;
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
