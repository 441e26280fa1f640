/** What this browser has found of itself, each item, below a line that says how many are in order. */
import type { SelfCheck } from '../../protocol/overview.js';
import { byId, makeElement, showText } from '../shared/elements.js';
import { checkDetail, checkName } from '../shared/self-check.js';
import { interfaceLanguage, texts } from '../shared/texts.js';

export function showSelfCheck(checks: readonly SelfCheck[]): void {
  const inOrder = checks.filter(({ ok }) => ok).length;
  byId('self-check').hidden = false;
  showText('self-check-summary', texts('popup_self_check', String(inOrder), String(checks.length)));
  byId('self-check-items').replaceChildren(...checks.map(checkItem));
}

function checkItem({ code, ok, detail }: SelfCheck): HTMLElement {
  const reader = { texts, language: interfaceLanguage(), nowMs: Date.now() };
  const item = makeElement(
    'li',
    { className: ok ? '' : 'failed' },
    makeElement('span', { textContent: checkName(code, texts) }),
    ' ',
  );
  const said = [
    texts(ok ? 'selfcheck_ok' : 'selfcheck_failed'),
    ...(detail === '' ? [] : [checkDetail(detail, reader)]),
  ].join(': ');
  item.append(makeElement('span', { textContent: said, className: 'said' }));
  return item;
}
