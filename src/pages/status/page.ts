/** The status page: what applies here and why, what is recorded, how this browser is set up, and a bundle for the support. */
import { askOverview, askStatus, onChecked } from '../../protocol/client.js';
import type { Overview } from '../../protocol/overview.js';
import type { Status } from '../../protocol/answers.js';
import { byId, lineWithWhole, makeElement, richText, showText } from '../shared/elements.js';
import { showBranding } from '../shared/branding.js';
import { policyLines, remarksOf } from '../shared/policy-state.js';
import { needsSupport, problemTexts } from '../shared/problems.js';
import { fillTexts, interfaceLanguage, readerLanguages, texts } from '../shared/texts.js';
import { offerBundle } from './bundle.js';
import { showEvents, showManaged, showRules, showSelfCheck } from './render.js';
import { beginSearch } from './search.js';
import type { Reader } from './view.js';

const reader = (): Reader => ({ texts, language: interfaceLanguage(), nowMs: Date.now() });

async function refresh(kind: 'status' | 'check-now', done: string | null): Promise<void> {
  try {
    const status = await askStatus(kind, null, readerLanguages());
    const overview = await askOverview(readerLanguages());
    show(status, overview);
    await offerBundle(status, overview);
    if (done !== null) showText('live', done);
  } catch {
    showText('live', texts('popup_failed'));
  }
}

function show(status: Status, overview: Overview): void {
  const { language, nowMs } = reader();
  const { policy } = status;
  showBranding(policy);
  const lines =
    policy === null || policy.source === 'initial' ? [] : policyLines(status, policy, texts, language, nowMs);
  byId('state').replaceChildren(
    ...lines.map((text) => lineWithWhole(text, status.supportId)),
    ...remarksOf(status, reader()).flatMap(richText),
  );
  const problems = problemTexts(status, texts, language);
  byId('problems').hidden = problems.length === 0;
  byId('problem-list').replaceChildren(...problems.map((text) => makeElement('li', { textContent: text })));
  showText('what-to-do', needsSupport(status) ? texts('problem_what_to_do', status.supportId) : null);
  byId('check').hidden = status.managed === 'unmanaged';
  showRules(overview, reader());
  showEvents(overview, reader());
  showSelfCheck(overview, reader());
  showManaged(overview, reader());
}

async function checkNow(): Promise<void> {
  const button = byId('check');
  if (button.hasAttribute('aria-disabled')) return;
  button.setAttribute('aria-disabled', 'true');
  byId('progress').hidden = false;
  button.textContent = texts('popup_checking');
  await refresh('check-now', texts('popup_check_done'));
  byId('progress').hidden = true;
  button.textContent = texts('popup_check_now');
  button.removeAttribute('aria-disabled');
}

fillTexts();
beginSearch(reader);
byId('check').addEventListener('click', () => void checkNow());
onChecked(() => void refresh('status', null));
void refresh('status', null);
