/** The popup: this site's status, the policy's state, and a fresh look on demand. */
import browser from 'webextension-polyfill';
import { askStatus, onLooked } from '../../messages/client.js';
import type { Status } from '../../messages/requests.js';
import { byId, makeElement, makeLink, showText } from '../elements.js';
import { fillTexts, interfaceLanguage, readerLanguages, texts } from '../texts.js';
import { popupView } from './view.js';

async function shownUrl(): Promise<string | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.url ?? null;
}

function show(status: Status): void {
  const view = popupView(status, texts, interfaceLanguage(), Date.now());
  const site = byId('site');
  site.dataset['kind'] = view.site.kind;
  showText('site-headline', view.site.headline);
  showText('site-reason', view.site.reason);
  byId('policy').hidden = view.policy === null && view.remarks.length === 0;
  byId('policy-lines').replaceChildren(...paragraphs([...(view.policy ?? []), ...view.remarks]));
  byId('problems').hidden = view.problems.length === 0;
  byId('problem-list').replaceChildren(...view.problems.map((text) => makeElement('li', { textContent: text })));
  byId('approved').hidden = view.approved === null;
  showText('approved-none', view.approved?.length === 0 ? texts('popup_approved_none') : null);
  byId('approved-list').replaceChildren(...(view.approved ?? []).map(approvedTool));
  byId('check').hidden = !view.canCheck;
}

function paragraphs(lines: readonly string[]): HTMLElement[] {
  return lines.map((text) => makeElement('p', { textContent: text }));
}

function approvedTool({ name, home, about }: Status['approved'][number]): HTMLElement {
  const item = makeElement('li', {}, home === null ? name : newTabLink(name, home));
  if (about !== null) item.append(makeElement('p', { textContent: about }));
  return item;
}

function newTabLink(name: string, home: string): HTMLElement {
  const link = makeLink(name, home);
  link.setAttribute('target', '_blank');
  return link;
}

async function checkNow(): Promise<void> {
  const button = byId('check') as HTMLButtonElement;
  button.disabled = true;
  button.textContent = texts('popup_checking');
  await refresh('check-now', texts('popup_check_done'));
  button.textContent = texts('popup_check_now');
  button.disabled = false;
  button.focus();
}

async function refresh(kind: 'status' | 'check-now', done: string | null): Promise<void> {
  try {
    show(await askStatus(kind, await shownUrl(), readerLanguages()));
    showText('live', done);
  } catch {
    showText('live', texts('popup_failed'));
  }
}

fillTexts();
byId('check').addEventListener('click', () => void checkNow());
// The popup's own opening sets a look in motion, which may find something.
onLooked(() => void refresh('status', null));
void refresh('status', null);
