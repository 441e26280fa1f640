/**
 * Matches the addresses of the benchmark's log with a content blocker's engine, on the same list of domains. A program of
 * its own, so that every engine starts alike. Addresses are made before the clock starts: only matching is timed.
 * Installed on demand into a folder outside the project, never a part of it.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { addresses, listedDomains } from './squid-material.mjs';

const [engine = '', folder = '', domainCount = '', urlCount = ''] = process.argv.slice(2);
const require = createRequire(path.join(folder, 'package.json'));
const domains = listedDomains(Number(domainCount));
const urls = [...addresses(domains, Number(urlCount))].map(({ host, path: at }) => `http://${host}${at}`);
const list = domains.map((domain) => `||${domain}^`).join('\n');

/** @returns {Promise<(url: string) => boolean>} */
async function ghostery() {
  const { FiltersEngine, Request } = require('@ghostery/adblocker');
  const filters = FiltersEngine.parse(list);
  return Promise.resolve((url) => filters.match(Request.fromRawDetails({ url, type: 'script' })).match);
}

/** @returns {Promise<(url: string) => boolean>} */
async function adguard() {
  // It has an entry for import only, which this program's own place in the project cannot find.
  const entry = path.join(folder, 'node_modules/@adguard/tsurlfilter/dist/es/index.js');
  const { Engine, Request, RequestType } = await import(pathToFileURL(entry).href);
  const made = Engine.createSync({ filters: [{ id: 1, content: list }] });
  return (url) => made.matchRequest(new Request(url, '', RequestType.Script)).getBasicResult() !== null;
}

const match = await (engine === 'ghostery' ? ghostery() : adguard());
for (const url of urls.slice(0, 20_000)) match(url);
const before = process.cpuUsage();
let matched = 0;
for (const url of urls) if (match(url)) matched += 1;
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ matched, cpuSeconds: (user + system) / 1e6 }));
