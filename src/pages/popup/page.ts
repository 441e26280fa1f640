/** The popup: this site's status, the bypasses, the policy's tools and state, and a check on demand. */
import { toneOf } from '../../policy/actions.js';
import { browser } from '../../protocol/browser.js';
import { askSelfCheck, askStatus, endBypass, onChecked } from '../../protocol/client.js';
import type { Status } from '../../protocol/answers.js';
import type { ToolView } from '../../protocol/views.js';
import { byId, lineWithWhole, makeElement, outwardLink, richText, showRichText, showText } from '../shared/elements.js';
import { showBranding } from '../shared/branding.js';
import { fillTexts, interfaceLanguage, readerLanguages, texts } from '../shared/texts.js';
import { showBypasses } from './bypasses.js';
import { cacheStatus, cachedStatus } from './cached-status.js';
import { filterRestricted, showRestricted } from './restricted.js';
import { showSelfCheck } from './self-check.js';
import { popupView } from './view.js';

async function shownUrl(): Promise<string | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.url ?? null;
}

function show(status: Status): void {
  const language = interfaceLanguage();
  const view = popupView(status, texts, language, Date.now());
  showBranding(status.policy);
  byId('site').dataset['kind'] = view.site.kind;
  byId('site').dataset['tone'] = view.site.kind === 'bypassed' ? 'bypassed' : toneOf(view.site.kind);
  showText('site-headline', view.site.headline);
  showRichText('site-reason', view.site.reason);
  showText('site-opens', view.site.opens);
  byId('site-alternatives-section').hidden = view.site.alternatives.length === 0;
  byId('site-alternatives').replaceChildren(...view.site.alternatives.map((tool) => toolItem(tool, view.account)));
  showBypasses(
    view.bypasses,
    language,
    (key) => void answerWith(async (url) => endBypass(key, url, readerLanguages())),
  );
  byId('policy').hidden = view.policy === null;
  byId('policy-lines').replaceChildren(...(view.policy ?? []).map((text) => lineWithWhole(text, status.supportId)));
  byId('remarks').hidden = view.remarks.length === 0;
  byId('remarks').replaceChildren(...view.remarks.flatMap(richText));
  byId('problems').hidden = view.problems.length === 0;
  byId('problem-list').replaceChildren(...view.problems.map((text) => makeElement('li', { textContent: text })));
  showText('what-to-do', view.problems.length === 0 ? null : view.whatToDo);
  byId('approved').hidden = view.approved === null;
  showText('approved-none', view.approved?.length === 0 ? texts('popup_approved_none') : null);
  byId('approved-list').replaceChildren(...(view.approved ?? []).map(approvedItem));
  showRestricted(view.restricted);
  byId('check').hidden = !view.canCheck;
}

/** By name alone, so that the popup has room for all: the status page says more of each. */
function approvedItem({ name, home }: ToolView): HTMLElement {
  const shown = home === null ? makeElement('span', { textContent: name, dir: 'auto' }) : outwardLink(name, home);
  return makeElement('li', {}, shown);
}

function toolItem(tool: ToolView, account: string): HTMLElement {
  const item = approvedItem(tool);
  if (tool.withAccount) item.append(makeElement('p', { textContent: account }));
  return item;
}

async function checkNow(): Promise<void> {
  const button = byId('check');
  const progress = byId('progress');
  button.setAttribute('aria-disabled', 'true');
  button.textContent = texts('popup_checking');
  progress.hidden = false;
  await answerWith(async (url) => askStatus('check-now', url, readerLanguages()), texts('popup_check_done'));
  progress.hidden = true;
  button.textContent = texts('popup_check_now');
  button.removeAttribute('aria-disabled');
}

/** @param done what to say when it went well; null leaves what is said */
async function answerWith(ask: (url: string | null) => Promise<Status>, done: string | null = null): Promise<void> {
  try {
    const status = await ask(await shownUrl());
    show(status);
    cacheStatus(status);
    showSelfCheck((await askSelfCheck()).selfCheck);
    if (done !== null) showText('live', done);
  } catch {
    showText('live', texts('popup_failed'));
  }
}

/** At once what was shown last of the policy; the site's own line follows when the worker has answered. */
function showCached(): void {
  const last = cachedStatus();
  if (last === null) return;
  show(last);
  showText('site-headline', '');
}

const refresh = () => answerWith(async (url) => askStatus('status', url, readerLanguages()));

fillTexts();
byId('check').addEventListener('click', ({ currentTarget }) => {
  // It stays focusable while it works: a button that vanishes takes the keyboard's place with it.
  if (!(currentTarget as HTMLElement).hasAttribute('aria-disabled')) void checkNow();
});
byId('restricted-search').addEventListener('input', filterRestricted);
// The popup's own opening sets a look in motion, which may find something.
onChecked(() => void refresh());
showCached();
void refresh();
