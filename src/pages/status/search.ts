/** "May I use…?": asks the worker while the reader types, and shows what the policy says. */
import { searchPolicy } from '../../protocol/client.js';
import { byId, makeElement, outwardLink, richText, showText } from '../shared/elements.js';
import { categoriesLike, resultCount } from '../shared/labels.js';
import { readerLanguages, texts } from '../shared/texts.js';
import { searchTexts, type FoundText, type Reader } from './view.js';

/** Long enough for the next letter to come. */
const TYPING_MS = 150;

let asked = 0;

export function beginSearch(reader: () => Reader): void {
  const field = byId('search') as HTMLInputElement;
  let waiting: number | undefined;
  field.addEventListener('input', () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => void ask(field.value, reader), TYPING_MS);
  });
  byId('search-form').addEventListener('submit', (event) => {
    event.preventDefault();
    window.clearTimeout(waiting);
    void ask(field.value, reader);
  });
}

async function ask(query: string, reader: () => Reader): Promise<void> {
  asked += 1;
  const mine = asked;
  try {
    const found = searchTexts(await searchPolicy(query, categoriesLike(query, texts), readerLanguages()), reader());
    // An answer that was overtaken by a newer question says nothing any more.
    if (mine !== asked) return;
    byId('found').replaceChildren(...found.map(foundItem));
    if (query.trim() === '') showText('found-live', null);
    else
      showText(
        'found-live',
        found.length === 0 ? texts('status_found_none') : resultCount(found.length, texts, reader().language),
      );
  } catch {
    showText('found-live', texts('popup_failed'));
  }
}

function foundItem({ name, tone, said, when, tool, reason, alternatives, home }: FoundText): HTMLElement {
  const title = home === null ? makeElement('strong', { textContent: name, dir: 'auto' }) : outwardLink(name, home);
  const item = makeElement('li', {}, makeElement('div', { className: 'found-head' }, title));
  item.dataset['tone'] = tone;
  item.firstElementChild?.append(makeElement('span', { className: 'chip', textContent: said }));
  if (when !== null) item.firstElementChild?.append(makeElement('span', { className: 'quiet', textContent: when }));
  if (tool !== null) item.append(makeElement('p', { className: 'quiet', textContent: tool, dir: 'auto' }));
  if (reason !== null) item.append(...richText(reason));
  if (alternatives !== null) item.append(makeElement('p', { textContent: alternatives, dir: 'auto' }));
  return item;
}
