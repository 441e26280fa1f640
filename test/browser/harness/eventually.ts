/** Waits for what a browser announces by no event of its own. */
import { HANG_MS } from '../../../scripts/browser/limits.mjs';

/**
 * Asks until the answer is true.
 * @throws once the time is up: the test fails, since what it waits for did not happen
 */
export async function eventually(
  what: string,
  ask: () => Promise<boolean>,
  { timeoutMs = HANG_MS }: { timeoutMs?: number } = {},
): Promise<void> {
  const deadlineMs = Date.now() + timeoutMs;
  while (!(await ask())) {
    if (Date.now() > deadlineMs) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
