import { asText, withColoursOnly } from './terminal.js';

/** One line, or many. A list is never spread into arguments: it may be longer than a call can take. */
type Lines = string | readonly string[];

/** Prints lines of the command's answer, in which there may be texts of others: none of them can begin a line of its own. */
export function print(...lines: readonly Lines[]): void {
  process.stdout.write(withColoursOnly(`${asText(lines.flat())}\n`));
}

/** The same for what is no answer: warnings, and what a publication would change. */
export function printBeside(...lines: readonly Lines[]): void {
  process.stderr.write(withColoursOnly(`${asText(lines.flat())}\n`));
}

/** For JSON and for scripts of ours: what reads them gets them as they are. */
export function printRaw(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** For `--json`. A terminal interprets some characters that JSON leaves as they are, and YAML takes some of them for line breaks. */
export function printJson(answer: unknown): void {
  const escaped = (sign: string) =>
    Array.from({ length: sign.length }, (_, at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
  printRaw(JSON.stringify(answer, null, 2).replace(/[\u007F-\u009F\uFFFE\uFFFF]|[\p{Cf}\p{Zl}\p{Zp}]/gu, escaped));
}
