/** Reads a .reg file by its grammar and refuses everything that is not in it, as regedit would. */

interface RegContent {
  /** By `key\\name`: two backslashes stand between them. */
  readonly values: ReadonlyMap<string, string | number>;
  readonly removedKeys: readonly string[];
  readonly removedValues: readonly string[];
}

export function readRegStrictly(bytes: Buffer): RegContent {
  if (bytes[0] !== 0xff || bytes[1] !== 0xfe) throw new Error('no byte order mark of UTF-16LE');
  const text = bytes.subarray(2).toString('utf16le');
  if (/[^\r]\n|\r[^\n]/.test(text)) throw new Error('a line does not end with CRLF');
  const [head, ...lines] = text.split('\r\n');
  if (head !== 'Windows Registry Editor Version 5.00') throw new Error('no head');
  const content = {
    values: new Map<string, string | number>(),
    removedKeys: [] as string[],
    removedValues: [] as string[],
  };
  let key: string | null = null;
  for (const line of lines.filter((each) => each !== '')) {
    const [, minus, section] = /^\[(-?)(HKEY_LOCAL_MACHINE(?:\\[^\\[\]]+)+)\]$/.exec(line) ?? [];
    if (section !== undefined) {
      key = minus === '-' ? null : section;
      if (minus === '-') content.removedKeys.push(section);
      continue;
    }
    const [, name, data] = /^"((?:[^"\\]|\\["\\])*)"=(.+)$/.exec(line) ?? [];
    if (key === null || name === undefined || data === undefined) throw new Error(`not in the grammar: ${line}`);
    const place = `${key}\\\\${unescaped(name)}`;
    if (data === '-') content.removedValues.push(place);
    else content.values.set(place, readData(data));
  }
  return content;
}

function readData(data: string): string | number {
  const [, digits] = /^dword:([0-9a-f]{8})$/.exec(data) ?? [];
  if (digits !== undefined) return Number.parseInt(digits, 16);
  const [, text] = /^"((?:[^"\\]|\\["\\])*)"$/.exec(data) ?? [];
  if (text !== undefined) return unescaped(text);
  const [, hex] = /^hex\(1\):((?:[0-9a-f]{2})(?:,[0-9a-f]{2})*)$/.exec(data) ?? [];
  if (hex === undefined) throw new Error(`no data: ${data}`);
  const decoded = Buffer.from(hex.replaceAll(',', ''), 'hex').toString('utf16le');
  if (!decoded.endsWith('\0')) throw new Error('a text in digits does not end');
  return decoded.slice(0, -1);
}

function unescaped(text: string): string {
  return text.replace(/\\(["\\])/g, '$1');
}
