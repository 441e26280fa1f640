/** `gatepost preview`: the real pages of the extension under a policy, for chosen people, languages and a moment. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SHEET_LANGUAGES, type SheetLanguage } from '../../../events/sheet-words/sheet-words.js';
import { sheetLanguageOf } from '../../datasheet/reader.js';
import { CommandError } from '../../lib/command-error.js';
import { builtPages, type Scheme } from '../../preview/page-document.js';
import { previewPages, type PreviewFor, type Previewed } from '../../preview/preview-pages.js';
import { renderPreview } from '../../preview/render-preview.js';
import { readNamedPolicy } from '../../publishing/load-policy.js';

export interface PreviewOptions {
  /** A policy source (.yaml) or a published document (.jws). */
  readonly policyFile: string;
  readonly person: PreviewFor;
  /** Ids; empty: all of them. */
  readonly rules: readonly string[];
  /** Empty: the policy's own; `all`: every language of the pages. */
  readonly languages: readonly string[];
  readonly scheme: Scheme;
  /** The folder that holds a built extension for each browser. */
  readonly dist: string;
}

interface Preview extends Previewed {
  /** The whole of it as one HTML file. */
  readonly html: () => Promise<string>;
}

/** @throws CommandError when the policy has mistakes, or has no such rule */
export async function preview(options: PreviewOptions): Promise<Preview> {
  const { policyFile, person, rules, scheme, dist } = options;
  const { policy } = await readNamedPolicy(policyFile, { nowMs: person.nowMs, reachesAll: true });
  const unknown = rules.find((id) => !policy.rules.some((rule) => rule.id === id));
  if (unknown !== undefined) {
    throw new CommandError(
      `no rule has the id ${unknown}: expected one of ${policy.rules.map(({ id }) => id).join(', ')}`,
    );
  }
  const languages = languagesOf(options.languages, policy.language);
  const previewed = await previewPages(policy, person, { rules: rules.length === 0 ? null : rules, languages });
  return {
    ...previewed,
    html: () => renderPreview(builtPages(dist), previewed, { policy, person, languages, scheme }),
  };
}

function languagesOf(wanted: readonly string[], own: string): [SheetLanguage, ...SheetLanguage[]] {
  const named = wanted.flatMap((tag) => SHEET_LANGUAGES.filter((each) => each === tag || tag === 'all'));
  const [first, ...rest] = new Set(named);
  return first === undefined ? [sheetLanguageOf(own)] : [first, ...rest];
}

/** On this machine alone. @param port 0 picks a free one @returns its address, and what ends it */
export async function servePreview(html: string, port: number): Promise<{ url: string; close: () => Promise<void> }> {
  const server: Server = createServer(({ method, url }, response) => {
    if (method !== 'GET' || url !== '/') response.writeHead(404).end();
    else response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).end(html);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ message }) => {
      reject(new CommandError(`cannot listen on 127.0.0.1:${port}: ${message}; choose another port with --port`));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${actual}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
