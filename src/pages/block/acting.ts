/**
 * What acts on the block page, and when: nothing in a frame but the link to the whole page, and nothing on a page that its
 * reader has not had before them for a moment. A button that waits says so, to assistive technology too.
 */
import { byId, showText } from '../shared/elements.js';
import { texts } from '../shared/texts.js';
import { isDeliberate, watchFront } from './deliberate.js';

export const isFramed = window.parent !== window;

/** @param acts what a deliberate press on each of them sets off; the links lead where they lead in any case */
export function listenForActs(acts: { request: () => void; alternative: (home: string) => void }): void {
  if (isFramed) return;
  watchFront(showReadiness);
  byId('continue-button').addEventListener('click', (click) => {
    if (isDeliberate(click)) return;
    click.preventDefault();
    showText('continue-live', texts('blocked_continue_wait'));
  });
  byId('request-link').addEventListener('click', (click) => {
    if (isDeliberate(click)) acts.request();
  });
  for (const press of ['click', 'auxclick']) {
    byId('alternatives').addEventListener(press, (click) => {
      const link = click.target instanceof Element ? click.target.closest('a') : null;
      // As the policy spells it: the browser would add a slash.
      if (link !== null && isDeliberate(click)) acts.alternative(link.getAttribute('href') ?? '');
    });
  }
}

function showReadiness(ready: boolean): void {
  const button = byId('continue-button');
  if (ready) button.removeAttribute('aria-disabled');
  else button.setAttribute('aria-disabled', 'true');
  // Said to whoever has pressed too early, and to nobody else.
  if (ready && !byId('continue-live').hidden) showText('continue-live', texts('blocked_continue_ready'));
}

/** In a frame the page may be shown to somebody who does not see whose it is: its links are text there. */
export function linkToWholePageOnly(): void {
  if (!isFramed) return;
  for (const link of document.querySelectorAll<HTMLAnchorElement>('main a:not(#whole-page, #request-link)')) {
    if (link.classList.contains('button')) link.remove();
    else link.replaceWith(...link.childNodes);
  }
}
