/** Makes a request of the fields of one line, whatever format they came in. */
import { isAbsent } from './absent-words.js';
import type { FieldRole } from './columns.js';
import type { LogClock } from './log-clock.js';
import { looksLikePageAt, type LineResult, type LogRecord } from './log-record.js';

/** What one line says. */
export interface LineFields {
  /** The text of a role's field; empty when the line says nothing there. */
  readonly text: (role: FieldRole) => string;
  /** Whether the log says that the proxy refused the request. */
  readonly refused: boolean;
  /** Whether a field called `host` alone is the site; `with-request`: where the line says more of a request. */
  readonly bareHost: 'always' | 'with-request' | 'never';
}

type Text = LineFields['text'];

/** A host, and no word: with a dot or a port, or IPv6; what a path begins with is none. */
const HOST_LIKE =
  /^(?:\[[\da-f:.]+\]|[^\s/?#@:]*[^\s/?#@:.]\.[^\s/?#@:]+|localhost)(?::\d{1,5})?(?=[/?#]|$)|^[^\s/?#@:]+:\d{1,5}(?=[/?#]|$)/i;
/** What is longer is no host. */
const isHostLike = (text: string): boolean => HOST_LIKE.test(text.slice(0, 320));
/** The scheme of what hides its path. */
export const isTunnelScheme = (text: string): boolean => TUNNEL_SCHEME.test(text);

const TUNNEL_SCHEME = /^(ssl|tunnel|tcp|connect|ssl-tunnel)$/i;

interface Options {
  readonly clock: LogClock;
  /** The log knows hosts only. */
  readonly hostOnly: boolean;
}

export function requestFromFields(fields: LineFields, { clock, hostOnly }: Options, record: LogRecord): LineResult {
  if (fields.refused) return 'refused';
  const { text } = fields;
  record.contact = hostOnly;
  const method = text('method').toUpperCase();
  record.tunnel = !hostOnly && (method === 'CONNECT' || isTunnelScheme(text('scheme')));
  const url = record.tunnel || hostOnly ? tunnelOf(fields) : addressOf(fields);
  if (url === null) return text('bareHost') === '' ? 'no-address' : 'unclear-host';
  record.setUrl(url);
  setTime(text, clock, record);
  const type = text('type');
  const reads = method === '' || method === 'GET';
  record.page =
    !record.tunnel &&
    reads &&
    (type === ''
      ? looksLikePageAt(record.url, record.urlStart, record.urlEnd)
      : type.toLowerCase().startsWith('text/html'));
  const user = text('user');
  record.setPerson(user === '' ? text('client') : user, user !== '');
  return 'request';
}

function addressOf(fields: LineFields): string | null {
  const { text } = fields;
  const url = text('url');
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(url)) return url;
  // Some gateways leave the scheme out.
  if (isHostLike(url)) return `${schemeOf(text)}://${url}`;
  const host = hostOf(fields);
  if (host === '') return null;
  const port = text('port');
  const path = url.startsWith('/') ? url : text('path');
  const query = url.startsWith('/') ? '' : text('query').replace(/^\?/, '');
  const origin = `${schemeOf(text)}://${host}${port === '' || hasPort(host) ? '' : `:${port}`}`;
  return `${origin}${path.startsWith('/') ? '' : '/'}${path}${query === '' ? '' : `?${query}`}`;
}

/** A host may stand with its scheme. */
function hostOf({ text, bareHost }: LineFields): string {
  const host = text('host').replace(/^[a-z]+:\/\/|\/$/gi, '');
  if (host !== '') return /[/?#@]/.test(host) ? '' : host;
  const bare = text('bareHost');
  if (bare === '' || bareHost === 'never' || !isHostLike(bare) || /[/?#]/.test(bare)) return '';
  if (bareHost === 'always') return bare;
  const ofRequest = ['method', 'path', 'query', 'scheme', 'type'] as const;
  return text('url').startsWith('/') || ofRequest.some((role) => text(role) !== '') ? bare : '';
}

const hasPort = (host: string): boolean => (host.startsWith('[') ? /\]:\d+$/ : /:\d+$/).test(host);

/** The scheme makes no difference to a decision; one that is no web address's does. */
function schemeOf(text: Text): string {
  const scheme = text('scheme').toLowerCase().replace(/\/.*$/, '');
  return /^[a-z]+$/.test(scheme) && scheme !== 'ssl' ? scheme : 'https';
}

function tunnelOf(fields: LineFields): string | null {
  const url = fields
    .text('url')
    .replace(/^[a-z-]+:\/\//i, '')
    .replace(/\/.*$/, '');
  if (isHostLike(url)) return url;
  const host = hostOf(fields);
  const port = fields.text('port');
  if (host !== '') return port === '' || hasPort(host) ? host : `${host}:${port}`;
  return null;
}

/** A day may stand in a column of its own, and a zone in another. */
function setTime(text: Text, clock: LogClock, record: LogRecord): void {
  const date = text('date');
  const time = text('time');
  const zone = text('zone');
  const moment = date !== '' && (time === '' || /^\d{1,2}[:.]\d\d/.test(time)) ? `${date} ${time}` : time;
  const zoned = /^[+-]\d\d:?\d\d$|^(?:UTC|GMT)$/i.test(zone) && !/(?:[+-]\d\d:?\d\d|Z|UTC|GMT)$/i.test(moment);
  record.timeMs = moment === '' ? Number.NaN : clock.read(zoned && moment.includes(':') ? `${moment} ${zone}` : moment);
  record.timeUnread = moment !== '' && Number.isNaN(record.timeMs);
}

/** A field's text, empty where it stands for nothing. */
export function saidIn(field: string | undefined): string {
  const text = field?.trim() ?? '';
  return isAbsent(text) ? '' : text;
}
