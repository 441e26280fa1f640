/** The .reg file: written as Windows exports it (UTF-16 with its mark, CRLF), and read back. */
import type { RegistryValue } from './registry.js';

const HEAD = 'Windows Registry Editor Version 5.00';
const HIVE = 'HKEY_LOCAL_MACHINE';

/**
 * @param cleared keys that are emptied first, so that no entry of an earlier list stays
 * @param gone single values that an earlier file may have set
 */
export function renderReg(
  values: readonly RegistryValue[],
  cleared: readonly string[],
  gone: readonly Pick<RegistryValue, 'key' | 'name'>[],
): Buffer {
  const keys = [...new Set([...gone, ...values].map(({ key }) => key))];
  const sections = keys.map((key) => [
    `[${HIVE}\\${key}]`,
    ...gone.filter((value) => value.key === key).map(({ name }) => `${quoted(name)}=-`),
    ...values.filter((value) => value.key === key).map(({ name, data }) => `${quoted(name)}=${dataText(data)}`),
  ]);
  return encoded([...cleared.map((key) => [`[-${HIVE}\\${key}]`]), ...sections]);
}

export interface Removal {
  /** Whole keys that go. */
  readonly keys: readonly string[];
  /** Single values of keys that stay. */
  readonly values: readonly Omit<RegistryValue, 'data'>[];
  /** What stands there instead. */
  readonly alternatives: readonly RegistryValue[];
}

export function renderRegRemoval({ keys, values, alternatives }: Removal): Buffer {
  const isReplaced = (key: string, name: string) => alternatives.some((each) => each.key === key && each.name === name);
  const gone = values.filter(({ key, name }) => !isReplaced(key, name));
  const holders = [...new Set([...gone, ...alternatives].map(({ key }) => key))];
  const sections = holders.map((key) => [
    `[${HIVE}\\${key}]`,
    ...gone.filter((value) => value.key === key).map(({ name }) => `${quoted(name)}=-`),
    ...alternatives.filter((value) => value.key === key).map(({ name, data }) => `${quoted(name)}=${dataText(data)}`),
  ]);
  return encoded([...keys.map((key) => [`[-${HIVE}\\${key}]`]), ...sections]);
}

/** Reads texts and numbers below HKEY_LOCAL_MACHINE, and leaves out what a browser would not read either. */
export function parseReg(bytes: Buffer): RegistryValue[] {
  const text = bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.subarray(2).toString('utf16le') : bytes.toString('utf8');
  const values: RegistryValue[] = [];
  let key: string | null = null;
  // A backslash at the end of a line continues it.
  for (const line of text.replace(/\\\r?\n\s*/g, '').split(/\r?\n/)) {
    const section = /^\[(-?)HKEY_LOCAL_MACHINE\\(.+)\]$/i.exec(line);
    if (line.startsWith('[')) key = section?.[1] === '' ? (section[2] ?? null) : null;
    const [, name, data] = /^"((?:[^"\\]|\\.)*)"=(.*)$/.exec(line) ?? [];
    if (key === null || name === undefined || data === undefined) continue;
    const value = parseData(data);
    if (value !== null) values.push({ key, name: unquoted(name), data: value });
  }
  return values;
}

function parseData(data: string): string | number | null {
  const [, digits] = /^dword:([0-9a-f]{8})$/i.exec(data) ?? [];
  if (digits !== undefined) return Number.parseInt(digits, 16);
  const [, quotedText] = /^"((?:[^"\\]|\\.)*)"$/.exec(data) ?? [];
  if (quotedText !== undefined) return unquoted(quotedText);
  const [, hex] = /^hex\(1\):([0-9a-f,\s]*)$/i.exec(data) ?? [];
  if (hex === undefined) return null;
  const bytes = hex.split(',').map((byte) => Number.parseInt(byte, 16));
  return Buffer.from(bytes).toString('utf16le').replace(/\0$/, '');
}

function dataText(data: string | number): string {
  if (typeof data === 'number') return `dword:${data.toString(16).padStart(8, '0')}`;
  // A line of the file cannot hold a line break.
  return /[\r\n]/.test(data) ? hexText(data) : quoted(data);
}

function hexText(text: string): string {
  const bytes = [...Buffer.from(`${text}\0`, 'utf16le')];
  return `hex(1):${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(',')}`;
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, String.raw`\$&`)}"`;
}

function unquoted(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}

function encoded(sections: readonly (readonly string[])[]): Buffer {
  const lines = [HEAD, ...sections.flatMap((section) => ['', ...section]), ''];
  return Buffer.concat([
    Buffer.from([0xff, 0xfe]),
    Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'utf16le'),
  ]);
}
