/** Asks a question on the terminal. */
import { createInterface } from 'node:readline/promises';

interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Standard output is for answers. */
const THIS_ONE: Terminal = { input: process.stdin, output: process.stderr };

/** @returns the answer; null when there is none: Ctrl+C, Ctrl+D, or a terminal that was closed */
export async function ask(question: string, { input, output }: Terminal = THIS_ONE): Promise<string | null> {
  const terminal = createInterface({ input, output });
  const closed = new Promise<null>((resolve) => {
    terminal.once('close', () => {
      resolve(null);
    });
  });
  const answer = await Promise.race([terminal.question(question).catch(noneAt), closed]);
  terminal.close();
  // What comes next begins on a line of its own.
  if (answer === null) output.write('\n');
  return answer?.trim() ?? null;
}

function noneAt(error: unknown): null {
  if (error instanceof Error && error.name === 'AbortError') return null;
  throw error;
}
