/**
 * Material for the benchmarks, the same in every run: a policy of many domains, and a Squid log in which a third of the
 * requests go to them. Popular hosts are frequent and most are rare, as in real logs.
 */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const WORDS = [
  'chat',
  'mind',
  'prompt',
  'studio',
  'agent',
  'voice',
  'pixel',
  'notes',
  'lab',
  'copilot',
  'write',
  'deep',
];
const TOPS = ['ai', 'com', 'app', 'io', 'example.org', 'co.uk'];
const TYPES = ['text/html', 'application/json', 'image/png', 'text/javascript', '-'];
const PATHS = [
  '/',
  '/c/42',
  '/api/v1/messages?session=1f8e4a',
  '/static/app.9c1.js',
  '/images/create?q=a+cat',
  '/index.html',
];
const START_SECONDS = 1_795_000_000;

/** Numbers from 0 to 1, the same each time (mulberry32). @param {number} seed */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** @param {number} count @returns {string[]} */
export function listedDomains(count) {
  return Array.from(
    { length: count },
    (_, i) => `${WORDS[i % WORDS.length]}-${i.toString(36)}.${TOPS[i % TOPS.length]}`,
  );
}

/** @param {readonly string[]} domains */
export function policyOf(domains) {
  const list = domains.map((domain) => `      - ${domain}`).join('\n');
  return (
    'format: 1\nname: bench\norganisation: { name: Bench }\nreasons: { r: Because. }\nrules:\n' +
    `  - id: listed\n    action: block\n    reason: r\n    alternatives: [le-chat]\n    sites:\n${list}\n`
  );
}

/**
 * The addresses of a log, one after the other.
 * @param {readonly string[]} domains
 * @param {number} count
 */
export function* addresses(domains, count) {
  const random = randomFrom(7);
  const others = Array.from({ length: 30_000 }, (_, i) => `site${i.toString(36)}.${TOPS[i % TOPS.length]}`);
  const popular = (/** @type {readonly string[]} */ hosts) => hosts[Math.floor(hosts.length * random() ** 3)] ?? '';
  for (let index = 0; index < count; index += 1) {
    const host = random() < 0.33 ? popular(domains) : popular(others);
    const label = random() < 0.3 ? 'www.' : '';
    yield { host: label + host, path: PATHS[Math.floor(random() * PATHS.length)] ?? '/', tunnel: random() < 0.4 };
  }
}

/**
 * @param {string} file
 * @param {readonly string[]} domains
 * @param {number} lines
 */
export async function writeSquidLog(file, domains, lines) {
  await writeTexts(file, squidLines(domains, lines));
}

/**
 * A file of many texts, in pieces of a megabyte.
 * @param {string} file
 * @param {Iterable<string>} texts
 */
export async function writeTexts(file, texts) {
  const stream = createWriteStream(file);
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length > 1_000_000) {
      if (!stream.write(piece)) await once(stream, 'drain');
      piece = '';
    }
  }
  stream.end(piece);
  await once(stream, 'finish');
}

/** @param {readonly string[]} domains @param {number} lines */
function* squidLines(domains, lines) {
  const random = randomFrom(11);
  let number = 0;
  for (const { host, path, tunnel } of addresses(domains, lines)) {
    const seconds = (START_SECONDS + number / 40).toFixed(3);
    const client = `10.${Math.floor(random() * 4)}.${Math.floor(random() * 250)}.${Math.floor(random() * 250)}`;
    const user = random() < 0.8 ? `user${Math.floor(5000 * random() ** 2)}` : '-';
    const elapsed = String(Math.floor(random() * 900)).padStart(6);
    const type = TYPES[Math.floor(random() * TYPES.length)] ?? '-';
    yield tunnel
      ? `${seconds} ${elapsed} ${client} TCP_TUNNEL/200 ${3000 + (number % 900)} CONNECT ${host}:443 ${user} HIER_DIRECT/203.0.113.7 -\n`
      : `${seconds} ${elapsed} ${client} TCP_MISS/200 ${900 + (number % 900)} GET http://${host}${path} ${user} HIER_DIRECT/203.0.113.7 ${type}\n`;
    number += 1;
  }
}
