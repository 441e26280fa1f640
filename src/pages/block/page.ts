/**
 * The block page. It is painted at once with what the worker knows, asks meanwhile for a fresh look at the policy, and goes
 * on by itself when the address is open again: at its opening, at "Try again", and whenever the browser's rules have changed.
 */
import { askExplanation, askToContinue, reportAlternative, onRulesChanged } from '../../protocol/client.js';
import type { Explanation } from '../../protocol/answers.js';
import { byId, showText } from '../shared/elements.js';
import { fillTexts, interfaceLanguage, readerLanguages, texts } from '../shared/texts.js';
import { isFramed, linkToWholePageOnly, listenForActs } from './acting.js';
import { copyDetails } from './copy.js';
import { countDown } from './countdown.js';
import { restartWatch } from './deliberate.js';
import { forgetJustification, keepJustification } from './justification.js';
import { cacheView, cachedView } from './cached-view.js';
import { render } from './render.js';
import { blockedView, viewFromCache } from './view.js';

/** Long enough to read why the page changes, short enough not to be waited for. */
const GOING_ON_DELAY_MS = 900;
/** A page that has been there for less has hardly been seen, and nobody has begun to read it. */
const GLIMPSE_MS = 1_500;
/** When the reader came to this page, by `performance.now()`. */
let shownAtMs = 0;

/** What this page explains and acts on, whatever becomes of its address: with another fragment it begins anew. */
const fragment = window.location.hash;
/** What is shown, and what the reader can act on; as text, to tell whether it is something else. */
let shown = '';
let offered = '';
/** The page has said why it goes on: an answer to another question, which comes later, says nothing of that. */
let isGoingOn = false;

async function explainAndCheckAgain(): Promise<void> {
  const explanation = await askExplanation('explain', fragment, readerLanguages());
  show(explanation);
  if (explanation.kind !== 'not-ours' && !goOnIfLifted(explanation)) await checkAgain('blocked_checked');
}

/** @param unchanged what to say when it is still restricted: who has just arrived knows of no “still” */
async function checkAgain(unchanged: 'blocked_checked' | 'blocked_checked_again'): Promise<void> {
  showText('live', texts('blocked_checking'));
  const fresh = await askExplanation('check-again', fragment, readerLanguages());
  show(fresh);
  if (!goOnIfLifted(fresh)) showText('live', fresh.kind === 'restricted' ? texts(unchanged) : null);
}

/** Without a look at the host: the browser has just applied something. */
async function explainAgain(): Promise<void> {
  const explanation = await askExplanation('explain', fragment, readerLanguages());
  show(explanation);
  goOnIfLifted(explanation);
}

async function continueAfterWarning(): Promise<void> {
  const reason = byId('justification') as HTMLTextAreaElement;
  const answer = await askToContinue(fragment, readerLanguages(), reason.value);
  if (!goOnIfLifted(answer)) {
    show(answer);
    return;
  }
  forgetJustification();
  // Beside the button that was pressed; the line at the end of the page may be out of sight.
  showText('live', null);
  showText('continue-live', texts('blocked_going_on'));
}

/** The link itself opens the mail or the form; this says so, now and after a reload. */
async function recordRequest(): Promise<void> {
  const answer = await askExplanation('note-request', fragment, readerLanguages());
  if (!goOnIfLifted(answer)) show(answer);
}

/** The link itself leads there; the worker is told beside it. */
function recordChosen(home: string): void {
  reportAlternative(fragment, readerLanguages(), home).catch(() => undefined);
}

function goOnIfLifted(explanation: Explanation): boolean {
  if (isGoingOn) return true;
  if (explanation.kind !== 'lifted' || !/^https?:/i.test(explanation.url)) return false;
  // What the administrator has answered is read in peace: the reader opens the site. In a frame nobody could.
  if (explanation.grantReason !== undefined && !isFramed) return false;
  isGoingOn = true;
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

/** The same once more leaves everything as it is: a press on it may be under way. */
function show(explanation: Explanation): void {
  const told = JSON.stringify(explanation);
  if (isGoingOn || told === shown) return;
  shown = told;
  const language = interfaceLanguage();
  const view = blockedView(explanation, { texts, language, nowMs: Date.now() });
  render(view, explanation.kind === 'restricted' ? explanation.policy : (explanation.brand ?? null));
  linkToWholePageOnly();
  const canTryAgain = explanation.kind === 'restricted' || explanation.kind === 'unexplained';
  byId('again').hidden = isFramed || !canTryAgain;
  if (explanation.kind === 'restricted') cacheView(fragment, view, explanation.policy);
  countDown(view.opensAtMs, language, () => void run(explainAndCheckAgain));
  const offer = JSON.stringify([view.headline, view.continuing]);
  if (offer !== offered) restartWatch();
  offered = offer;
}

/** At once what this rule was explained with last; everything else follows when the worker has answered. */
function showCached(): void {
  const last = cachedView(fragment);
  if (last !== null) render(viewFromCache(last.told, { texts }), last.policy);
  linkToWholePageOnly();
}

async function run(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch {
    if (isGoingOn) return;
    showText('live', texts('blocked_failed'));
    byId('again').hidden = isFramed;
  }
}

fillTexts();
// Inside another page there may be little room, and nothing acts there: the whole page is one link away.
if (isFramed) document.documentElement.dataset['framed'] = '';
(byId('whole-page') as HTMLAnchorElement).href = window.location.href;
// Whoever opened or frames this page can lead it to another fragment.
window.addEventListener('hashchange', () => {
  window.location.reload();
});
// Somebody who came in a tab of its own has nowhere to go back to.
byId('back').hidden = isFramed || window.history.length < 2;
byId('back').addEventListener('click', () => {
  window.history.back();
});
keepJustification();
listenForActs({ request: () => void run(recordRequest), alternative: recordChosen });
byId('continue-form').addEventListener('submit', (event) => {
  event.preventDefault();
  void run(continueAfterWarning);
});
byId('again').addEventListener('click', () => void run(() => checkAgain('blocked_checked_again')));
byId('copy').addEventListener('click', () => void copyDetails());
showCached();
void run(explainAndCheckAgain);
onRulesChanged(() => void run(explainAgain));
// A page that comes back from the back/forward cache shows what was true when it was left.
window.addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  isGoingOn = false;
  shownAtMs = performance.now();
  void run(explainAndCheckAgain);
});
