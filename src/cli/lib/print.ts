import { withColoursOnly } from './terminal.js';

/** Prints lines of the command's answer, in which there may be texts of others. */
export function say(...lines: string[]): void {
  process.stdout.write(withColoursOnly(`${lines.join('\n')}\n`));
}

/** The same for what is no answer: warnings, and what a publication would change. */
export function sayBeside(...lines: string[]): void {
  process.stderr.write(withColoursOnly(`${lines.join('\n')}\n`));
}

/** For `--json`, and for documents: what reads them gets them as they are. */
export function sayAsItIs(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** For `--json`. A terminal obeys some control characters that JSON leaves as they are. */
export function sayJson(answer: unknown): void {
  const escaped = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  sayAsItIs(JSON.stringify(answer, null, 2).replace(/[\u007F-\u009F]/g, escaped));
}
