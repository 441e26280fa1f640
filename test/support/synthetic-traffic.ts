/**
 * A company's traffic that nobody made: ordinary names out of syllables and everyday words, and tools of the catalogue among them.
 * No list of real sites is in it. What it cannot show: how real names are distributed, and who uses what together; both are
 * assumptions here, written down as numbers below.
 */

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Everyday words, those among them that AI tools have in their names, too: not every chat, voice or mind is one. */
const WORDS =
  `air art auto bank bell best bird blue book box brain bright brown build cafe care cars casa chair chat city clean clear cloud club
  coach code cold cool craft data day deep deal desk dream drive earth east easy farm fast film fine fire fish fit flow food fresh
  garden gold good graph green group hair hand happy health hill home hotel house idea image ink jet job kid kitchen lab lake land law
  lead leaf life light line link lion live local logic mail main market media meet mind moon motor music net news night nord note ocean
  office open paint paper park path pet photo pilot pixel plan play point post power press print pro quick rain red river road rock
  sail school scribe sea shop silver sky smart snow soft solar sound south space speech spot spring star stone store story studio style
  sun swift table talk team tech text time tool tour town trade train travel tree trip turbo vision voice wave web west white wild
  wind wine wise wood word work world write yard zone`
    .split(/\s+/)
    .filter((word) => word !== '');

const ONSETS = [
  'b',
  'br',
  'c',
  'd',
  'f',
  'fl',
  'g',
  'gr',
  'h',
  'k',
  'l',
  'm',
  'n',
  'p',
  'pr',
  'r',
  's',
  'st',
  't',
  'tr',
  'v',
  'w',
  'z',
];
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ai', 'ei', 'ou'];
const CODAS = ['', '', '', 'l', 'n', 'r', 's', 't', 'x'];

/** Top levels and how many of a hundred names have them. */
const TOP_LEVELS: readonly (readonly [string, number])[] = [
  ...([
    ['com', 46],
    ['org', 7],
    ['net', 6],
    ['de', 8],
    ['fr', 4],
    ['co.uk', 4],
    ['eu', 2],
    ['it', 2],
    ['nl', 2],
  ] as const),
  ...([
    ['es', 2],
    ['ch', 1.5],
    ['at', 1.5],
    ['pl', 2],
    ['io', 3],
    ['co', 2],
    ['app', 1],
    ['dev', 1],
    ['me', 1],
  ] as const),
  ...([
    ['info', 1.5],
    ['biz', 0.7],
    ['tv', 0.8],
    ['ai', 0.6],
    ['so', 0.2],
    ['us', 0.6],
    ['ca', 0.6],
  ] as const),
];

const SUBDOMAINS = ['', '', '', 'www.', 'www.', 'cdn.', 'api.', 'static.', 'shop.', 'mail.', 'login.', 'img.'];

export interface Traffic {
  readonly hosts: readonly string[];
  /** Lines of a Squid log, by time. */
  readonly lines: readonly string[];
}

export interface TrafficOptions {
  readonly seed: number;
  readonly ordinary: number;
  /** Hosts of tools that stay in the catalogue, and of those that are taken out. */
  readonly known: readonly string[];
  readonly removed: readonly string[];
  /** Of visits to removed tools, the share that follows one to a known tool within minutes; as by chance: null. */
  readonly togetherShare: number | null;
  /** Whether tools have paths of their own. */
  readonly paths: boolean;
}

const PEOPLE = 2000;
/** Of people, those who use AI tools. */
const USERS = 700;
const DAYS = 14;
const START_SECONDS = 1_795_000_000;

export function syntheticTraffic({ seed, ordinary, known, removed, togetherShare, paths }: TrafficOptions): Traffic {
  const random = seeded(seed);
  const below = (most: number) => Math.floor(random() * most);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  const hosts = ordinaryHosts(ordinary, { random, pick });
  const lines: { at: number; line: string }[] = [];
  const moment = () => START_SECONDS + below(DAYS) * 86_400 + below(9 * 3600);
  const add = (at: number, person: number, host: string, path: string) => {
    const url = `https://${host}${path}`;
    const line = `${at}.000 10 10.0.0.1 TCP_MISS/200 900 GET ${url} user${person} HIER_DIRECT/203.0.113.7 text/html`;
    lines.push({ at, line });
  };
  for (const host of hosts) {
    // Few sites have many visitors.
    const people = 3 + Math.floor(0.5 / (random() + 0.05));
    const path =
      random() < 0.01 ? pick(['/chat', '/c/about-us-now', '/playground']) : pick(['/', '/news', '/a/b.html']);
    for (let person = 0; person < people; person += 1) add(moment(), below(PEOPLE), host, path);
  }
  const pathOf = () =>
    paths && random() < 0.4 ? pick(['/chat', '/chat/5f3a9c2e71', '/v1/chat/completions', '/generate']) : '/';
  for (const host of known) for (let visit = 0; visit < 20; visit += 1) add(moment(), below(USERS), host, pathOf());
  for (const host of removed) {
    for (let visit = 3 + below(10); visit >= 0; visit -= 1) {
      const [at, person] = [moment(), below(USERS)];
      if (togetherShare !== null && random() < togetherShare) add(at - below(400), person, pick(known), '/');
      add(at, person, host, pathOf());
    }
  }
  return { hosts, lines: lines.sort((one, other) => one.at - other.at).map(({ line }) => line) };
}

interface Chance {
  readonly random: () => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
}

function ordinaryHosts(count: number, { random, pick }: Chance): string[] {
  const syllables = (number: number) =>
    Array.from({ length: number }, () => pick(ONSETS) + pick(VOWELS) + pick(CODAS)).join('');
  const name = (): string => {
    const kind = random();
    if (kind < 0.45) return syllables(kind < 0.2 ? 2 : 3);
    if (kind < 0.7) return pick(WORDS) + pick(WORDS);
    if (kind < 0.85) return `${pick(WORDS)}-${pick(WORDS)}`;
    return kind < 0.95 ? pick(WORDS) + syllables(1) : `${syllables(2)}${String(Math.floor(random() * 100))}`;
  };
  const total = TOP_LEVELS.reduce((sum, [, share]) => sum + share, 0);
  const topLevel = (): string => {
    let at = random() * total;
    return TOP_LEVELS.find(([, share]) => (at -= share) < 0)?.[0] ?? 'com';
  };
  const hosts = new Map<string, string>();
  while (hosts.size < count) {
    const domain = `${name()}.${topLevel()}`;
    hosts.set(domain, pick(SUBDOMAINS) + domain);
  }
  return [...hosts.values()];
}
