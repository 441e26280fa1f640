/** Secrets of no vendor: private keys, tokens that carry claims, and credentials inside addresses. */
import { beginsHere, type Detector, type Span } from '../detector.js';
import { isPlaceholder } from '../placeholder.js';

const FACTS = { kind: 'secret', grade: 'block', rank: 2 } as const;

export const KEY_DETECTORS: readonly Detector[] = [
  { ...FACTS, id: 'private-key', label: 'private key', keywords: ['-----begin'], find: privateKey },
  { ...FACTS, id: 'putty-key', label: 'private key', keywords: ['putty-user-key-file-'], find: puttyKey },
  { ...FACTS, id: 'jwt', label: 'access token', keywords: ['eyj'], rank: 1, find: jwt },
  { ...FACTS, id: 'database-url', label: 'database password', rank: 3, keywords: ['://'], find: databaseUrl },
  { ...FACTS, id: 'url-password', label: 'password in an address', keywords: ['://'], find: urlPassword },
  { ...FACTS, id: 'kubeconfig-key', label: 'private key', keywords: ['client-key-data:'], find: kubeconfigKey },
  {
    ...FACTS,
    id: 'connection-string',
    label: 'database password',
    keywords: ['password=', 'pwd='],
    find: connectionString,
  },
];

const LONGEST_KEY = 20_000;
const PRIVATE_KEY = /-----BEGIN(?: [A-Z0-9]{1,12}){0,4} PRIVATE KEY(?: BLOCK)?-----/dy;
/** What is between the lines of a key: base64 in lines, or in a string with `\n`; a few headers. */
const KEY_BODY = /(?:[A-Za-z0-9+/=\s]|\\[nr]|[A-Z][A-Za-z-]{2,20}: [^\n]{0,80}\n)*/y;
const LEAST_BODY = 40;

/** A pasted key may lack its end: its body is what matters. */
function privateKey(text: string, start: number): Span | null {
  PRIVATE_KEY.lastIndex = start;
  const head = PRIVATE_KEY.exec(text);
  if (head === null) return null;
  const from = start + head[0].length;
  const tail = text.indexOf('-----END', from);
  if (tail !== -1 && tail - from < LONGEST_KEY) {
    const body = text.slice(from, tail).replace(/\\[nr]|\s/g, '');
    if (body.length < LEAST_BODY || isPlaceholder(body.slice(0, 64))) return null;
    const closed = /-----END[A-Z0-9 ]{0,60}-----/y;
    closed.lastIndex = tail;
    return { start, end: tail + (closed.exec(text)?.[0].length ?? 0) };
  }
  const rest = text.slice(from, from + LONGEST_KEY);
  KEY_BODY.lastIndex = 0;
  const body = KEY_BODY.exec(rest)?.[0] ?? '';
  return body.replace(/\\[nr]|\s/g, '').length < LEAST_BODY ? null : { start, end: from + body.trimEnd().length };
}

const PUTTY =
  /PuTTY-User-Key-File-[23]:[^\n]{1,40}\n(?:[^\n]{0,200}\n){1,120}?Private-Lines: \d{1,3}\r?\n(?:[A-Za-z0-9+/=]{1,80}\r?\n?){1,120}/y;

function puttyKey(text: string, start: number): Span | null {
  PUTTY.lastIndex = start;
  const match = PUTTY.exec(text);
  return match === null ? null : { start, end: start + match[0].trimEnd().length };
}

const JWT = /eyJ[\w-]{10,2000}\.eyJ[\w-]{10,6000}\.[\w-]{16,1000}(?![\w.-])/y;

/** Only from the first sign of a token: inside it every part begins alike. */
function jwt(text: string, start: number): Span | null {
  if (!beginsHere(text, start) || /[.\w-]/.test(text[start - 1] ?? ' ')) {
    if (!beginsHere(text, start) || text[start - 1] !== '\\') return null;
  }
  JWT.lastIndex = start;
  const match = JWT.exec(text);
  return match === null ? null : { start, end: start + match[0].length };
}

const KUBECONFIG = /client-key-data:\s{0,4}["']?([A-Za-z0-9+/]{100,6000}={0,2})/dy;

function kubeconfigKey(text: string, start: number): Span | null {
  KUBECONFIG.lastIndex = start;
  const [from, end] = KUBECONFIG.exec(text)?.indices?.[1] ?? [0, 0];
  return end === 0 ? null : { start: from, end };
}

const DATABASE =
  /(?:postgres(?:ql)?|mysql|mariadb|mongodb|redis|rediss|amqps?|mssql|sqlserver|oracle|clickhouse|cockroachdb|snowflake)(?:\+[a-z0-9]{2,12})?$/i;
const SCHEME = /[a-z][a-z0-9+.-]{1,20}$/i;
/** User, password and host; the last @ before the path divides, since passwords hold @ now and then. */
const CREDENTIALS = /:\/\/([^\s:/?#"'`<>@]{0,80}):([^\s"'`<>/]{4,120})@([\w.[\]-]{1,120})/dy;
const LESSON =
  /^(?:pass(?:word|wd)?|pwd|secret|user(?:name)?|admin|root|guest|postgres|mysql|mongo|redis|test|pw|token|motdepasse|passwort|contraseña)$/i;

function databaseUrl(text: string, start: number): Span | null {
  return DATABASE.test(text.slice(Math.max(0, start - 30), start)) ? credentials(text, start) : null;
}

function urlPassword(text: string, start: number): Span | null {
  const scheme = SCHEME.exec(text.slice(Math.max(0, start - 22), start))?.[0];
  return scheme === undefined || /^(?:mailto|tel|data)$/i.test(scheme) ? null : credentials(text, start);
}

function credentials(text: string, start: number): Span | null {
  CREDENTIALS.lastIndex = start;
  const match = CREDENTIALS.exec(text);
  const [, , password = ''] = match ?? [];
  const [from, end] = match?.indices?.[2] ?? [0, 0];
  if (end === 0 || isPlaceholder(password) || LESSON.test(password) || /[{}$]/.test(password)) return null;
  // `https://en.wiki:8080@…` does not exist, but a port before an @ in prose does: a password is no bare port.
  return /^\d{1,5}$/.test(password) ? null : { start: from, end };
}

const PAIRS = /(?:Password|Pwd)=("?)([^;"'\s<>]{4,128})\1/diy;
const AROUND = /(?:Server|Data Source|Host|Initial Catalog|Database|User I[dD]|Uid|AccountEndpoint)\s?=/i;
const REACH = 200;

function connectionString(text: string, start: number): Span | null {
  PAIRS.lastIndex = start;
  const match = PAIRS.exec(text);
  const [from, end] = match?.indices?.[2] ?? [0, 0];
  const value = match?.[2] ?? '';
  if (end === 0 || isPlaceholder(value) || LESSON.test(value) || /^[{$%(]/.test(value)) return null;
  const around = text.slice(Math.max(0, start - REACH), start) + text.slice(end, end + REACH);
  return text.slice(Math.max(0, start - 1), start) !== '_' && around.includes(';') && AROUND.test(around)
    ? { start: from, end }
    : null;
}
