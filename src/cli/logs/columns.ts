/** Which fields of a log say what: known from their names, from a preset, or named by the administrator. */

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
  'zone',
  'method',
  'type',
  'status',
  'action',
  'blocked',
] as const;

export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** `bareHost`: a field called `host` alone, which may name the machine that shipped the line instead of the site. */
export type FieldRole = ColumnRole | 'bareHost';

export const FIELD_ROLES: readonly FieldRole[] = [...COLUMN_ROLES, 'bareHost'];

/** The place of each among them: where lines are read by the million, a number finds what belongs to a role. */
export const ROLE_NUMBERS = Object.fromEntries(FIELD_ROLES.map((role, number) => [role, number])) as Readonly<
  Record<FieldRole, number>
>;

export type ColumnNames = Partial<Readonly<Record<ColumnRole, string>>>;

/** Names of fields by role, the first that says something counts; for `action`, `status` and `blocked` each does. */
export type FieldNames = Partial<Readonly<Record<FieldRole, readonly string[]>>>;

/** Names that proxies, gateways and exports give their columns, in any case, with or without `_`, `-` and spaces. */
const KNOWN_NAMES: Readonly<Record<FieldRole, readonly string[]>> = {
  url: [
    ...['url.full', 'url.original', 'x-cs-url', 'cs-url', 'cs-uri', 'c-uri', 'url', 'uri', 'request_url', 'full_url'],
    ...['eurl', 'dest_url', 'destination_url', 'target_url', 'page', 'page_url', 'address', 'remote_url'],
    ...['http.request.url', 'httprequest.requesturl', 'request'],
  ],
  scheme: ['cs-uri-scheme', 'cs-protocol', 'url.scheme', 'scheme', 'protocol', 'proto'],
  host: [
    ...['url.domain', 'url.host', 'destination.domain', 'http.host', 'http.request.host', 'http_host', 'cs-host'],
    ...['cs(host)', 'r-host', 'x-host', 'request_host', 'ehost', 'dhost', 'dest_host', 'dst_host', 'dest_domain'],
    ...[
      'destination host',
      'destination domain',
      'destination',
      'domain',
      'domain_name',
      'fqdn',
      'site',
      'server_name',
    ],
    ...['tls.client.server_name', 'sni', 'tls.sni', 'ssl.server_name', 'dns.question.name', 'query_name'],
  ],
  bareHost: ['host', 'hostname'],
  port: ['cs-uri-port', 'r-port', 'url.port', 'destination.port'],
  path: ['cs-uri-path', 'cs-uri-stem', 'url.path', 'uri_path', 'url_path', 'request_uri', 'path'],
  query: ['cs-uri-query', 'url.query', 'uri_query', 'query'],
  user: [
    ...['cs-username', 'cs-userdn', 'cs-user', 'x-cs-username', 'user', 'username', 'login', 'elogin', 'user_id'],
    ...['suser', 'src_user', 'source_user', 'user.name', 'user.email', 'user.id', 'source.user.name', 'userkey'],
    ...['user_email', 'user_principal_name', 'upn', 'email', 'usrname'],
  ],
  client: [
    ...['c-ip', 'x-client-ip', 'client.ip', 'source.ip', 'client', 'client_ip', 'client_address', 'remote_addr'],
    ...['remote_host', 'cip', 'src', 'src_ip', 'srcip', 'source_ip', 'source_address', 'id.orig_h', 'internal_ip'],
    ...['device', 'device_hostname', 'device_name'],
  ],
  time: [
    ...['x-timestamp', 'timestamp', '@timestamp', 'time', 'datetime', 'date_time', 'gmttime', 'event_time'],
    ...['event_timestamp', 'time_generated', 'created_at', 'occurred', '_time', 'ts', 'start_time', 'rt'],
  ],
  date: ['date'],
  zone: ['tz', 'time_zone', 'gmt_offset'],
  method: ['cs-method', 'http.request.method', 'method', 'request_method', 'http_method', 'req_method'],
  type: [
    ...['rs(content-type)', 'sc(content-type)', 'http.response.mime_type', 'content-type', 'mime', 'mime_type'],
    ...['sc-content-type', 'cs-mime-type', 'resp_mime_types'],
  ],
  status: [
    ...['sc-status', 'http.response.status_code', 'http.response.body.status_code', 'status', 'status_code'],
    ...['http_status', 'response_code', 'resp_code', 'result_code', 'squid.code', 'code', 'squid_status'],
  ],
  action: [
    ...['s-action', 'sc-filter-result', 'action', 'act', 'event.action', 'event.type', 'event.outcome', 'decision'],
    ...['policy_action', 'filter_action', 'disposition', 'cache_result', 'squid.result', 'result', 'utmaction'],
    ...['x-policy-action', 'action_taken', 'filter_result', 'action_type', 'access'],
  ],
  blocked: ['blocked', 'is_blocked', 'denied', 'is_denied'],
};

/** Fields that only a collector of logs adds: beside them, `host` is the machine that it runs on. */
const SHIPPER_NAMES: ReadonlySet<string> = new Set(
  [
    ...['sourcetype', 'splunk_server', '@version', 'beat', 'ecs', 'ecs.version', 'facility', 'severity', '_raw'],
    ...[
      'programname',
      'syslog_tag',
      'from_host',
      'kubernetes',
      'container',
      'logstash',
      'message',
      'msg',
      'log.file.path',
    ],
  ].map(fold),
);

/** `Client IP`, `client_ip` and `clientip` are one name. */
export function fold(name: string): string {
  return name.trim().toLowerCase().replace(/[ _-]/g, '');
}

export const isShipperName = (folded: string): boolean => SHIPPER_NAMES.has(folded);

/** Folded names of fields by role, in the order of preference. */
export type FoldedNames = Readonly<Record<FieldRole, readonly string[]>>;

/** @param named by the administrator: in place of what is known for those roles @param preset before what is known */
export function foldedNames(named: ColumnNames, preset: FieldNames): FoldedNames {
  const namesOf = (role: FieldRole): readonly string[] => {
    const own = role === 'bareHost' ? undefined : named[role];
    if (own !== undefined) return [own];
    const addressNamed = named.url !== undefined || named.host !== undefined;
    if (addressNamed && (role === 'url' || role === 'host' || role === 'bareHost')) return [];
    return [...(preset[role] ?? []), ...KNOWN_NAMES[role]];
  };
  return Object.fromEntries(FIELD_ROLES.map((role) => [role, namesOf(role).map(fold)])) as unknown as FoldedNames;
}

/** Where each role's columns are, the preferred first. */
export type ColumnPlaces = Readonly<Record<FieldRole, readonly number[]>>;

export function placesOf(headings: readonly string[], names: FoldedNames): ColumnPlaces {
  const folded = headings.map(fold);
  const places = (role: FieldRole) => names[role].map((name) => folded.indexOf(name)).filter((place) => place !== -1);
  return Object.fromEntries(FIELD_ROLES.map((role) => [role, [...new Set(places(role))]])) as unknown as ColumnPlaces;
}

export function saysAddress({ url, host, bareHost }: ColumnPlaces): boolean {
  return url.length > 0 || host.length > 0 || bareHost.length > 0;
}

/** Names that the administrator gave and that no field has, with their roles; `user.name` has `name`, too. */
export function missingColumns(fields: Iterable<string>, named: ColumnNames): readonly (readonly [string, string])[] {
  const folded = [...fields].map(fold);
  const isThere = (name: string) => folded.some((field) => field === name || field.endsWith(`.${name}`));
  return Object.entries(named).filter(([, name]) => !isThere(fold(name)));
}
