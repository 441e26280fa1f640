/**
 * The explanation page. It is painted at once with what the worker knows, asks meanwhile for a fresh look at the
 * policy, and goes on by itself when the address is open again.
 */
import { askExplanation, askToContinue, noteAlternative, onLooked } from '../../protocol/client.js';
import type { Explanation } from '../../protocol/answers.js';
import { byId, showText } from '../shared/elements.js';
import { fillTexts, interfaceLanguage, readerLanguages, texts } from '../shared/texts.js';
import { copyDetails } from './copy.js';
import { countDown } from './countdown.js';
import { forgetJustification, keepJustification } from './justification.js';
import { remember, remembered } from './cached-view.js';
import { render } from './render.js';
import { blockedView, rememberedView } from './view.js';

/** Long enough to read why the page changes, short enough not to be waited for. */
const GOING_ON_DELAY_MS = 900;
/** A page that has been there for less has hardly been seen, and nobody has begun to read it. */
const GLIMPSE_MS = 1_500;
/** When the reader came to this page, by `performance.now()`. */
let shownAtMs = 0;

/** Whether the reader has asked for access: then the page goes on as soon as a policy grants it. */
let waits = false;

async function explainAndLookAgain(): Promise<void> {
  const fragment = window.location.hash;
  const languages = readerLanguages();
  const explanation = await askExplanation('explain', fragment, languages);
  show(explanation);
  if (explanation.kind === 'not-ours' || goOnIfLifted(explanation)) return;
  showText('live', texts('blocked_checking'));
  const fresh = await askExplanation('look-again', fragment, languages);
  show(fresh);
  if (!goOnIfLifted(fresh)) showText('live', fresh.kind === 'restricted' ? texts('blocked_checked') : null);
}

async function continueAfterWarning(): Promise<void> {
  const reason = byId('justification') as HTMLTextAreaElement;
  const answer = await askToContinue(window.location.hash, readerLanguages(), reason.value);
  if (!goOnIfLifted(answer)) {
    show(answer);
    return;
  }
  forgetJustification();
  showText('live', texts('blocked_going_on'));
}

/** The link itself opens the mail or the form; this says so, now and after a reload. */
async function noteRequest(): Promise<void> {
  const answer = await askExplanation('note-request', window.location.hash, readerLanguages());
  if (!goOnIfLifted(answer)) show(answer);
}

/** The link itself leads there; the worker is told beside it. */
function noteChosen({ target }: Event): void {
  const link = target instanceof Element ? target.closest('a') : null;
  if (link === null) return;
  // As the policy spells it: the browser would add a slash.
  const home = link.getAttribute('href') ?? '';
  noteAlternative(window.location.hash, readerLanguages(), home).catch(() => undefined);
}

function goOnIfLifted(explanation: Explanation): boolean {
  if (explanation.kind !== 'lifted' || !/^https?:/i.test(explanation.url)) return false;
  showText('live', texts('blocked_lifted_going'));
  const isGlimpse = performance.now() - shownAtMs < GLIMPSE_MS;
  window.setTimeout(
    () => {
      window.location.replace(explanation.url);
    },
    isGlimpse ? 0 : GOING_ON_DELAY_MS,
  );
  return true;
}

function show(explanation: Explanation): void {
  waits = explanation.kind === 'restricted' && explanation.requestedAtMs !== null;
  const language = interfaceLanguage();
  const view = blockedView(explanation, { texts, language, nowMs: Date.now() });
  render(view, explanation.kind === 'restricted' ? explanation.policy : null);
  if (explanation.kind === 'restricted') remember(window.location.hash, view, explanation.policy);
  countDown(view.opensAtMs, language, () => void run(explainAndLookAgain));
}

/** At once what this rule was explained with last; everything else follows when the worker has answered. */
function showRemembered(): void {
  const last = remembered(window.location.hash);
  if (last !== null) render(rememberedView(last.told, { texts }), last.policy);
}

async function explainAgain(): Promise<void> {
  const explanation = await askExplanation('explain', window.location.hash, readerLanguages());
  if (explanation.kind === 'restricted') return;
  show(explanation);
  goOnIfLifted(explanation);
}

async function run(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch {
    showText('live', texts('blocked_failed'));
  }
}

fillTexts();
// Inside another page there may be little room, and no leave is given there: the whole page is one link away.
if (window.top !== window) document.documentElement.dataset['framed'] = '';
(byId('whole-page') as HTMLAnchorElement).href = window.location.href;
keepJustification();
byId('continue-form').addEventListener('submit', (event) => {
  event.preventDefault();
  void run(continueAfterWarning);
});
byId('request-link').addEventListener('click', () => void run(noteRequest));
for (const press of ['click', 'auxclick']) byId('alternatives').addEventListener(press, noteChosen);
byId('copy').addEventListener('click', () => void copyDetails());
showRemembered();
void run(explainAndLookAgain);
onLooked(() => {
  if (waits) void run(explainAgain);
});
// A page that comes back from the back/forward cache shows what was true when it was left.
window.addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  shownAtMs = performance.now();
  void run(explainAndLookAgain);
});
