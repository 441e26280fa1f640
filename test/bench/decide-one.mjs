/**
 * Answers many addresses by one list of domains with one engine, and says how many a second of processor time. A program of
 * its own, so that every engine starts alike. Addresses are made before: as bytes for ours, as they stand in a log or in a
 * message, and as strings for the others. A first part of them goes by before the clock starts.
 */
import { bundledModule } from '../../scripts/bundled-module.mjs';
import { peerModule } from './peers.mjs';
import { addresses, listedDomains } from './squid-material.mjs';

const [engine = '', domainCount = '', urlCount = ''] = process.argv.slice(2);
const domains = listedDomains(Number(domainCount));
const urls = [...addresses(domains, Number(urlCount))].map(({ host, path }) => `http://${host}${path}`);
const list = domains.map((domain) => `||${domain}^`).join('\n');

/** @typedef {(at: number) => boolean} Match the address at this place is on the list */

const OURS = `
  import { HostVerdicts } from './src/cli/logs/host-cache.ts';
  import { decider } from './src/policy/decide.ts';
  import { effectivePolicy } from './src/policy/effective-policy.ts';
  import { benchPolicy, benchRule, BENCH_FACTS, BENCH_NOW_MS } from './test/bench/material.ts';
  export async function makeDecide(domains) {
    const policy = benchPolicy([], { tools: [], rules: [benchRule({ sites: domains })] });
    return decider(await effectivePolicy(policy, BENCH_FACTS, BENCH_NOW_MS));
  }
  export function makeVerdicts(domains, decide) {
    const verdicts = new HostVerdicts({ policies: domains, others: [] }, (url) => (decide(url)?.restricts === true ? 1 : 0));
    return (bytes, from, to) => verdicts.ofUrl(bytes, from, to) === 1;
  }
`;

/**
 * @typedef {object} Ours
 * @property {(domains: readonly string[]) => Promise<(url: string) => { restricts: boolean } | null>} makeDecide
 * @property {(domains: readonly string[], decide: (url: string) => unknown) => (bytes: Buffer, from: number, to: number) => boolean} makeVerdicts
 */

const NEWLINE = 0x0a;

/** Over bytes in one stretch, as `simulate` and `report` read logs. @returns {Promise<Match>} */
async function gatepost() {
  const { makeDecide, makeVerdicts } = /** @type {Ours} */ (await bundledModule(OURS));
  const match = makeVerdicts(domains, await makeDecide(domains));
  const bytes = Buffer.from(`${urls.join('\n')}\n`);
  const ends = new Uint32Array(urls.length);
  for (let at = 0, from = 0; at < urls.length; at += 1) {
    ends[at] = bytes.indexOf(NEWLINE, from);
    from = (ends[at] ?? 0) + 1;
  }
  return (at) => match(bytes, at === 0 ? 0 : (ends[at - 1] ?? 0) + 1, ends[at] ?? 0);
}

/** `decide.ts`, as the worker asks it about one address. @returns {Promise<Match>} */
async function decide() {
  const { makeDecide } = /** @type {Ours} */ (await bundledModule(OURS));
  const answer = await makeDecide(domains);
  return (at) => answer(urls[at] ?? '')?.restricts === true;
}

/** A host split off by hand, and a Set: what any matcher in JavaScript has to do at least. @returns {Promise<Match>} */
function floor() {
  const listed = new Set(domains);
  return Promise.resolve((at) => {
    const url = urls[at] ?? '';
    const from = url.indexOf('//') + 2;
    const to = url.indexOf('/', from);
    let host = url.slice(from, to === -1 ? url.length : to);
    while (!listed.has(host)) {
      const dot = host.indexOf('.');
      if (dot === -1) return false;
      host = host.slice(dot + 1);
    }
    return true;
  });
}

/** @returns {Promise<Match>} */
async function ublock() {
  /** @typedef {{ useLists(lists: readonly object[]): Promise<void>, matchRequest(details: object): number }} Engine */
  const module = await peerModule('@gorhill/ubo-core/index.js');
  const { StaticNetFilteringEngine } = /** @type {{ StaticNetFilteringEngine: { create(): Promise<Engine> } }} */ (
    module
  );
  const made = await StaticNetFilteringEngine.create();
  await made.useLists([{ name: 'bench', raw: list }]);
  return (at) => made.matchRequest({ originURL: 'https://origin.test/', url: urls[at], type: 'script' }) === 1;
}

/** @returns {Promise<Match>} */
async function ghostery() {
  /** @typedef {{ match(request: unknown): { match: boolean } }} Filters */
  const module = await peerModule('@ghostery/adblocker/dist/esm/index.js');
  const { FiltersEngine, Request } =
    /** @type {{ FiltersEngine: { parse(list: string): Filters }, Request: { fromRawDetails(details: object): unknown } }} */ (
      module
    );
  const filters = FiltersEngine.parse(list);
  return (at) => filters.match(Request.fromRawDetails({ url: urls[at], type: 'script' })).match;
}

/** @returns {Promise<Match>} */
async function adguard() {
  /** @typedef {{ matchRequest(request: object): { getBasicResult(): object | null } }} Matching */
  /** @typedef {{ createSync(options: object): Matching }} Engine */
  /** @typedef {new (url: string, source: string, type: unknown) => object} RequestOf */
  const module = await peerModule('@adguard/tsurlfilter/dist/es/index.js');
  const { Engine, Request, RequestType } =
    /** @type {{ Engine: Engine, Request: RequestOf, RequestType: Record<string, unknown> }} */ (module);
  const made = Engine.createSync({ filters: [{ id: 1, content: list }] });
  return (at) => made.matchRequest(new Request(urls[at] ?? '', '', RequestType['Script'])).getBasicResult() !== null;
}

const ENGINES = { gatepost, decide, floor, ublock, ghostery, adguard };
const match = await ENGINES[/** @type {keyof typeof ENGINES} */ (engine)]();
for (let at = 0; at < urls.length / 4; at += 1) match(at);
const before = process.cpuUsage();
let matched = 0;
for (let at = 0; at < urls.length; at += 1) if (match(at)) matched += 1;
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ matched, perSecond: urls.length / ((user + system) / 1e6) }));
