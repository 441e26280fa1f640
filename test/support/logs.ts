/** One company's traffic, written the way each kind of log writes it: the same requests in every shape. */

interface LoggedRequest {
  readonly timeMs: number;
  readonly client: string;
  /** Null: the proxy does not know. */
  readonly user: string | null;
  readonly method: 'GET' | 'POST' | 'CONNECT';
  /** For CONNECT, `host:port`. */
  readonly url: string;
  readonly type: string | null;
}

const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';
/** A user agent may say anything. */
const NASTY_AGENT = 'evil \\"GET http://chatgpt.com/ HTTP/1.1\\" [23/Nov/2026:09:00:00 +0000], "x" ; y';

/** Eight people over three days; who does what is fixed. */
export function traffic(): LoggedRequest[] {
  const requests: LoggedRequest[] = [];
  const clients = ['10.0.0.7', '2001:db8::7', 'fe80::1%eth0', '10.0.0.9'];
  const places: readonly (readonly [LoggedRequest['method'], string, string | null])[] = [
    ['GET', 'https://chatgpt.com/', 'text/html; charset=utf-8'],
    ['GET', 'https://chatgpt.com/static/app.js', 'text/javascript'],
    ['POST', 'https://chatgpt.com/backend-api/conversation', 'text/event-stream'],
    ['CONNECT', 'claude.ai:443', null],
    ['GET', 'http://www.example.com/index.html', 'text/html'],
    ['GET', 'https://www.midjourney.com/imagine', 'text/html'],
    ['CONNECT', '[2001:db8::5]:443', null],
    ['GET', 'https://www.bing.com/images/create?q=a+cat', 'text/html'],
    ['CONNECT', 'www.bing.com:443', null],
  ];
  for (let index = 0; index < 360; index += 1) {
    const person = index % 8;
    const [method, url, type] = places[(index * 7) % places.length] ?? ['GET', 'https://example.com/', 'text/html'];
    requests.push({
      timeMs: Date.parse('2026-11-20T08:00:00Z') + index * 11 * 60_000,
      client: clients[person % clients.length] ?? '10.0.0.1',
      user: person < 6 ? `user${person}` : null,
      ...{ method, url, type },
    });
  }
  return requests;
}

const seconds = ({ timeMs }: LoggedRequest) => (timeMs / 1000).toFixed(3);
const iso = ({ timeMs }: LoggedRequest) => new Date(timeMs).toISOString();

export function squidLine(request: LoggedRequest): string {
  const { client, user, method, url, type } = request;
  const code = method === 'CONNECT' ? 'TCP_TUNNEL/200' : 'TCP_MISS/200';
  return `${seconds(request)}   31 ${client} ${code} 1024 ${method} ${url} ${user ?? '-'} HIER_DIRECT/203.0.113.9 ${type?.split(';')[0] ?? '-'}`;
}

export function combinedLine(request: LoggedRequest, index: number): string {
  const { client, user, method, url } = request;
  const [date = '', time = ''] = iso(request).split('T');
  const [year, month, day] = date.split('-');
  const name = ['Nov', 'Dec'][Number(month) - 11] ?? 'Jan';
  const agent = index % 2 === 0 ? AGENT : NASTY_AGENT;
  return `${client} - ${user ?? '-'} [${day ?? ''}/${name}/${year ?? ''}:${time.slice(0, 8)} +0000] "${method} ${url} HTTP/1.1" 200 1024 "-" "${agent}" TCP_MISS:HIER_DIRECT`;
}

export const W3C_HEAD = [
  '#Version: 1.0',
  '#Fields: date time c-ip cs-username cs-method cs-uri-scheme cs-host cs-uri-port cs-uri-path cs-uri-query rs(Content-Type) cs(User-Agent)',
];

export function w3cLine(request: LoggedRequest): string {
  const { client, user, method, url, type } = request;
  const [date, time] = iso(request).slice(0, 19).split('T');
  const parsed = new URL(method === 'CONNECT' ? `https://${url}` : url);
  const port = parsed.port === '' ? (parsed.protocol === 'http:' ? '80' : '443') : parsed.port;
  const scheme = method === 'CONNECT' ? 'tcp' : parsed.protocol.slice(0, -1);
  const path = method === 'CONNECT' ? '-' : parsed.pathname;
  const query = parsed.search === '' ? '-' : parsed.search;
  return [
    ...[date, time, client, user ?? '-', method, scheme, parsed.hostname, port, path, query],
    type === null ? '-' : `"${type}"`,
    `"${AGENT.replaceAll('"', '""')} ""quoted"""`,
  ].join(' ');
}

export const CSV_HEAD = 'Time,User,"Client IP",Method,URL,Content-Type,User Agent';

export function csvLine(request: LoggedRequest): string {
  const { client, user, method, url, type } = request;
  return [iso(request), user ?? '', client, method, url, type ?? '', `"${AGENT}, ""quoted"""`].join(',');
}

/** As gateways write it whose addresses have no scheme. */
export function semicolonLine(request: LoggedRequest): string {
  const { client, user, method, url, type } = request;
  const shown = url.replace(/^https?:\/\//, '');
  return [iso(request).slice(0, 19).replace('T', ' '), user ?? 'None', client, method, shown, type ?? ''].join(';');
}

export const SEMICOLON_HEAD = 'datetime;login;cip;reqmethod;eurl;contenttype';

export function jsonLine(request: LoggedRequest): string {
  const { client, user, method, url, type } = request;
  return JSON.stringify({
    '@timestamp': iso(request),
    user: user === null ? {} : { name: user },
    source: { ip: client },
    url: { full: url },
    http: { request: { method }, response: { mime_type: type } },
    user_agent: { original: NASTY_AGENT },
  });
}
