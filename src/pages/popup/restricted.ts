/** The restricted tools by category, and the search in them. */
import { foldText } from '../../protocol/fold-text.js';
import { byId, makeElement, showText } from '../shared/elements.js';
import { resultCount } from '../shared/labels.js';
import { interfaceLanguage, texts } from '../shared/texts.js';
import type { RestrictedGroup } from './view.js';

export function showRestricted(groups: readonly RestrictedGroup[]): void {
  const count = groups.reduce((sum, { tools }) => sum + tools.length, 0);
  byId('restricted').hidden = count === 0;
  showText('restricted-summary', texts('popup_restricted', String(count)));
  byId('restricted-groups').replaceChildren(...groups.map(groupElement));
  filterRestricted();
}

function groupElement({ category, tools }: RestrictedGroup): HTMLElement {
  const rows = tools.map(({ name, said }) => {
    const row = makeElement('li', {}, makeElement('span', { textContent: name, dir: 'auto' }), ' ');
    row.append(makeElement('span', { textContent: said, className: 'said' }));
    row.dataset['words'] = foldText(`${name} ${category}`);
    return row;
  });
  const list = makeElement('ul', {}, ...rows);
  return makeElement('section', {}, makeElement('h3', { textContent: category }), list);
}

/** Shows the tools whose name or category has what was typed. */
export function filterRestricted(): void {
  const wanted = foldText((byId('restricted-search') as HTMLInputElement).value);
  let found = 0;
  for (const group of byId('restricted-groups').children) {
    const rows = [...group.querySelectorAll('li')];
    for (const row of rows) row.hidden = !(row.dataset['words'] ?? '').includes(wanted);
    const shown = rows.filter((row) => !row.hidden).length;
    (group as HTMLElement).hidden = shown === 0;
    found += shown;
  }
  showText('restricted-found', wanted === '' ? '' : resultCount(found, texts, interfaceLanguage()));
}
