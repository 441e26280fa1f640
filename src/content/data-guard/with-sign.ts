/** Lets a sign say that a text is being checked: not before somebody would wonder, and gone when the answer is there. */
import { parts } from './parts.js';

/** From this on people notice that they wait. */
const PATIENCE_MS = 250;

export async function withSign<Result>(work: Promise<Result>, what: 'text' | 'files' = 'text'): Promise<Result> {
  let remove: (() => void) | undefined;
  // Again, until the dialog has arrived that shows it.
  const timer = setInterval(() => {
    remove ??= parts.dialog?.showSign(what);
  }, PATIENCE_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    remove?.();
  }
}
