/** Makes a request of the columns of one line, whatever format they came in. */
import type { ColumnRole } from './columns.js';
import { looksLikePage, type LineResult, type LogRecord } from './log-record.js';
import { timeOf } from './log-time.js';

/** The text of a role's column; empty when the line has none. */
type ColumnText = (role: ColumnRole) => string;

export function requestFromColumns(column: ColumnText, record: LogRecord): LineResult {
  const method = column('method').toUpperCase();
  record.tunnel = method === 'CONNECT' || /^(ssl|tunnel|tcp)$/i.test(column('scheme'));
  const url = record.tunnel ? tunnelOf(column) : addressOf(column);
  if (url === null) return 'no-address';
  record.setUrl(url);
  record.timeMs = timeFrom(column);
  const type = column('type');
  const reads = method === '' || method === 'GET';
  record.page =
    !record.tunnel && reads && (type === '' ? looksLikePage(url) : type.toLowerCase().startsWith('text/html'));
  const user = column('user');
  record.setPerson(user === '' ? column('client') : user, user !== '');
  return 'request';
}

function addressOf(column: ColumnText): string | null {
  const url = column('url');
  if (url.includes('://')) return url;
  // Some gateways leave the scheme out.
  if (url !== '' && !url.startsWith('/')) return `${schemeOf(column)}://${url}`;
  const host = column('host');
  if (host === '') return null;
  const port = column('port');
  const path = url === '' ? column('path') : url;
  const query = url === '' ? column('query').replace(/^\?/, '') : '';
  const origin = `${schemeOf(column)}://${host}${port === '' || host.includes(':') ? '' : `:${port}`}`;
  return `${origin}${path.startsWith('/') ? '' : '/'}${path}${query === '' ? '' : `?${query}`}`;
}

/** The scheme makes no difference to a decision; one that is no web address's does. */
function schemeOf(column: ColumnText): string {
  const scheme = column('scheme').toLowerCase();
  return /^[a-z]+$/.test(scheme) && scheme !== 'ssl' ? scheme : 'https';
}

function tunnelOf(column: ColumnText): string | null {
  const host = column('host');
  const port = column('port');
  if (host !== '') return port === '' || host.includes(':') ? host : `${host}:${port}`;
  const url = column('url')
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/\/.*$/, '');
  return url === '' ? null : url;
}

function timeFrom(column: ColumnText): number {
  const date = column('date');
  const time = column('time');
  if (date !== '' && /^\d{4}-\d\d-\d\d$/.test(date)) return timeOf(time === '' ? date : `${date} ${time}`);
  return time === '' ? Number.NaN : timeOf(time);
}
