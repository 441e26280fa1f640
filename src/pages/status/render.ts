/** Puts rules, records, self-check and configuration into the document of the status page. */
import type { Overview, RuleView } from '../../protocol/overview.js';
import { byId, makeElement, richText, showText } from '../shared/elements.js';
import { dayAndTime } from '../shared/date-format.js';
import { checkDetail, checkName } from '../shared/self-check.js';
import { eventTexts, recordingText, managedFacts, ruleText, type EventText, type Reader } from './view.js';

export function showRules({ rules, coming, elsewhere }: Overview, reader: Reader): void {
  const { texts } = reader;
  byId('rules').replaceChildren(...rules.map((rule) => ruleItem(rule, reader)));
  showText('rules-none', rules.length === 0 ? texts('status_rules_none') : null);
  byId('coming').hidden = coming.length === 0;
  byId('coming-rules').replaceChildren(...coming.map((rule) => ruleItem(rule, reader)));
  showText('elsewhere', elsewhere === 0 ? null : texts('status_elsewhere', String(elsewhere)));
}

function ruleItem(rule: RuleView, reader: Reader): HTMLElement {
  const { tone, what, when, about, reason, alternatives } = ruleText(rule, reader);
  const head = makeElement(
    'div',
    { className: 'found-head' },
    makeElement('span', { className: 'chip', textContent: what }),
  );
  if (when !== null) head.append(makeElement('strong', { textContent: when }));
  const item = makeElement('li', {}, head, makeElement('p', { textContent: about, dir: 'auto' }));
  item.dataset['tone'] = tone;
  if (reason !== null) item.append(makeElement('div', { className: 'quiet' }, ...richText(reason)));
  if (alternatives !== null)
    item.append(makeElement('p', { className: 'quiet', textContent: alternatives, dir: 'auto' }));
  return item;
}

export function showEvents(overview: Overview, reader: Reader): void {
  const { events, nextCheckAtMs } = overview;
  const { texts, language, nowMs } = reader;
  const rows = eventTexts(events, reader);
  showText('records-sent', recordingText(overview, reader));
  byId('events').hidden = rows.length === 0;
  showText('events-none', rows.length === 0 ? texts('status_events_none') : null);
  byId('event-rows').replaceChildren(...rows.map(eventRow));
  showText(
    'next-check',
    nextCheckAtMs === null || nextCheckAtMs < nowMs
      ? null
      : texts('status_next_check', dayAndTime(nextCheckAtMs, nowMs, language)),
  );
}

/** In full only when its reader asks for that, for the whole list at once: one stop for the keyboard, not hundreds. */
function eventRow({ when, what, code, detail, count, full, deliveryStatus }: EventText): HTMLElement {
  const cell = (text: string) => makeElement('td', { textContent: text, dir: 'auto' });
  const details = cell([code, detail].filter((part) => part !== '').join(': '));
  details.append(makeElement('pre', { className: 'id', textContent: full }));
  return makeElement('tr', {}, cell(when), cell(what), details, cell(String(count)), cell(deliveryStatus));
}

export function showSelfCheck({ selfCheck }: Overview, reader: Reader): void {
  const { texts } = reader;
  byId('self-check').replaceChildren(
    ...selfCheck.map(({ code, ok, detail }) => {
      const said = texts(ok ? 'selfcheck_ok' : 'selfcheck_failed');
      const item = makeElement('li', {}, makeElement('span', { className: 'chip', textContent: said }));
      item.dataset['tone'] = ok ? 'approved' : 'warned';
      item.append(' ', checkName(code, texts));
      if (detail !== '') {
        item.append(' ', makeElement('span', { className: 'quiet', textContent: checkDetail(detail, reader) }));
      }
      return item;
    }),
  );
}

export function showManaged({ managed }: Overview, reader: Reader): void {
  const facts = managedFacts(managed, reader);
  showText('managed-none', facts.length === 0 ? reader.texts('popup_unmanaged') : null);
  byId('managed').replaceChildren(
    ...facts.map(({ term, value }) =>
      makeElement(
        'div',
        {},
        makeElement('dt', { textContent: term }),
        makeElement('dd', { textContent: value, dir: 'auto' }),
      ),
    ),
  );
}
