/** The same requests in the lines of each kind of log, for the benchmark of readers. */
import { addresses, writeTexts } from './squid-material.mjs';

const START_MS = 1_795_000_000_000;
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';

/**
 * @typedef {object} Request
 * @property {string} host
 * @property {string} path
 * @property {string} client
 * @property {string} user
 * @property {string} moment ISO
 * @property {number} number
 */

/** @type {Readonly<Record<string, { head: string, line: (request: Request) => string }>>} */
export const SHAPES = {
  squid: {
    head: '',
    line: ({ host, path, client, user, number }) =>
      `${(START_MS / 1000 + number / 40).toFixed(3)}     97 ${client} TCP_MISS/200 8187 GET http://${host}${path} ${user} HIER_DIRECT/203.0.113.7 text/html`,
  },
  w3c: {
    head: '#Fields: date time c-ip cs-username cs-method cs-uri-scheme cs-host cs-uri-port cs-uri-path cs-uri-query sc-status s-action rs(Content-Type) cs(User-Agent)\n',
    line: ({ host, path, client, user, moment }) =>
      `${moment.slice(0, 10)} ${moment.slice(11, 19)} ${client} ${user} GET https ${host} 443 ${path} - 200 TCP_NC_MISS text/html "${AGENT}"`,
  },
  dnsmasq: {
    head: '',
    line: ({ host, client, moment }) =>
      `Nov ${moment.slice(8, 10)} ${moment.slice(11, 19)} dnsmasq[123]: query[A] ${host} from ${client}`,
  },
  csv: {
    head: 'time,user,client,method,url,status,action,type,agent\n',
    line: ({ host, path, client, user, moment }) =>
      `${moment},${user},${client},GET,https://${host}${path},200,Allowed,text/html,"${AGENT}"`,
  },
  'key-value': {
    head: '',
    line: ({ host, path, client, user, moment }) =>
      `date=${moment.slice(0, 10)} time=${moment.slice(11, 19)} devname="FG1" type="utm" subtype="webfilter" level="notice" srcip=${client} user="${user}" hostname="${host}" action="passthrough" url="${path}" cat=52`,
  },
  cef: {
    head: '',
    line: ({ host, path, client, user, number }) =>
      `<13>Nov 23 07:05:25 fp CEF:0|Forcepoint|Security|8.5|13|Transaction permitted|1|act=permitted dhost=${host} request=https://${host}${path} suser=${user} src=${client} rt=${START_MS + number * 25}`,
  },
  json: {
    head: '',
    line: ({ host, path, client, user, moment }) =>
      `{"Datetime":"${moment}","Email":"${user}@acme.example","HTTPHost":"${host}","URL":"https://${host}${path}","HTTPMethod":"GET","Action":"allow","SourceIP":"${client}","UserAgent":"${AGENT}"}`,
  },
};

/** @param {string} file @param {string} shape @param {readonly string[]} domains @param {number} lines */
export async function writeShape(file, shape, domains, lines) {
  await writeTexts(file, linesOf(shape, domains, lines));
}

/** @param {string} shape @param {readonly string[]} domains @param {number} lines */
function* linesOf(shape, domains, lines) {
  const { head = '', line = () => '' } = SHAPES[shape] ?? {};
  yield head;
  let number = 0;
  for (const { host, path } of addresses(domains, lines)) {
    const client = `10.${number % 4}.${(number * 7) % 250}.${(number * 13) % 250}`;
    const moment = new Date(START_MS + number * 25).toISOString();
    yield `${line({ host, path, client, user: `user${(number * 31) % 5000}`, moment, number })}\n`;
    number += 1;
  }
}
