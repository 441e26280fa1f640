/**
 * The common and combined log formats, as Squid and other proxies write them:
 * `client ident user [time] "method URL protocol" status bytes "referer" "agent"`. What follows the request's closing
 * quote is not read, so that nothing in a user agent can matter.
 */
import { looksLikePage, type LineResult, type LogReader, type LogRecord } from './log-record.js';
import { webServerTime } from './log-time.js';

const LINE = /^(\S+) (\S+) (.+?) \[([^\]]{20,30})\] "((?:[^"\\]|\\.)*)"/;
const REQUEST = /^([A-Z][A-Z_-]*) (\S.*?)(?: [A-Z]+\/\d[\d.]*)?$/;

export class CombinedReader implements LogReader {
  read(line: Buffer, start: number, end: number, record: LogRecord): LineResult {
    if (start === end) return 'nothing';
    const found = LINE.exec(line.toString('utf8', start, end));
    if (found === null) return 'too-few-fields';
    const [, client = '', , user = '', time = '', request = ''] = found;
    record.timeMs = webServerTime(time);
    if (Number.isNaN(record.timeMs)) return 'no-time';
    const [, method = '', url = ''] = REQUEST.exec(request) ?? [];
    // A path alone is what a web server logs about itself.
    if (url === '' || url.startsWith('/')) return 'no-address';
    record.tunnel = method === 'CONNECT';
    record.page = method === 'GET' && looksLikePage(url);
    record.setUrl(url);
    record.setPerson(user === '-' ? client : user, user !== '-');
    return 'request';
  }
}

export function looksLikeCombined(line: string): boolean {
  return LINE.test(line);
}
