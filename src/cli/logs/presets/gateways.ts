/** Proxies, gateways and firewalls. The names of fields are those of the vendors' own lists. */
import type { Preset } from './preset.js';

const PAN_OS_COLUMNS = [
  ...['future_use', 'receive_time', 'serial', 'type', 'subtype', 'future_use', 'generated_time', 'source_address'],
  ...['destination_address', 'nat_source', 'nat_destination', 'rule', 'source_user', 'destination_user', 'application'],
  ...[
    'virtual_system',
    'source_zone',
    'destination_zone',
    'inbound',
    'outbound',
    'log_action',
    'future_use',
    'session',
  ],
  ...[
    'repeat_count',
    'source_port',
    'destination_port',
    'nat_source_port',
    'nat_destination_port',
    'flags',
    'ip_protocol',
  ],
  ...['action', 'url', 'threat', 'category'],
];

export const GATEWAYS: readonly Preset[] = [
  {
    ...{ id: 'zscaler', title: 'Zscaler NSS web log', shapes: ['csv', 'json', 'key-value'] },
    fields: ['eurl', 'login'],
    roles: { url: ['eurl', 'url'], host: ['ehost', 'host'], user: ['elogin', 'login'], client: ['cip', 'cintip'] },
  },
  {
    ...{ id: 'zscaler-siem', title: 'Zscaler NSS web log, for other collectors', shapes: ['key-value'] },
    line: '(?:CEF|LEEF):[\\d.]+\\|Zscaler\\|NSS',
    roles: { url: ['url', 'request'], host: ['dhost', 'host'], user: ['usrName', 'suser'], action: ['act', 'action'] },
  },
  {
    ...{ id: 'pan-os', title: 'PAN-OS URL filtering', shapes: ['csv'], columns: PAN_OS_COLUMNS },
    line: '(?:^|\\s)\\d*,\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d,[^,]*,THREAT,url,',
    ...{ only: ',THREAT,url,', counts: 'lines of the type THREAT with the subtype url' },
    roles: { time: ['generated_time'], client: ['source_address'], user: ['source_user'], action: ['action'] },
  },
  {
    ...{ id: 'pan-os-siem', title: 'PAN-OS URL filtering, as CEF or LEEF', shapes: ['key-value'] },
    line: '(?:CEF|LEEF):[\\d.]+\\|Palo Alto Networks\\|',
    roles: { url: ['request', 'URL', 'misc'], user: ['suser', 'usrName', 'SourceUser'], time: ['rt', 'devTime'] },
  },
  {
    ...{ id: 'fortigate', title: 'FortiGate web filter', shapes: ['key-value'] },
    ...{
      line: '\\bsubtype="?webfilter\\b',
      only: '\\bsubtype="?webfilter\\b',
      counts: 'lines of the subtype webfilter',
    },
    roles: { host: ['hostname'], user: ['user', 'unauthuser'], client: ['srcip'], time: ['eventtime'] },
  },
  {
    ...{ id: 'fortigate-siem', title: 'FortiGate web filter, as CEF', shapes: ['key-value'] },
    line: 'CEF:[\\d.]+\\|Fortinet\\|',
    roles: {
      url: ['request', 'FTNTFGTurl'],
      host: ['dhost', 'FTNTFGThostname'],
      user: ['suser', 'duser'],
      client: ['src'],
    },
  },
  {
    ...{ id: 'umbrella-proxy', title: 'Umbrella proxy', shapes: ['csv'] },
    line: '^"\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d",(?:"[^"]*",){5}"[A-Z]+","https?://',
    columns: [
      ...['timestamp', 'identity', 'internal_ip', 'external_ip', 'destination_ip', 'content_type', 'action', 'url'],
      ...['referer', 'user_agent', 'status_code'],
    ],
    roles: { user: ['identity'], client: ['internal_ip'] },
  },
  {
    ...{
      id: 'cloudflare-http',
      title: 'Cloudflare Gateway HTTP',
      shapes: ['json', 'csv'],
      fields: ['HTTPHost', 'URL'],
    },
    roles: {
      url: ['URL'],
      host: ['HTTPHost'],
      user: ['Email'],
      client: ['SourceIP'],
      time: ['Datetime'],
      method: ['HTTPMethod'],
    },
  },
  {
    ...{ id: 'netskope', title: 'Netskope transactions', shapes: ['w3c', 'json'], fields: ['cs-host', 'x-cs-url'] },
    roles: {
      url: ['x-cs-url', 'cs-uri'],
      host: ['cs-host', 'cs-dns'],
      user: ['cs-username'],
      client: ['c-ip', 'x-c-ip'],
    },
  },
  {
    ...{ id: 'netskope-events', title: 'Netskope page events', shapes: ['json', 'csv'], fields: ['page', 'userkey'] },
    roles: { url: ['url', 'page'], user: ['userkey', 'user'], client: ['srcip', 'userip'], time: ['timestamp'] },
  },
  {
    ...{ id: 'bluecoat', title: 'Blue Coat, Symantec ProxySG', shapes: ['w3c'], fields: ['cs-host', 's-action'] },
    roles: { user: ['cs-userdn', 'cs-username', 'cs-user'], action: ['s-action', 'sc-filter-result'] },
  },
  {
    ...{ id: 'cisco-wsa', title: 'Cisco Secure Web Appliance (WSA) access log', shapes: ['squid'], roles: {} },
    line: '^\\d{9,10}\\.\\d+ .* [A-Z]+_[A-Z_]*\\d+-\\S+ <',
  },
  {
    ...{ id: 'forcepoint', title: 'Forcepoint, Websense', shapes: ['key-value'] },
    line: '(?:CEF|LEEF):[\\d.]+\\|(?:Forcepoint|Websense)\\|',
    roles: { url: ['request', 'url'], host: ['dhost', 'dstHost'], user: ['suser', 'usrName', 'loginID'], time: ['rt'] },
  },
  {
    ...{ id: 'sophos', title: 'Sophos web filter', shapes: ['key-value'], fields: ['url', 'srcip', 'id', 'sys'] },
    roles: { user: ['user', 'user_name'], client: ['srcip', 'src_ip'], action: ['action', 'status', 'log_subtype'] },
  },
  {
    ...{ id: 'sophos-firewall', title: 'Sophos Firewall', shapes: ['key-value'] },
    fields: ['url', 'src_ip', 'log_component'],
    roles: { user: ['user_name', 'user'], client: ['src_ip'], action: ['log_subtype', 'status'] },
  },
  {
    ...{ id: 'zeek-http', title: 'Zeek http', shapes: ['w3c', 'json'], fields: ['id.orig_h', 'host', 'uri', 'method'] },
    roles: {
      host: ['host'],
      path: ['uri'],
      user: ['username'],
      client: ['id.orig_h'],
      time: ['ts'],
      status: ['status_code'],
    },
  },
];
