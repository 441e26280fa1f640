/** The typed way from a page to the worker. */
import { browser } from './browser.js';
import type { Overview, Search, SelfChecked } from './overview.js';
import type { Explanation, Status } from './answers.js';
import type { Request } from './requests.js';

/** One for each page that is opened. */
const visit = crypto.randomUUID();

/**
 * A worker may die before it has answered; the next message starts another. Asking again does no harm. On a busy machine, and
 * while a browser starts, it takes a moment until there is a worker to ask.
 */
const PAUSES_MS = [0, 250, 1_000];

/**
 * @param sign a key that every answer of this kind has
 * @throws when the worker could not answer
 */
async function ask<Answer>(sign: keyof Answer & string, request: Request): Promise<Answer> {
  let failure: unknown;
  for (const pauseMs of PAUSES_MS) {
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    try {
      const answer: unknown = await browser.runtime.sendMessage(request);
      if (typeof answer === 'object' && answer !== null && sign in answer) return answer as Answer;
      throw new Error('the worker did not answer');
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** @param fragment the block page's own `location.hash` */
export async function askExplanation(
  kind: 'explain' | 'check-again' | 'note-request',
  fragment: string,
  languages: readonly string[],
): Promise<Explanation> {
  return ask<Explanation>('kind', { kind, fragment, languages: [...languages], visit });
}

/** Tells that the reader goes to another tool. Nobody waits for an answer: the page is being left. @param home of that tool */
export async function reportAlternative(fragment: string, languages: readonly string[], home: string): Promise<void> {
  await ask<Explanation>('kind', { kind: 'note-alternative', fragment, languages: [...languages], home, visit });
}

/** Asks to continue after a warning. @param justification at most `MAX_JUSTIFICATION` characters */
export async function askToContinue(
  fragment: string,
  languages: readonly string[],
  justification: string,
): Promise<Explanation> {
  return ask<Explanation>('kind', { kind: 'continue', fragment, languages: [...languages], justification, visit });
}

/** @param url the address of the tab that the popup was opened on; null when there is none */
export async function askStatus(
  kind: 'status' | 'check-now',
  url: string | null,
  languages: readonly string[],
): Promise<Status> {
  return ask<Status>('problems', { kind, url, languages: [...languages] });
}

/** Ends a bypass before its time. @param bypass its key, as the status names it */
export async function endBypass(bypass: string, url: string | null, languages: readonly string[]): Promise<Status> {
  return ask<Status>('problems', { kind: 'end-bypass', bypass, url, languages: [...languages] });
}

export async function askOverview(languages: readonly string[]): Promise<Overview> {
  return ask<Overview>('rules', { kind: 'overview', languages: [...languages] });
}

export async function askSelfCheck(): Promise<SelfChecked> {
  return ask<SelfChecked>('selfCheck', { kind: 'self-check' });
}

/** @param query at most `MAX_QUERY` characters. @param categories those that it means in the reader's language */
export async function searchPolicy(
  query: string,
  categories: readonly string[],
  languages: readonly string[],
): Promise<Search> {
  return ask<Search>('tools', { kind: 'search', query, categories: [...categories], languages: [...languages] });
}

/**
 * Tells when the browser holds other rules than before: a policy has come, or what it says has changed with the time. It does
 * so once they are active.
 */
export function onRulesChanged(listener: () => void): void {
  browser.storage.local.onChanged.addListener((changes) => {
    const [, change] = Object.entries(changes).find(([key]) => key.endsWith('.selfCheck')) ?? [];
    if (change !== undefined && rulesIn(change.oldValue) !== rulesIn(change.newValue)) listener();
  });
}

/** The fingerprint of the rules in what the worker notes of its installing. */
function rulesIn(note: unknown): string | undefined {
  return (note as { installed?: { rules?: string } } | undefined)?.installed?.rules;
}

/** Tells when a look at the policy's host has ended, whoever asked for it. */
export function onChecked(listener: () => void): void {
  browser.storage.local.onChanged.addListener((changes) => {
    if (Object.keys(changes).some((key) => key.endsWith('.check'))) listener();
  });
}
