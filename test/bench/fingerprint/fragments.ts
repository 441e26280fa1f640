/** Fragments of code as people paste them: some lines of a file, in all the forms that a paste takes. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fateOf, reasonInText } from '../../../src/cli/fingerprint/file-fate.js';

export interface SourceFile {
  readonly file: string;
  /** Lines that are not blank. */
  readonly lines: readonly string[];
}

export interface Fragment {
  readonly file: string;
  /** Of the first line, among those that are not blank. */
  readonly line: number;
  readonly text: string;
}

/** Those that `gatepost fingerprint` takes in. @param name of their package */
export function sourceFiles(name: string, folder: string, wanted: RegExp): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((place) => place.split(path.sep).join('/'))
    .filter((place) => wanted.test(place) && !place.endsWith('.d.ts') && 'take' in fateOf(place))
    .sort()
    .map((place) => ({ place, text: readFileSync(path.join(folder, place), 'utf8') }))
    .filter(({ text }) => reasonInText(text) === null)
    .map(({ place, text }) => ({
      file: `${name}/${place}`,
      lines: withoutLicence(text)
        .split('\n')
        .filter((line) => line.trim() !== '' && line.length < 1_000),
    }));
}

/** Licences are taken out of a filter on purpose: the first comment goes when it speaks of one. */
function withoutLicence(text: string): string {
  return text.replace(/^\s*\/\*(?:(?!\*\/)[\s\S])*\*\//, (head) => (/licen[cs]e|copyright/i.test(head) ? '' : head));
}

/** The same ones at each run. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Each begins at any line of any file that is long enough. */
export function fragmentsOf(files: readonly SourceFile[], length: number, count: number, seed: number): Fragment[] {
  const random = randomFrom(seed + length);
  const long = files.filter(({ lines }) => lines.length >= length);
  return Array.from({ length: long.length === 0 ? 0 : count }, () => {
    const { file, lines } = long[Math.floor(random() * long.length)] ?? { file: '', lines: [] };
    const line = Math.floor(random() * (lines.length - length + 1));
    return { file, line, text: lines.slice(line, line + length).join('\n') };
  });
}

const eachLine = (text: string, change: (line: string, at: number) => string): string =>
  text.split('\n').map(change).join('\n');

const PROSE =
  'Hello, we have had a strange error in production since yesterday, and nobody here understands where it comes from. Can you see it?';

const DECLARED = /\b(?:const|let|var)\s+([A-Za-z_$][\w$]*)|\bfunction\s*[\w$]*\s*\(([^()]*)\)|\(([\w$,\s]*)\)\s*=>/g;
const KEYWORDS = new Set(
  'break case catch class const continue default delete do else export extends finally for function if import in instanceof let new return static super switch this throw try typeof var void while with yield async await of null true false'.split(
    ' ',
  ),
);

/** Variables and parameters that the fragment itself declares. */
function withOwnRenamed(text: string): string {
  const names = new Set<string>();
  for (const [, variable, parameters, others] of text.matchAll(DECLARED)) {
    if (variable !== undefined) names.add(variable);
    for (const each of (parameters ?? others ?? '').split(',')) names.add(/^[\w$]+/.exec(each.trim())?.[0] ?? '');
  }
  names.delete('');
  const renamed = new Map([...names].map((name, at) => [name, `renamed${at + 1}`]));
  return text.replace(/(?<![\w$.])[A-Za-z_$][\w$]*/g, (name) => renamed.get(name) ?? name);
}

function withAllRenamed(text: string): string {
  const renamed = new Map<string, string>();
  return text.replace(/[A-Za-z_$][\w$]*/g, (name) => {
    if (KEYWORDS.has(name)) return name;
    if (!renamed.has(name)) renamed.set(name, `v${renamed.size + 1}`);
    return renamed.get(name) ?? name;
  });
}

/** What happens to code on its way. Those that are no goal are told all the same. */
export const CHANGES: Readonly<Record<string, (text: string) => string>> = {
  unchanged: (text) => text,
  're-indented, CRLF': (text) => eachLine(text, (line) => `\t\t${line.trim()}\r`),
  'other quotes, no semicolons': (text) => text.replaceAll("'", '"').replaceAll(/;$/gm, ''),
  'in prose': (text) => `${PROSE}\n\n\`\`\`js\n${text}\n\`\`\`\n\nThank you, and please keep it short.`,
  'as a diff': (text) => eachLine(text, (line) => `+${line}`),
  'with line numbers': (text) => eachLine(text, (line, at) => `${String(at + 97).padStart(5)}  ${line}`),
  'own variables renamed': withOwnRenamed,
  'every fifth line edited': (text) => eachLine(text, (line, at) => (at % 5 === 2 ? `${line} + changed${at}` : line)),
  'every name renamed': withAllRenamed,
};
