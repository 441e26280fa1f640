/** The typed way from a page to the worker. */
import browser from 'webextension-polyfill';
import { explanationSchema, statusSchema, type Explanation, type Request, type Status } from './requests.js';

async function send(request: Request): Promise<unknown> {
  return browser.runtime.sendMessage(request);
}

/** @param fragment the explanation page's own `location.hash` */
export async function askExplanation(
  kind: 'explain' | 'look-again',
  fragment: string,
  languages: readonly string[],
): Promise<Explanation> {
  return explanationSchema.parse(await send({ kind, fragment, languages: [...languages] }));
}

/** Asks for leave to continue after a warning. @param justification at most `MAX_JUSTIFICATION` characters */
export async function askToContinue(
  fragment: string,
  languages: readonly string[],
  justification: string,
): Promise<Explanation> {
  return explanationSchema.parse(await send({ kind: 'continue', fragment, languages: [...languages], justification }));
}

/** @param url the address of the tab that the popup was opened on; null when there is none */
export async function askStatus(
  kind: 'status' | 'check-now',
  url: string | null,
  languages: readonly string[],
): Promise<Status> {
  return statusSchema.parse(await send({ kind, url, languages: [...languages] }));
}

/** Tells when a look at the policy's host has ended, whoever asked for it. */
export function onLooked(listener: () => void): void {
  browser.storage.local.onChanged.addListener((changes) => {
    if (Object.keys(changes).some((key) => key.endsWith('.check'))) listener();
  });
}
