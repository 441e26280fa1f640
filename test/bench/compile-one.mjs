/**
 * Compiles a list of domains into declarativeNetRequest rules with one compiler, and says how long the second time took: a
 * program of its own, so that every compiler starts alike and has a peak of memory of its own. From text to rules: ours
 * parses and validates a published policy, the others parse a filter list.
 */
import { bundledModule } from '../../scripts/bundled-module.mjs';
import { peerModule } from './peers.mjs';
import { listedDomains } from './squid-material.mjs';

const [compiler = '', domainCount = ''] = process.argv.slice(2);
const domains = listedDomains(Number(domainCount));
const filters = domains.map((domain) => `||${domain}^`);

/** @typedef {() => readonly unknown[] | Promise<readonly unknown[]>} Compile */

const OURS = `
  import { compileRules } from './src/compile/dnr.ts';
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
  return async () => (await convertWithAdguard(filters)).rules;
}

/** @returns {Promise<Compile>} */
async function adguard() {
  /** @typedef {{ getDeclarativeRules(): Promise<readonly unknown[]> }} RuleSet */
  /** @typedef {new () => { convertStaticRuleSet(filter: object, options: object): Promise<{ ruleSet: RuleSet }> }} Converter */
  const module = await peerModule('@adguard/tsurlfilter/dist/es/declarative-converter.js');
  const { DeclarativeFilterConverter } = /** @type {{ DeclarativeFilterConverter: Converter }} */ (module);
  const content = filters.join('\n');
  const ruleAt = (/** @type {number} */ at) => content.slice(at, content.indexOf('\n', at) >>> 0);
  const list = {
    getContent: () => content,
    getOriginalContent: () => content,
    getConversionData: () => ({ originals: [], conversions: {} }),
    getRuleText: ruleAt,
    getOriginalRuleText: ruleAt,
    getConvertedRuleOriginal: () => null,
  };
  const filter = {
    getId: () => 1,
    getContent: () => Promise.resolve(list),
    getRuleByIndex: (/** @type {number} */ at) => Promise.resolve(ruleAt(at)),
    isTrusted: () => true,
    unloadContent: () => undefined,
  };
  return async () => {
    const { ruleSet } = await new DeclarativeFilterConverter().convertStaticRuleSet(filter, { resourcesPath: '/r' });
    return ruleSet.getDeclarativeRules();
  };
}

/** Its check of patterns needs a library compiled here; a list of hosts has none. @returns {Promise<Compile>} */
async function eyeo() {
  /** @typedef {(filter: string) => Promise<readonly unknown[]>} ConvertOne */
  const module = await peerModule('@eyeo/webext-ad-filtering-solution/adblockpluscore/lib/dnr/index.js');
  const { createConverter } = /** @type {{ createConverter: (options: object) => ConvertOne }} */ (module);
  const convert = createConverter({ isRegexSupported: () => ({ isSupported: true }) });
  return async () => {
    const rules = [];
    for (const filter of filters) rules.push(...(await convert(filter)));
    return rules;
  };
}

const COMPILERS = { gatepost, concatenation, adguard, eyeo, ghostery };
const compile = await COMPILERS[/** @type {keyof typeof COMPILERS} */ (compiler)]();
await compile();
const before = process.cpuUsage();
const rules = await compile();
const { user, system } = process.cpuUsage(before);
const milliseconds = (user + system) / 1000;
process.stdout.write(JSON.stringify({ milliseconds, rules: rules.length, bytes: JSON.stringify(rules).length }));
