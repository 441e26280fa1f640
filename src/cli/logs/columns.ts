/** Which columns of a log say what: guessed from their names, or named by the administrator. */

export const COLUMN_ROLES = [
  'url',
  'scheme',
  'host',
  'port',
  'path',
  'query',
  'user',
  'client',
  'time',
  'date',
  'method',
  'type',
] as const;

export type ColumnRole = (typeof COLUMN_ROLES)[number];

export type ColumnNames = Partial<Readonly<Record<ColumnRole, string>>>;

/** Names that proxies, gateways and exports give their columns, in lower case; the first that is there counts. */
const KNOWN_NAMES: Readonly<Record<ColumnRole, readonly string[]>> = {
  url: [
    'cs-uri',
    'c-uri',
    'url',
    'uri',
    'request_url',
    'requesturl',
    'eurl',
    'dest_url',
    'page',
    'url.full',
    'url.original',
    'address',
  ],
  scheme: ['cs-uri-scheme', 'cs-protocol', 'scheme', 'protocol', 'proto', 'url.scheme'],
  host: [
    'cs-host',
    'cs(host)',
    'r-host',
    'x-host',
    'host',
    'hostname',
    'ehost',
    'domain',
    'dhost',
    'dest_host',
    'destination',
    'url.domain',
    'destination.domain',
    'destination host',
  ],
  port: ['cs-uri-port', 'r-port', 'url.port'],
  path: ['cs-uri-path', 'cs-uri-stem', 'path', 'uri_path', 'url.path'],
  query: ['cs-uri-query', 'query', 'uri_query', 'url.query'],
  user: [
    'cs-username',
    'cs-userdn',
    'cs-user',
    'x-cs-username',
    'user',
    'username',
    'login',
    'elogin',
    'user_name',
    'suser',
    'src_user',
    'user.name',
    'user.email',
    'userkey',
    'email',
  ],
  client: [
    'c-ip',
    'x-client-ip',
    'client',
    'client_ip',
    'clientip',
    'cip',
    'src',
    'src_ip',
    'srcip',
    'source.ip',
    'client.ip',
    'source_ip',
    'device',
    'devicehostname',
  ],
  time: [
    'x-timestamp',
    'timestamp',
    '@timestamp',
    'time',
    'datetime',
    'gmttime',
    'event_time',
    'eventtime',
    '_time',
    'ts',
  ],
  date: ['date'],
  method: ['cs-method', 'method', 'request_method', 'reqmethod', 'http.request.method'],
  type: [
    'rs(content-type)',
    'sc(content-type)',
    'content-type',
    'content_type',
    'contenttype',
    'mime',
    'mime_type',
    'http.response.mime_type',
  ],
};

export type ColumnPlaces = Partial<Readonly<Record<ColumnRole, number>>>;

/** The place of each role's column. @param named what the administrator named: in place of guesses for those roles */
export function placesOf(names: readonly string[], named: ColumnNames): ColumnPlaces {
  const lower = names.map(fold);
  const places: Partial<Record<ColumnRole, number>> = {};
  for (const role of COLUMN_ROLES) {
    const wanted = named[role] === undefined ? KNOWN_NAMES[role] : [named[role]];
    const place = wanted.map((name) => lower.indexOf(fold(name))).find((index) => index !== -1);
    if (place !== undefined) places[role] = place;
  }
  return places;
}

/** `Client IP`, `client_ip` and `clientip` are one name. */
const fold = (name: string): string => name.trim().toLowerCase().replace(/[ _-]/g, '');

/** Names by role for logs whose lines carry their own names. */
export function candidatesOf(role: ColumnRole, named: ColumnNames): readonly string[] {
  return named[role] === undefined ? KNOWN_NAMES[role] : [named[role]];
}

export const saysAddress = (places: ColumnPlaces): boolean => places.url !== undefined || places.host !== undefined;
