/** The small files in which browsers look for a newer version of a self-hosted extension. */
import * as z from 'zod';
import { jsonIn } from '../lib/json-text.js';

interface Update {
  readonly id: string;
  readonly version: string;
  /** Where the package is. */
  readonly url: string;
  /** SHA-256 of the package in lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** Chromium's: https://developer.chrome.com/docs/extensions/how-to/distribute/host-on-linux */
export function renderGupdate({ id, version, url, sha256 }: Update): string {
  return [
    "<?xml version='1.0' encoding='UTF-8'?>",
    "<gupdate xmlns='http://www.google.com/update2/response' protocol='2.0'>",
    `  <app appid='${escapeXml(id)}'>`,
    `    <updatecheck codebase='${escapeXml(url)}' version='${escapeXml(version)}' hash_sha256='${sha256}' status='ok' />`,
    '  </app>',
    '</gupdate>',
    '',
  ].join('\n');
}

/** Firefox's: https://extensionworkshop.com/documentation/manage/updating-your-extension/ */
export function renderFirefoxUpdates({ id, version, url, sha256 }: Update): string {
  const update = { version, update_link: url, update_hash: `sha256:${sha256}` };
  return `${JSON.stringify({ addons: { [id]: { updates: [update] } } }, null, 2)}\n`;
}

/** What an update manifest tells browsers. */
export interface Announced {
  readonly id: string;
  readonly version: string;
}

/** @returns null for what neither of the two forms is; attributes may be written with either sign and in any order */
export function readAnnounced(text: string): Announced | null {
  return text.trimStart().startsWith('{') ? readFirefoxUpdates(text) : readGupdate(text);
}

function readGupdate(text: string): Announced | null {
  const valueIn = (element: string, attribute: string) =>
    new RegExp(`<${element}\\s[^>]*?\\b${attribute}\\s*=\\s*["']([^"']+)["']`).exec(text)?.[1];
  const id = valueIn('app', 'appid');
  const version = valueIn('updatecheck', 'version');
  return id === undefined || version === undefined ? null : { id, version };
}

const firefoxUpdates = z.object({
  addons: z.record(z.string(), z.object({ updates: z.array(z.object({ version: z.string() })) })),
});

function readFirefoxUpdates(text: string): Announced | null {
  const parsed = firefoxUpdates.safeParse(jsonIn(text));
  const [id, addon] = Object.entries(parsed.data?.addons ?? {})[0] ?? [];
  const version = addon?.updates.at(-1)?.version;
  return id === undefined || version === undefined ? null : { id, version };
}

function escapeXml(text: string): string {
  return text.replace(/[&<>'"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
