/** Puts the view of the block page into its document. */
import { MAX_JUSTIFICATION } from '../../policy/limits.js';
import type { BrandView } from '../../protocol/views.js';
import { byId, makeElement, makeLink, richLine, showRichText, showText } from '../shared/elements.js';
import { showBranding } from '../shared/branding.js';
import { texts } from '../shared/texts.js';
import { askForLength } from './justification.js';
import type { BlockedView, Link } from './view.js';

export function render(view: BlockedView, brand: BrandView | null): void {
  document.title = view.title;
  byId('card').dataset['tone'] = view.tone;
  showBranding(brand);
  showText('headline', view.headline);
  showText('tool', view.tool);
  byId('until').hidden = view.opens === null;
  showText('opens', view.opens);
  showRichText('notice', view.notice);
  showText('interrupted', view.interrupted);
  showText('why-title', view.whyTitle);
  showRichText('reason', view.reason);
  byId('why').hidden = view.reason === null;
  showButton('sign-in', view.signIn);
  showButton('opening', view.opening);
  showAlternatives(view);
  showContinuing(view);
  showRequest(view);
  showRefusal(view);
  showDetails(view);
  showText('footer', view.footer);
  byId('end').hidden = view.copied === null;
  (byId('copied') as HTMLTextAreaElement).value = view.copied ?? '';
}

function showButton(id: 'sign-in' | 'opening', link: Link | null): void {
  const place = byId(id);
  place.hidden = link === null;
  if (link !== null) place.replaceChildren(makeLink(link.text, link.address ?? '', 'button'));
}

/** One button of a page is filled: the sign-in, where there is one, else the first tool, else the request. */
function showAlternatives({ alternatives, noAlternative, signIn }: BlockedView): void {
  byId('alternatives-section').hidden = alternatives === null || (alternatives.length === 0 && noAlternative === null);
  showText('no-alternative', noAlternative);
  const tools = (alternatives ?? []).map((tool, index) => alternative(tool, index === 0 && signIn === null));
  byId('alternatives').replaceChildren(...tools);
}

function alternative({ text, address, about, account = null }: Link, isFirst: boolean): HTMLElement {
  const words = makeElement('div', {}, makeElement('strong', { textContent: text, dir: 'auto' }));
  if (about !== null) words.append(richLine(about));
  if (account !== null) words.append(makeElement('p', { className: 'quiet', textContent: account }));
  const item = makeElement('li', {}, words);
  if (address !== null)
    item.append(makeLink(texts('blocked_open', text), address, isFirst ? 'button' : 'button second'));
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
  showText(
    'justification-note',
    continuing.atLeast === null ? continuing.note : `${continuing.atLeast.said} ${continuing.note}`,
  );
  askForLength(continuing.required ? (continuing.atLeast ?? { length: 1, said: continuing.question ?? '' }) : null);
  byId('justification-note').hidden = continuing.question === null;
  byId('continue-button').textContent = continuing.button;
}

function showRequest({ request, alternatives, signIn }: BlockedView): void {
  byId('request').hidden = request === null;
  if (request === null) return;
  const link = byId('request-link') as HTMLAnchorElement;
  link.textContent = request.button;
  const isOnly = signIn === null && (alternatives ?? []).every(({ address }) => address === null);
  link.classList.toggle('second', !isOnly);
  link.href = request.address;
  link.target = request.kind === 'web' ? '_blank' : '';
  showText('request-said', request.said);
}

function showRefusal({ refusal }: BlockedView): void {
  byId('refusal').hidden = refusal === null;
  showRichText('refusal-reason', refusal?.reason ?? null);
  showText('refusal-until', refusal?.until ?? null);
}

function showDetails({ details }: BlockedView): void {
  byId('details').hidden = details.length === 0;
  byId('facts').replaceChildren(
    ...details.map(({ term, links }) =>
      makeElement(
        'div',
        {},
        makeElement('dt', { textContent: term }),
        ...links.map(({ text, address }) =>
          makeElement('dd', { dir: 'auto' }, address === null ? text : makeLink(text, address)),
        ),
      ),
    ),
  );
}
