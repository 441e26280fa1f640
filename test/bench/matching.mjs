/**
 * Matches the addresses of the benchmark's log alone, with one engine, on the same list of domains: ours as simulate uses it,
 * or a content blocker's. A program of its own, so that every engine starts alike. Addresses are made before the clock
 * starts (ours as bytes, as they stand in a log; the others' as strings). The others are installed on demand into a folder
 * outside the project, never a part of it.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundledModule } from '../../scripts/bundled-module.mjs';
import { addresses, listedDomains, policyOf } from './squid-material.mjs';

const [engine = '', folder = '', domainCount = '', urlCount = ''] = process.argv.slice(2);
const require = createRequire(path.join(folder, 'package.json'));
const domains = listedDomains(Number(domainCount));
const urls = [...addresses(domains, Number(urlCount))].map(({ host, path: at }) => `http://${host}${at}`);
const list = domains.map((domain) => `||${domain}^`).join('\n');

const OURS = `
  import { decider } from './src/policy/decide.ts';
  import { effectivePolicy } from './src/policy/effective-policy.ts';
  import { heldFromSource } from './src/cli/held-policy.ts';
  import { parsePolicy } from './src/cli/policy-source-file.ts';
  import { HostVerdicts } from './src/cli/simulate/host-verdicts.ts';
  export async function matcher(text, domains, nowMs) {
    const policy = await heldFromSource(parsePolicy(text, 'policy.yaml'), { nowMs, reachesAll: true });
    const nobody = { groups: [], ring: null, installId: '', supportId: '', timeZone: 'UTC' };
    const decide = decider(await effectivePolicy(policy, nobody, nowMs));
    const verdicts = new HostVerdicts({ policies: domains, others: [] }, (url) => (decide(url)?.restricts === true ? 1 : 0));
    return (bytes) => verdicts.ofUrl(bytes, 0, bytes.length) === 1;
  }
`;

/** @typedef {(url: string) => boolean} Match */

/** @returns {Promise<Match>} */
async function gatepost() {
  /** @typedef {{ matcher: (text: string, domains: readonly string[], nowMs: number) => Promise<(bytes: Buffer) => boolean> }} Ours */
  const { matcher } = /** @type {Ours} */ (await bundledModule(OURS));
  const matchBytes = await matcher(policyOf(domains), domains, Date.now());
  const encoded = urls.map((url) => Buffer.from(url));
  const none = Buffer.alloc(0);
  let next = 0;
  return () => matchBytes(encoded[next++ % encoded.length] ?? none);
}

/** What is used of the package, which has no types here: it is installed elsewhere, and only while this runs.
 * @typedef {object} Ghostery
 * @property {{ parse(list: string): { match(request: unknown): { match: boolean } } }} FiltersEngine
 * @property {{ fromRawDetails(details: object): unknown }} Request
 */

/** @returns {Promise<Match>} */
async function ghostery() {
  const name = '@ghostery/adblocker';
  /** @type {unknown} */
  const module = require(name);
  const { FiltersEngine, Request } = /** @type {Ghostery} */ (module);
  const filters = FiltersEngine.parse(list);
  return Promise.resolve((url) => filters.match(Request.fromRawDetails({ url, type: 'script' })).match);
}

/**
 * @typedef {object} Adguard
 * @property {{ createSync(options: object): { matchRequest(request: object): { getBasicResult(): object | null } } }} Engine
 * @property {new (url: string, source: string, type: unknown) => object} Request
 * @property {Record<string, unknown>} RequestType
 */

/** @returns {Promise<Match>} */
async function adguard() {
  // It has an entry for import only, which this program's own place in the project cannot find.
  const entry = path.join(folder, 'node_modules/@adguard/tsurlfilter/dist/es/index.js');
  /** @type {unknown} */
  const module = await import(pathToFileURL(entry).href);
  const { Engine, Request, RequestType } = /** @type {Adguard} */ (module);
  const made = Engine.createSync({ filters: [{ id: 1, content: list }] });
  return (url) => made.matchRequest(new Request(url, '', RequestType['Script'])).getBasicResult() !== null;
}

const ENGINES = { gatepost, ghostery, adguard };
const match = await ENGINES[/** @type {keyof typeof ENGINES} */ (engine)]();
// As many as the whole, so that each engine's code is compiled and what it remembers is there.
for (const url of urls) match(url);
const before = process.cpuUsage();
let matched = 0;
for (const url of urls) if (match(url)) matched += 1;
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ matched, cpuSeconds: (user + system) / 1e6 }));
