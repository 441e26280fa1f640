/**
 * Compiles a list of domains into declarativeNetRequest rules with one compiler, and says how long the second time took: a
 * program of its own, so that every compiler starts alike and has a peak of memory of its own. From one text to rules: ours
 * parses and validates a published policy, the others parse a filter list.
 */
import { bundledModule } from '../../scripts/bundled-module.mjs';
import { peerModule } from './peers.mjs';
import { listedDomains } from './squid-material.mjs';

const [compiler = '', domainCount = ''] = process.argv.slice(2);
const domains = listedDomains(Number(domainCount));
/** @param {readonly string[]} hosts */
const filterList = (hosts) => hosts.map((host) => `||${host}^`).join('\n');
const list = filterList(domains);

/** @typedef {() => readonly unknown[] | Promise<readonly unknown[]>} Compile */

const OURS = `
  import { compileRules } from './src/dnr/compile-rules.ts';
  import { effectivePolicy } from './src/policy/effective-policy.ts';
  import { publishedPolicySchema } from './src/policy/schema.ts';
  import { benchPolicy, BENCH_FACTS, BENCH_TARGET, BENCH_NOW_MS } from './test/bench/material.ts';
  export const policyOf = (domains) => JSON.stringify(benchPolicy(domains));
  export async function compile(text) {
    const policy = publishedPolicySchema.parse(JSON.parse(text));
    return compileRules(await effectivePolicy(policy, BENCH_FACTS, BENCH_NOW_MS), BENCH_TARGET).rules;
  }
`;

/** @returns {Promise<Compile>} */
async function gatepost() {
  /** @typedef {{ policyOf: (domains: readonly string[]) => string, compile: (text: string) => Promise<readonly unknown[]> }} Ours */
  const { policyOf, compile } = /** @type {Ours} */ (await bundledModule(OURS));
  const text = policyOf(domains);
  return () => compile(text);
}

/** What any compiler has to do at least: one condition with all domains. @returns {Promise<Compile>} */
function concatenation() {
  const text = domains.join('\n');
  return Promise.resolve(() => [
    {
      id: 1,
      action: { type: 'block' },
      condition: { requestDomains: text.split('\n'), resourceTypes: ['main_frame'] },
    },
  ]);
}

/** @typedef {(rules: readonly string[]) => Promise<{ rules: readonly unknown[] }>} Convert */

/** AdGuard's compiler as Ghostery wraps it. @returns {Promise<Compile>} */
async function ghostery() {
  const module = await peerModule('@ghostery/urlfilter2dnr/dist/esm/index.js');
  const { convertWithAdguard } = /** @type {{ convertWithAdguard: Convert }} */ (module);
  return async () => (await convertWithAdguard(list.split('\n'))).rules;
}

/** @returns {Promise<Compile>} */
async function adguard() {
  /** @typedef {{ getDeclarativeRules(): Promise<readonly unknown[]> }} RuleSet */
  /** @typedef {new () => { convertStaticRuleSet(filter: object, options: object): Promise<{ ruleSet: RuleSet }> }} Converter */
  const module = await peerModule('@adguard/tsurlfilter/dist/es/declarative-converter.js');
  const { DeclarativeFilterConverter } = /** @type {{ DeclarativeFilterConverter: Converter }} */ (module);
  const ruleAt = (/** @type {number} */ at) => list.slice(at, list.indexOf('\n', at) >>> 0);
  const content = {
    getContent: () => list,
    getOriginalContent: () => list,
    getConversionData: () => ({ originals: [], conversions: {} }),
    getRuleText: ruleAt,
    getOriginalRuleText: ruleAt,
    getConvertedRuleOriginal: () => null,
  };
  const filter = {
    getId: () => 1,
    getContent: () => Promise.resolve(content),
    getRuleByIndex: (/** @type {number} */ at) => Promise.resolve(ruleAt(at)),
    isTrusted: () => true,
    unloadContent: () => undefined,
  };
  return async () => {
    const { ruleSet } = await new DeclarativeFilterConverter().convertStaticRuleSet(filter, { resourcesPath: '/r' });
    return ruleSet.getDeclarativeRules();
  };
}

/**
 * Its check of patterns needs a library compiled here; a list of hosts has none.
 * @param {string} text
 * @returns {Promise<Compile>}
 */
async function eyeo(text = list) {
  /** @typedef {(filter: string) => Promise<readonly unknown[]>} ConvertOne */
  const module = await peerModule('@eyeo/webext-ad-filtering-solution/adblockpluscore/lib/dnr/index.js');
  const { createConverter } = /** @type {{ createConverter: (options: object) => ConvertOne }} */ (module);
  const convert = createConverter({ isRegexSupported: () => ({ isSupported: true }) });
  return async () => {
    const rules = [];
    for (const filter of text.split('\n')) rules.push(...(await convert(filter)));
    return rules;
  };
}

/** The same with a filter for every domain that ours restricts: what a translation proxy shows of each host, too. */
function eyeoThrice() {
  const shown = domains.map((host) => `${host.replaceAll('-', '--').replaceAll('.', '-')}.translate.goog`);
  return eyeo(filterList([...domains, ...shown, ...shown.map((host) => `www-${host}`)]));
}

const COMPILERS = { gatepost, concatenation, adguard, eyeo, eyeoThrice, ghostery };
const compile = await COMPILERS[/** @type {keyof typeof COMPILERS} */ (compiler)]();
await compile();
const before = process.cpuUsage();
const rules = await compile();
const { user, system } = process.cpuUsage(before);
const milliseconds = (user + system) / 1000;
process.stdout.write(JSON.stringify({ milliseconds, rules: rules.length, bytes: JSON.stringify(rules).length }));
