/** All previewed pages as one HTML file, for those who sign a policy: nothing is fetched, each page in a frame that reaches nothing. */
import { firstOfMonth } from '../../protocol/first-of-month.js';
import type { SheetLanguage } from '../../events/sheet-words/sheet-words.js';
import { shownLine } from '../../policy/shown-text.js';
import type { AcceptedPolicy } from '../../policy/schema.js';
import { filled } from '../datasheet/texts/texts.js';
import { escapedHtml } from '../lib/html-page.js';
import { printable } from '../lib/terminal.js';
import { hashOf, pageDocument, policyOf, type BuiltPages, type PageDocument, type Scheme } from './page-document.js';
import type { Previewed, PreviewFor, PreviewPage } from './preview-pages.js';
import { PREVIEW_WORDS } from './words.js';

export interface PreviewShown {
  readonly policy: AcceptedPolicy;
  readonly person: PreviewFor;
  /** The first is that of the words around the pages. */
  readonly languages: readonly [SheetLanguage, ...SheetLanguage[]];
  readonly scheme: Scheme;
}

export async function renderPreview(built: BuiltPages, previewed: Previewed, shown: PreviewShown): Promise<string> {
  const { policy, person, scheme } = shown;
  const [language] = shown.languages;
  const words = PREVIEW_WORDS[language];
  const documents: { page: PreviewPage; document: PageDocument }[] = [];
  for (const page of previewed.pages) {
    documents.push({ page, document: await pageDocument(built, page, { scheme, nowMs: person.nowMs }) });
  }
  const organisation = shownLine(policy.organisation.name);
  const hashes = [...documents.flatMap(({ document }) => document.hashes), hashOf(FIT_FRAMES)];
  return [
    '<!doctype html>',
    `<html lang="${language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policyOf(hashes)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${shownText(`${organisation} – ${words.title}`)}</title><style>${STYLE}</style></head><body><main>`,
    `<p class="company">${shownText(organisation)}</p><h1>${shownText(words.title)}</h1>`,
    ...aboutHtml(shown, previewed),
    ...documents.map(({ page, document }) => sectionHtml(page, document, language)),
    ...withoutHtml(previewed, language),
    `</main><script>${FIT_FRAMES}</script></body></html>`,
    '',
  ].join('\n');
}

function aboutHtml(
  { policy, person: { groups, ring, nowMs, timeZone }, languages: [language] }: PreviewShown,
  { observesOnly }: Previewed,
): string[] {
  const words = PREVIEW_WORDS[language];
  const moments = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const moment = firstOfMonth(moments.format(nowMs), language);
  const people = [
    ...(groups.length === 0 ? [] : [`${words.groups}: ${groups.join(', ')}`]),
    ...(ring === null ? [] : [`${words.ring}: ${ring}`]),
  ];
  const mode = observesOnly ? [words.observes] : [];
  return [filled(words.about, { policy: policy.name, moment }), ...mode, ...people].map(
    (text) => `<p class="note">${shownText(text)}</p>`,
  );
}

function sectionHtml(page: PreviewPage, { html }: PageDocument, language: SheetLanguage): string {
  const { kind, rule } = page;
  const named = new Intl.DisplayNames(language, { type: 'language' }).of(page.language) ?? page.language;
  const title = shownText([PREVIEW_WORDS[language][kind], rule, named].filter((part) => part !== null).join(' · '));
  return `<section><h2>${title}</h2><iframe class="${kind}" title="${title}" sandbox="allow-scripts" srcdoc="${asAttribute(html)}"></iframe></section>`;
}

function withoutHtml({ without }: Previewed, language: SheetLanguage): string[] {
  if (without.length === 0) return [];
  const items = without.map(({ rule }) => `<li>${shownText(rule)}</li>`);
  return [`<section><h2>${shownText(PREVIEW_WORDS[language].without)}</h2><ul>`, ...items, '</ul></section>'];
}

const shownText = (text: string): string => escapedHtml(printable(text));

/** A document as the value of an attribute; it is our own, with texts of others escaped inside. */
const asAttribute = (html: string): string => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** Frames grow with their pages, so that they can be printed. */
const FIT_FRAMES = `
addEventListener('message', ({ source, data }) => {
  const frame = [...document.querySelectorAll('iframe')].find((each) => each.contentWindow === source);
  if (frame && Number.isFinite(data?.preview)) frame.style.height = Math.min(data.preview + 80, 20000) + 'px';
});
`;

const STYLE = `
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1c2430; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; } h2 { font-size: 1.1rem; margin: 2.5rem 0 .5rem; }
.company { margin: 0; font-weight: 600; } .note { margin: .25rem 0; color: #5b6675; }
iframe { display: block; width: 100%; height: 40rem; border: 1px solid #d9dfe7; border-radius: 6px; }
iframe.popup { max-width: 25rem; } iframe.dialog { height: 48rem; }
@media print { section { break-before: page; } iframe { border: 0; } }
`;
