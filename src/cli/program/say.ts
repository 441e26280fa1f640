/** Prints lines of the command's answer. */
export function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** For `--json`. */
export function sayJson(answer: unknown): void {
  say(JSON.stringify(answer, null, 2));
}
