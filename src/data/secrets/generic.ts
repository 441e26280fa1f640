/** Secrets that only a word before them gives away: `password = …`, `api_key: …`, `mot de passe : …`. Always warnings. */
import type { Detector, Span } from '../detector.js';
import { entropy, isWeakValue } from '../placeholder.js';
import { assignedValue } from './assigned.js';

const FACTS = { kind: 'secret', grade: 'warn', rank: 0 } as const;

/** Apart by commas. */
const PASSWORD_WORDS =
  'password,passwd,passphrase,pwd,pass=,mot de passe,motdepasse,mdp,passwort,kennwort,contrasena,clave,' +
  'zugangsdaten';
const TOKEN_WORDS =
  'secret,token,api_key,apikey,api-key,api key,access_key,access-key,accesskey,auth_key,private_key,' +
  "privatekey,encryption_key,signing_key,credential,authorization,bearer,x-api-key,cle api,cle d'api," +
  'api-schlussel,schlussel,clave api,jeton';

export const GENERIC_DETECTORS: readonly Detector[] = [
  { ...FACTS, id: 'password', label: 'password', keywords: PASSWORD_WORDS.split(','), find: password },
  { ...FACTS, id: 'token', label: 'secret', keywords: TOKEN_WORDS.split(','), find: token },
  { ...FACTS, id: 'basic-authorization', label: 'password', rank: 1, keywords: ['basic '], find: basic },
  {
    ...FACTS,
    id: 'command-password',
    label: 'password',
    rank: 1,
    keywords: ['curl ', 'mysql ', 'sshpass '],
    find: onCommandLine,
  },
];

/** Calls, paths, properties, versions: what code and settings assign that is no secret. */
const NO_SECRET =
  /^(?:https?:|\/|\.\/|[A-Z]:\\|@|#|&)|^[\w$]+(?:\.[\w$]+)+$|\(\)?$|^[a-z]+\d{0,4}(?:[_-][a-z]*\d{0,4})+$|^[A-Z]+\d{0,4}(?:_[A-Z]*\d{0,4})+$|^\w+\[|^\{|\$\{|\{\{|^(?:true|false|null|none|string|boolean|number|text|varchar|required|optional|invalid|incorrect|expired|wrong)\b/i;
const WORD = /^(?:[a-z]+|[A-Z]?[a-z]+(?:[A-Z][a-z]+)*|[A-Z]+|\d+)$/;
const LEAST_CLASSES = 3;
const LEAST_BITS = 3.5;

function password(text: string, _: number, end: number): Span | null {
  const found = assignedValue(text, end);
  if (found === null || found.value.length > 128 || NO_SECRET.test(found.value) || isWeakValue(found.value))
    return null;
  if (WORD.test(found.value)) return null;
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((each) => each.test(found.value)).length;
  const random = classes >= LEAST_CLASSES || (classes === 2 && /\d/.test(found.value) && entropy(found.value) >= 2.9);
  return random ? found : null;
}

const LEAST_TOKEN = 16;

function token(text: string, _: number, end: number): Span | null {
  const found = assignedValue(text, end);
  if (found === null || found.value.length < LEAST_TOKEN || found.value.length > 512) return null;
  const { value } = found;
  if (NO_SECRET.test(value) || WORD.test(value) || isWeakValue(value) || !/\d/.test(value)) return null;
  // Hexadecimal cannot have more than 4 bits: 3 are as random there.
  return entropy(value) >= (/^[0-9a-f-]+$/i.test(value) ? 3 : LEAST_BITS) && !/[^\w+/=.~:!@#$%^&*-]/.test(value)
    ? found
    : null;
}

const BASIC = /basic\s+([A-Za-z0-9+/]{12,400}={0,2})(?![\w+/=])/diy;
const HEADER = /authorization["']?\s{0,2}[:=,]\s{0,2}["'`]?$/i;

function basic(text: string, start: number): Span | null {
  BASIC.lastIndex = start;
  const [from, end] = BASIC.exec(text)?.indices?.[1] ?? [0, 0];
  if (end === 0 || !HEADER.test(text.slice(Math.max(0, start - 30), start))) return null;
  const value = text.slice(from, end);
  return isWeakValue(value) || entropy(value) < 3 ? null : { start: from, end };
}

const COMMAND =
  /(?:curl|mysql|sshpass)\b[^\n|]{0,400}?\s(?:-u\s?["']?[\w.@-]{1,60}:|--user[ =]["']?[\w.@-]{1,60}:|--password[ =]|-p(?=[^\s-]))["']?([^\s"'<>]{6,100})/dy;

function onCommandLine(text: string, start: number): Span | null {
  COMMAND.lastIndex = start;
  const [from, end] = COMMAND.exec(text)?.indices?.[1] ?? [0, 0];
  const value = text.slice(from, end);
  return end === 0 || isWeakValue(value) || WORD.test(value) || value.startsWith('$') ? null : { start: from, end };
}
