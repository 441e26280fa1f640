/** What a detector is to the scan, and how a row of a table becomes one. */
import type { Grade, Kind } from './finding.js';
import { entropy, isPlaceholder } from './placeholder.js';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is known of every detector: the reference in the docs is made from it. */
export interface DetectorFacts {
  readonly id: string;
  readonly kind: Kind;
  readonly label: string;
  readonly grade: Grade;
}

export interface Detector extends DetectorFacts {
  /** In small letters. Where one of them stands, `find` is asked. */
  readonly keywords: readonly string[];
  /** Of two findings of a kind in one place the higher rank stays. 0: generic, 1: a vendor's word before it, 2: its own shape. */
  readonly rank: number;
  /** @param start of the keyword @param end behind it @returns what is found there, or null */
  readonly find: (text: string, start: number, end: number) => Span | null;
}

/** Classes of characters, short so that tables stay readable. */
const CLASSES: readonly (readonly [RegExp, string])[] = [
  [/%a/g, '[A-Za-z0-9]'],
  [/%w/g, '[\\w-]'],
  [/%e/g, '[\\w=-]'],
  [/%h/g, '[0-9a-fA-F]'],
  [/%x/g, '[0-9a-f]'],
  [/%b/g, '[A-Za-z0-9+/]'],
  [/%U/g, '[A-Z0-9]'],
  [/%l/g, '[a-z0-9]'],
  [/%g/g, '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}'],
];

/** `%a` letters and digits, `%w` those with - and _, `%e` and with =, `%h` hexadecimal, `%x` in small letters, `%b` base64, `%U`, `%l` upper or lower, `%g` a GUID. */
export function shape(source: string, flags: string): RegExp {
  return new RegExp(
    CLASSES.reduce((text, [short, long]) => text.replace(short, long), source),
    flags,
  );
}

/** One row of a table of keys, as `shapeDetectors` reads it. */
interface ShapeRow {
  readonly id: string;
  readonly source: string;
  readonly keywords: readonly string[];
  readonly marks: string;
}

const LONGEST_TOKEN = 300;
const RANDOM_BITS = 3;
const LITERAL_START = /^(?:[\w:=~/-]|\\[.$])+(?![?*{+])/;

/**
 * Keys that their own shape gives away. A row of the table: id (`-key` goes without saying), shape, keywords (the literal text that the shape begins with,
 * when missing), and marks, two blanks apart. `!token`: the keyword stands inside, and the shape begins where the token does.
 * `!secret`: the secret is the shape's group only. `!digit`, `!random`: it has a digit, it looks random. `!warn`: its grade.
 */
export function shapeDetectors(table: string): Detector[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', source = '', ...more] = line.split('  ');
      const keywords = more
        .find((part) => !part.startsWith('!'))
        ?.split(' ')
        .flatMap(spelledOut);
      const begin = LITERAL_START.exec(source)?.[0].replace(/\\/g, '').toLowerCase() ?? '';
      return shapeDetector({
        id: name.includes('-') ? name : `${name}-key`,
        source,
        keywords: keywords ?? [begin],
        marks: more.at(-1) ?? '',
      });
    });
}

const HEXADECIMAL = '0123456789abcdef';

/** `%d` in a keyword is any digit, `%h` a hexadecimal one: two signs alone stand in too many texts. */
function spelledOut(keyword: string): string[] {
  const [begin, set, end = ''] = keyword.split(/%([dh])/);
  const signs = set === 'd' ? HEXADECIMAL.slice(0, 10) : HEXADECIMAL;
  return set === undefined ? [keyword] : Array.from(signs, (sign) => `${begin ?? ''}${sign}${end}`);
}

function shapeDetector({ id, source, keywords, marks }: ShapeRow): Detector {
  let pattern: RegExp | null = null;
  const has = (mark: string): boolean => marks.includes(mark);
  return {
    id,
    kind: 'secret',
    label: labelOf(id),
    grade: has('!warn') ? 'warn' : 'block',
    keywords,
    rank: 2,
    find(text, start) {
      const from = has('!token') ? tokenStart(text, start) : start;
      if (!has('!token') && !beginsHere(text, start)) return null;
      pattern ??= shape(`${source}(?!\\w)`, 'dy');
      pattern.lastIndex = from;
      const match = pattern.exec(text);
      if (match === null) return null;
      const [first, end] = (has('!secret') ? match.indices?.[1] : undefined) ?? [from, from + match[0].length];
      const value = text.slice(first, end);
      if (isPlaceholder(value) || (has('!digit') && !/\d/.test(value))) return null;
      return has('!random') && entropy(value) <= RANDOM_BITS ? null : { start: first, end };
    },
  };
}

/** Names that are written otherwise than with one capital. */
const SPELT: ReadonlyMap<string, string> = new Map(
  'AI API AWS CircleCI ClickHouse DigitalOcean EasyPost GitHub GitLab GoCardless HubSpot IBM JFrog LangSmith LaunchDarkly LinkedIn MailChimp MaxMind MessageBird NuGet NVIDIA OAuth OpenAI OpenRouter OpenShift PagerDuty PlanetScale PostHog PyPI RapidAPI RubyGems SAS SendGrid SettleMint SonarQube xAI npm ngrok age'
    .split(' ')
    .map((name) => [name.toLowerCase(), name]),
);
const CLASSES_OF_KEYS =
  /^(?:key|token|secret|password|webhook|cookie|bearer|signature|access|refresh|api|app|project|shared|short|storage|marketplace|origin|runner|cloud|client|fine|grained|organisation|auth|licence|function)$/;

/** `github-fine-grained-token` becomes "GitHub fine grained token". */
export function labelOf(id: string): string {
  return id
    .split('-')
    .map(
      (word) => SPELT.get(word) ?? (CLASSES_OF_KEYS.test(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)),
    )
    .join(' ');
}

const ESCAPED = /(?:\\[nrtbf]|%[0-9A-Fa-f]{2}|\\u[0-9a-fA-F]{4})$/;

/** A token begins where no letter or digit stands before it, other than those of an escape such as `\n` or `%3D`. */
export function beginsHere(text: string, start: number): boolean {
  if (!isAlphanumeric(text.charCodeAt(start)) || !isAlphanumeric(text.charCodeAt(start - 1))) return true;
  return ESCAPED.test(text.slice(Math.max(0, start - 6), start));
}

export function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function tokenStart(text: string, start: number): number {
  let at = start;
  while (at > 0 && start - at < LONGEST_TOKEN && isTokenCode(text.charCodeAt(at - 1))) at -= 1;
  // The letter of an escape such as `\n` is none of the token's.
  return text[at - 1] === '\\' && /[nrt]/.test(text[at] ?? '') ? at + 1 : at;
}

/** Letters, digits, and - . _ ~ + */
function isTokenCode(code: number): boolean {
  return isAlphanumeric(code) || code === 45 || code === 46 || code === 95 || code === 126 || code === 43;
}
