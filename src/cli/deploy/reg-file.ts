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
  return writtenValues(text).flatMap(({ hive, key, name, data }) => {
    const value = hive.toUpperCase() === HIVE ? parseData(data) : null;
    return value === null ? [] : [{ key, name, data: value }];
  });
}

export interface WrittenValue {
  /** On which it begins, from 1. */
  readonly line: number;
  readonly hive: string;
  /** Below the hive. */
  readonly key: string;
  readonly name: string;
  /** With its type, as it is written. */
  readonly data: string;
}

/** Every value that a file sets, whatever its type and hive. */
export function writtenValues(text: string): WrittenValue[] {
  const values: WrittenValue[] = [];
  let place: { readonly hive: string; readonly key: string } | null = null;
  let at = 0;
  // A backslash at the end of a line continues it.
  for (const written of text.split(/(?<!\\\r?)\r?\n/)) {
    const line = at + 1;
    at += written.split('\n').length;
    const joinedLine = written.replace(/\\\r?\n\s*/g, '').replace(/\r$/, '');
    const [, minus, hive = '', key = ''] = /^\[(-?)(HKEY_[A-Z_]+)\\(.+)\]$/i.exec(joinedLine) ?? [];
    if (joinedLine.startsWith('[')) place = minus === '' ? { hive, key } : null;
    const [, name, data] = /^"((?:[^"\\]|\\.)*)"=(.*)$/.exec(joinedLine) ?? [];
    if (place !== null && name !== undefined && data !== undefined) {
      values.push({ line, ...place, name: unquoted(name), data });
    }
  }
  return values;
}

/** A text or number; null for every other type. */
export function parseData(data: string): string | number | null {
  const [, digits] = /^dword:([0-9a-f]{8})$/i.exec(data) ?? [];
  if (digits !== undefined) return Number.parseInt(digits, 16);
  const [, quotedText] = /^"((?:[^"\\]|\\.)*)"$/.exec(data) ?? [];
  if (quotedText !== undefined) return unquoted(quotedText);
  const [, hex] = /^hex\(1\):([0-9a-f,\s]*)$/i.exec(data) ?? [];
  return hex === undefined ? null : textOfHex(hex).replace(/\0$/, '');
}

/** The text in bytes as a .reg file writes them; the lines of a REG_MULTI_SZ end with NUL. */
export function textOfHex(hex: string): string {
  return Buffer.from(hex.split(',').map((byte) => Number.parseInt(byte, 16))).toString('utf16le');
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
