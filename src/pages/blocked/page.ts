/**
 * The explanation page. It is painted at once with what the worker knows, asks meanwhile for a fresh look at the
 * policy, and goes on by itself when the address is open again.
 */
import { askExplanation, askToContinue } from '../../messages/client.js';
import { MAX_JUSTIFICATION, type Explanation } from '../../messages/requests.js';
import { byId, makeElement, makeLink, showText } from '../elements.js';
import { fillTexts, interfaceLanguage, readerLanguages, texts } from '../texts.js';
import { blockedView, type BlockedView, type Link } from './view.js';

/** Long enough to read why the page changes, short enough not to be waited for. */
const GOING_ON_DELAY_MS = 900;

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
  if (goOnIfLifted(answer)) showText('live', texts('blocked_going_on'));
  else show(answer);
}

function goOnIfLifted(explanation: Explanation): boolean {
  if (explanation.kind !== 'lifted' || !/^https?:/i.test(explanation.url)) return false;
  showText('live', texts('blocked_lifted_going'));
  window.setTimeout(() => {
    window.location.replace(explanation.url);
  }, GOING_ON_DELAY_MS);
  return true;
}

function show(explanation: Explanation): void {
  const view = blockedView(explanation, texts, interfaceLanguage());
  document.title = view.title;
  byId('card').dataset['tone'] = view.tone;
  showText('headline', view.headline);
  showText('notice', view.notice);
  showText('reason', view.reason);
  byId('why').hidden = view.reason === null;
  showAlternatives(view);
  showContinuing(view);
  showDetails(view);
  showText('footer', view.footer);
}

function showAlternatives({ alternatives, noAlternative }: BlockedView): void {
  byId('instead').hidden = alternatives === null;
  showText('no-alternative', noAlternative);
  byId('alternatives').replaceChildren(...(alternatives ?? []).map(alternative));
}

function alternative({ text, address, about }: Link): HTMLElement {
  const words = makeElement('div', {}, makeElement('strong', { textContent: text }));
  if (about !== null) words.append(makeElement('p', { textContent: about }));
  const item = makeElement('li', {}, words);
  if (address !== null) item.append(makeLink(texts('blocked_open', text), address, 'button'));
  return item;
}

function showContinuing({ continuing }: BlockedView): void {
  byId('continue').hidden = continuing === null;
  if (continuing === null) return;
  const reason = byId('justification') as HTMLTextAreaElement;
  showText('justification-label', continuing.question);
  reason.hidden = continuing.question === null;
  reason.required = continuing.required;
  reason.maxLength = MAX_JUSTIFICATION;
  byId('continue-button').textContent = continuing.button;
}

function showDetails({ details }: BlockedView): void {
  byId('details').hidden = details.length === 0;
  byId('facts').replaceChildren(
    ...details.map(({ term, links }) =>
      makeElement(
        'div',
        {},
        makeElement('dt', { textContent: term }),
        ...links.map(({ text, address }) => makeElement('dd', {}, address === null ? text : makeLink(text, address))),
      ),
    ),
  );
}

async function run(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch {
    showText('live', texts('blocked_failed'));
  }
}

fillTexts();
byId('continue-form').addEventListener('submit', (event) => {
  event.preventDefault();
  void run(continueAfterWarning);
});
void run(explainAndLookAgain);
// A page that comes back from the back/forward cache shows what was true when it was left.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) void run(explainAndLookAgain);
});
