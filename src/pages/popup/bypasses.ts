/** The valid bypasses: what each opens, how long still, and a way to end it. */
import type { BypassView } from '../../protocol/views.js';
import { byId, makeElement } from '../shared/elements.js';
import { duration } from '../shared/date-format.js';
import { texts } from '../shared/texts.js';

let ticking: number | undefined;

/** @param end ends the bypass with this key */
export function showBypasses(bypasses: readonly BypassView[], language: string, end: (key: string) => void): void {
  window.clearInterval(ticking);
  byId('bypasses').hidden = bypasses.length === 0;
  const rows = bypasses.map((bypass) => bypassRow(bypass, end));
  byId('bypass-list').replaceChildren(...rows.map(({ item }) => item));
  const tick = () => {
    for (const { left, untilMs } of rows) {
      left.textContent = texts('time_left', duration(untilMs - Date.now(), language));
    }
  };
  tick();
  if (rows.length > 0) ticking = window.setInterval(tick, 1000);
}

function bypassRow({ name, key, untilMs }: BypassView, end: (key: string) => void) {
  const left = makeElement('span', { className: 'left' });
  // A timer is not read out at every step.
  left.setAttribute('role', 'timer');
  const button = makeElement('button', { type: 'button', textContent: texts('popup_bypass_end') });
  button.setAttribute('aria-label', texts('popup_bypass_end_of', name));
  button.addEventListener('click', () => {
    end(key);
  });
  const words = makeElement('div', {}, makeElement('strong', { textContent: name, dir: 'auto' }), left);
  return { item: makeElement('li', {}, words, button), left, untilMs };
}
