/** Name servers, and other logs that know hosts only: a contact is no visit, and no path is known. */
import type { Preset } from './preset.js';

const SYSLOG_TIME = '(?<time>[A-Z][a-z]{2} +\\d+ [\\d:]{8}|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(?:Z|[+-]\\d\\d:?\\d\\d)?)';

export const HOST_LOGS: readonly Preset[] = [
  {
    ...{
      id: 'dnsmasq',
      title: 'dnsmasq, Pi-hole',
      shapes: ['text'],
      hostOnly: true,
      roles: {},
      counts: 'client queries',
    },
    line: '(?:dnsmasq|pihole-FTL)\\[\\d+\\]: .*query\\[[A-Z\\d=]+\\] ',
    pattern: {
      line: `${SYSLOG_TIME}.*(?:dnsmasq|pihole-FTL)\\[\\d+\\]: .*query\\[[A-Z\\d=]+\\] (?<host>\\S+) from (?<client>\\S+)`,
      others: '(?:dnsmasq(?:-\\w+)?|pihole-FTL)\\[\\d+\\]: ',
      words: [
        ...['[A-Z][a-z]{2}', '\\d{1,2}', '[\\d:]{8}', '(?:dnsmasq|pihole-FTL)\\[\\d+\\]:', 'query\\[[A-Z\\d=]+\\]'],
        ...['host', 'from', 'client'],
      ],
    },
  },
  {
    ...{
      id: 'bind',
      title: 'BIND query log',
      shapes: ['text'],
      hostOnly: true,
      roles: {},
      counts: 'client queries',
    },
    line: 'client (?:@0x[\\da-f]+ )?[\\da-f.:]+#\\d+ .*query: \\S+ IN ',
    pattern: {
      line:
        '(?:(?<time>\\d\\d-[A-Z][a-z]{2}-\\d{4} [\\d:.]+|[A-Z][a-z]{2} +\\d+ [\\d:]{8}|\\d{4}-\\d\\d-\\d\\dT\\S+).*)?' +
        'client (?:@0x[\\da-f]+ )?(?<client>[\\da-f.:]+)#\\d+ .*query: (?<host>\\S+) IN ',
      others: '\\bnamed\\b|^\\d\\d-[A-Z][a-z]{2}-\\d{4} [\\d:.]+ ',
    },
  },
  {
    ...{
      id: 'unbound',
      title: 'Unbound query log',
      shapes: ['text'],
      hostOnly: true,
      roles: {},
      counts: 'client queries',
    },
    line: 'unbound\\[\\d+:[\\da-f]+\\] info: [\\da-f.:]+ \\S+ [A-Z\\d]+ IN$',
    pattern: {
      line:
        '(?<time>\\d{10}|[A-Z][a-z]{2} +\\d+ [\\d:]{8}|\\d{4}-\\d\\d-\\d\\dT\\S+)\\]? .*unbound\\[\\d+:[\\da-f]+\\] info: ' +
        '(?<client>[\\da-f.:]+) (?<host>\\S+) [A-Z\\d]+ IN$',
      others: 'unbound\\[\\d+:[\\da-f]+\\] ',
    },
  },
  {
    ...{
      id: 'windows-dns',
      title: 'Windows DNS debug log',
      shapes: ['text'],
      hostOnly: true,
      roles: {},
      counts: 'client queries',
    },
    line: ' PACKET .* (?:UDP|TCP) (?:Rcv|Snd) .*\\(\\d+\\)\\S*\\(0\\)\\s*$',
    pattern: {
      line:
        '^(?<time>\\d[\\d./-]+ \\d[\\d:.]+(?: [AP]M)?) .* (?:UDP|TCP) Rcv (?<client>\\S+) +[\\da-f]{4} {3}Q \\[.*\\] +' +
        '\\w+ +(?<host>\\(\\d+\\)\\S*\\(0\\))\\s*$',
      others: ' PACKET | EVENT |^\\s|^[A-Z]|^$| (?:Note|INIT|CONTEXT)',
    },
  },
  {
    ...{
      id: 'adguard-home',
      title: 'AdGuard Home query log',
      shapes: ['json'],
      fields: ['QH', 'QT', 'IP'],
      hostOnly: true,
    },
    roles: { host: ['QH'], client: ['IP'], time: ['T'], blocked: ['Result.IsFiltered'] },
  },
  {
    ...{ id: 'umbrella-dns', title: 'Umbrella DNS', shapes: ['csv'], hostOnly: true },
    line: '^"\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d",(?:"[^"]*",){4}"(?:Allowed|Blocked|Proxied)","\\d+ \\(\\w+\\)"',
    columns: [
      ...['timestamp', 'identity', 'identities', 'internal_ip', 'external_ip', 'action', 'query_type', 'response'],
      'domain',
    ],
    roles: { host: ['domain'], user: ['identity'], client: ['internal_ip'] },
  },
  {
    ...{ id: 'cloudflare-dns', title: 'Cloudflare Gateway DNS', shapes: ['json', 'csv'], hostOnly: true },
    fields: ['QueryName', 'SrcIP'],
    roles: {
      host: ['QueryName'],
      user: ['Email'],
      client: ['SrcIP'],
      time: ['Datetime'],
      action: ['ResolverDecision'],
    },
  },
  {
    ...{
      id: 'defender-alerts',
      title: 'Defender AlertEvidence, alone or joined with AlertInfo',
      shapes: ['csv', 'json'],
    },
    fields: ['AlertId', 'RemoteUrl'],
    ...{ hostOnly: true, onlyAddresses: true, counts: 'evidence with a URL' },
    roles: {
      url: ['RemoteUrl'],
      user: ['AccountUpn', 'AccountName'],
      client: ['DeviceName', 'LocalIP'],
      time: ['Timestamp', 'TimeGenerated'],
    },
  },
  {
    ...{ id: 'defender', title: 'Defender DeviceNetworkEvents', shapes: ['csv', 'json'], hostOnly: true },
    fields: ['RemoteUrl', 'DeviceName'],
    roles: {
      url: ['RemoteUrl'],
      user: ['InitiatingProcessAccountUpn', 'AccountUpn', 'InitiatingProcessAccountName'],
      client: ['DeviceName'],
      time: ['Timestamp', 'TimeGenerated'],
      action: ['ActionType'],
    },
  },
  {
    ...{
      id: 'zeek-ssl',
      title: 'Zeek ssl',
      shapes: ['w3c', 'json'],
      fields: ['server_name', 'id.orig_h'],
      hostOnly: true,
    },
    roles: { host: ['server_name'], client: ['id.orig_h'], time: ['ts'] },
  },
  {
    ...{
      id: 'zeek-dns',
      title: 'Zeek dns',
      shapes: ['w3c', 'json'],
      fields: ['qtype_name', 'id.orig_h'],
      hostOnly: true,
    },
    roles: { host: ['query'], client: ['id.orig_h'], time: ['ts'] },
  },
];
