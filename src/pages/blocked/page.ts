/**
 * The explanation page. It is painted at once with what the worker knows, asks meanwhile for a fresh look at the
 * policy, and goes on by itself when the address is open again.
 */
import { askExplanation } from '../../messages/client.js';
import type { Explanation } from '../../messages/requests.js';
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

async function run(): Promise<void> {
  try {
    await explainAndLookAgain();
  } catch {
    showText('live', texts('blocked_failed'));
  }
}

fillTexts();
void run();
// A page that comes back from the back/forward cache shows what was true when it was left.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) void run();
});
