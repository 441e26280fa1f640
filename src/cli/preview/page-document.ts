/** A page of the extension as one HTML document: the built page with its own style and script, and the stand-in before it. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CommandError } from '../lib/command-error.js';
import { escapedHtml } from '../lib/html-page.js';
import type { PreviewPage } from './preview-pages.js';
import { OPEN_DIALOG, STAND_IN, type StandInData } from './stand-in.js';

export type Scheme = 'light' | 'dark';

/** Of a built extension: what its pages consist of. */
export interface BuiltPages {
  readonly file: (name: string) => Promise<string>;
  readonly messages: (language: string) => Promise<Readonly<Record<string, string>>>;
}

export interface PageDocument {
  readonly html: string;
  /** Of its scripts, as a content security policy names them. */
  readonly hashes: readonly string[];
}

const NAMES = { block: 'blocked', popup: 'popup', status: 'status' } as const;

/** @param dist the folder that holds a built extension for each browser */
export function builtPages(dist: string): BuiltPages {
  const file = async (name: string) => {
    try {
      return await readFile(path.join(dist, 'chrome', name), 'utf8');
    } catch {
      throw new CommandError(
        `${path.join(dist, 'chrome')} holds no built extension: run npm run build, or name its folder with --dist`,
      );
    }
  };
  return { file, messages: async (language) => messagesIn(await file(`_locales/${language}/messages.json`)) };
}

/** With the places of the values in the text itself. */
export function messagesIn(json: string): Record<string, string> {
  const all = JSON.parse(json) as Readonly<Record<string, Message>>;
  return Object.fromEntries(
    Object.entries(all).map(([key, { message, placeholders = {} }]) => [
      key,
      message.replace(/\$(\w+)\$/g, (_, name: string) => placeholders[name.toLowerCase()]?.content ?? ''),
    ]),
  );
}

interface Message {
  readonly message: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}

export async function pageDocument(
  built: BuiltPages,
  page: PreviewPage,
  { scheme, nowMs }: { readonly scheme: Scheme; readonly nowMs: number },
): Promise<PageDocument> {
  const { language, url, answers } = page;
  const data: StandInData = { languages: [language], messages: await built.messages(language), answers, nowMs, url };
  const { markup, scripts } =
    page.kind === 'dialog' ? await dialogPage(built, page) : await extensionPage(built, NAMES[page.kind]);
  const inline = [STAND_IN, ...scripts].map((script) =>
    inScheme(script, scheme).replaceAll('</script', String.raw`<\/script`),
  );
  const hashes = inline.map(hashOf);
  const policy = policyOf(hashes);
  const json = JSON.stringify(data).replace(/[<\u2028\u2029\u007F-\u009F]/g, asEscape);
  const end = [
    `<script type="application/json" id="preview">${json}</script>`,
    ...inline.map((script) => `<script>${script}</script>`),
  ].join('\n');
  const html = inScheme(markup, scheme)
    .replace(
      /<meta charset="utf-8" ?\/?>/,
      (charset) => `${charset}<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    )
    .replace('</body>', () => `${end}</body>`);
  return { html, hashes };
}

/** Nothing is loaded, and no script runs but these. */
export const policyOf = (hashes: readonly string[]): string =>
  `default-src 'none'; script-src ${[...new Set(hashes)].join(' ')}; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'`;

export const hashOf = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

async function extensionPage(built: BuiltPages, name: string): Promise<{ markup: string; scripts: string[] }> {
  const html = await built.file(`${name}.html`);
  const styles = [...html.matchAll(/<link rel="stylesheet" href="([\w.-]+)" ?\/?>/g)];
  let markup = html.replaceAll(/<script\b[^>]*><\/script>/g, '').replaceAll(/<link rel="icon"[^>]*>/g, '');
  for (const [link, file = ''] of styles) {
    const css = await built.file(file);
    markup = markup.replace(link, () => `<style>${css}</style>`);
  }
  return { markup, scripts: [await built.file(`${name}.js`)] };
}

async function dialogPage(built: BuiltPages, { url, language }: PreviewPage) {
  const host = escapedHtml(url === null ? '' : new URL(url).host);
  const style =
    'body{margin:0;padding:1rem;min-height:46rem;font:16px/1.5 system-ui,sans-serif;background:#fff;color:#333}pre{white-space:pre-wrap;opacity:.6}@media (prefers-color-scheme: dark){body{background:#181a1e;color:#ccc}}';
  const markup = `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${host}</title><style>${style}</style></head><body><p>${host}</p><pre id="text"></pre></body></html>`;
  return { markup, scripts: [await built.file('data-guard-dialog.js'), OPEN_DIALOG] };
}

/** Where the page asks for the reader's colour scheme, it gets the chosen one. */
function inScheme(markup: string, scheme: Scheme): string {
  return markup
    .replaceAll(/\(prefers-color-scheme: ?(light|dark)\)/g, (_, asked: string) =>
      asked === scheme ? '(min-width:0px)' : '(max-width:0px)',
    )
    .replace('content="light dark"', `content="${scheme}"`);
}

function asEscape(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
