/**
 * A guard's list, spelled by the files that its registration names. A registration has no parameters, and whatever else a
 * content script could read it could also write. But the files of a registration run in order, in the guard's own world: each
 * adds its number, and the guard reads the numbers as text (docs/adr/0033).
 */
import type { GuardEntry, GuardList } from './guard-list.js';
import { queriesOf, type Overlap } from './site-intersection.js';
import { matchesHost } from './site.js';

/** Files there are to spell with; the build writes them. */
export const SPELLING_FILES = 192;

/** Letters in six bits. The last one says that the code of a character follows, in two letters. */
const LETTERS = ' !+?#abcdefghijklmnopqrstuvwxyz0123456789-._~/=&%,:;@()\'*$[]"|^';
const ESCAPE = LETTERS.length;
const SIZE = ESCAPE + 1;

/** Chromium runs a file once, however often it is named: each letter takes one of the files that are left. */
const MAX_LETTERS = SPELLING_FILES - SIZE + 1;

const RESTRICTS = '!';
const OPENS = '+';
const OBFUSCATED = '?';
/** Between entries; the first piece is how many labels the host has. */
const NEXT = '#';

/** Spelled for one host; a page on a host below it reads the same. Null: too long, or no text that letters can spell. */
export function spellList(host: string, list: GuardList): readonly number[] | null {
  const entries = list.flatMap(({ restricts, obfuscated, sites }) => {
    const kind = (obfuscated ? OBFUSCATED : '') + (restricts ? RESTRICTS : OPENS);
    return sites.length === 0 ? [] : kind + sites.map((site) => siteText(site, host)).join(' ');
  });
  const letters = lettersOf([String(labelsOf(host)), ...entries].join(NEXT));
  return letters === null || letters.length > MAX_LETTERS ? null : filesOf(letters);
}

export interface SpelledList {
  readonly host: string;
  readonly list: GuardList;
}

/** @param host of the page. Null where the files spell no list for it. */
export function readSpelling(files: readonly number[], host: string): SpelledList | null {
  const [count = '', ...entries] = textOf(files).split(NEXT);
  const labels = host.replace(/\.$/, '').split('.');
  if (!/^\d+$/.test(count) || Number(count) > labels.length || entries.length === 0) return null;
  const own = count === '1' ? labels.join('.') : labels.slice(-Number(count)).join('.');
  return { host: own, list: entries.map((text) => readEntry(text, own)) };
}

/** An address literal counts as one: nothing lies below or above it. */
function labelsOf(host: string): number {
  return /^\[|^[\d.]+$/.test(host) ? 1 : host.split('.').length;
}

/** What lies above the host takes all of it in, so it is spelled like the host itself. */
function siteText(site: Overlap, host: string): string {
  const below = matchesHost({ host, exact: false, path: '', query: null }, site.host) && site.host !== host;
  const name = (site.exact ? '=' : '') + (below ? site.host.slice(0, -host.length - 1) : '');
  const queries = queriesOf(site).map(({ key, value }) => `${key}=${value}`);
  return name + site.path + (queries.length === 0 ? '' : `?${queries.join('&')}`);
}

function readEntry(text: string, host: string): GuardEntry {
  const obfuscated = text.startsWith(OBFUSCATED);
  const kind = text.charAt(obfuscated ? 1 : 0);
  const sites = text.slice(obfuscated ? 2 : 1).split(' ');
  return { restricts: kind === RESTRICTS, obfuscated, sites: sites.map((site) => readSite(site, host)) };
}

function readSite(text: string, host: string): Overlap {
  const [, exact = '', below = '', path = '', written = ''] = /^(=?)([^/?]*)([^?]*)\??(.*)$/.exec(text) ?? [];
  const queries = written === '' ? [] : written.split('&').map((each) => each.split('='));
  const [query = null, ...moreQueries] = queries.map(([key = '', value = '']) => ({ key, value }));
  const name = below === '' ? host : `${below}.${host}`;
  return { host: name, exact: exact !== '', path, query, ...(moreQueries.length > 0 && { moreQueries }) };
}

function lettersOf(text: string): number[] | null {
  const letters: number[] = [];
  for (const character of text) {
    const letter = LETTERS.indexOf(character);
    const code = character.charCodeAt(0);
    if (letter !== -1) letters.push(letter);
    else if (code < SIZE * SIZE) letters.push(ESCAPE, Math.floor(code / SIZE), code % SIZE);
    else return null;
  }
  return letters;
}

function filesOf(letters: readonly number[]): number[] {
  const left = Array.from({ length: SPELLING_FILES }, (_, file) => file);
  return letters.flatMap((letter) => left.splice(letter, 1));
}

function textOf(files: readonly number[]): string {
  const left = Array.from({ length: SPELLING_FILES }, (_, file) => file);
  const letters = files.map((file) => {
    const letter = left.indexOf(file);
    left.splice(letter, 1);
    return letter;
  });
  let text = '';
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] ?? 0;
    if (letter !== ESCAPE) text += LETTERS.charAt(letter);
    else text += String.fromCharCode((letters[(at += 1)] ?? 0) * SIZE + (letters[(at += 1)] ?? 0));
  }
  return text;
}
