/** Checks a policy against what browsers take: how many rules they install, how long a document they read. */
import type { PolicyFinding } from '../catalogue/check-policy.js';
import { compileRules, type CompileTarget } from '../compile/dnr.js';
import type { BrowserLimits, LimitProblem } from '../compile/limits.js';
import { effectivePolicy } from '../policy/effective-policy.js';
import type { AcceptedPolicy } from '../policy/schema.js';
import { MAX_DOCUMENT_BYTES } from '../trust/accept-policy.js';

interface Browser {
  readonly name: string;
  readonly limits: BrowserLimits;
  readonly dottedDomainsApart: boolean;
}

/** The numbers that the browsers publish as MAX_NUMBER_OF_... of declarativeNetRequest. */
const BROWSERS: readonly Browser[] = [
  {
    name: 'Chrome and Edge',
    limits: { dynamicRules: 30_000, unsafeRules: 5000, regexRules: 1000 },
    dottedDomainsApart: false,
  },
  // Firefox has no limit of its own for redirects and headers.
  { name: 'Firefox', limits: { dynamicRules: 5000, unsafeRules: 5000, regexRules: 1000 }, dottedDomainsApart: true },
];

const LIMIT_NAMES: Readonly<Record<keyof BrowserLimits, string>> = {
  dynamicRules: 'rules',
  unsafeRules: 'rules that redirect or set headers',
  regexRules: 'rules with patterns',
};

const ADVICE =
  'every rule costs some, and every path, query and exact host (=host) costs more than a whole host: join rules, or ' +
  'name whole hosts';

/**
 * Compiles the policy as for a browser to which every rule applies at once. What does not fit is an error when rules
 * for everybody are too many, and a warning when it takes rules of several audiences or windows together.
 * @param nowMs milliseconds since the epoch
 */
export async function checkLimits(policy: AcceptedPolicy, nowMs: number): Promise<PolicyFinding[]> {
  if (await fitsAll(policy, nowMs)) return [];
  const findings = await Promise.all(
    BROWSERS.map(async (browser) => {
      const [problem] = await problemsIn(policy, policy.rules, { browser, nowMs });
      if (problem === undefined) return [];
      const forEverybody = policy.rules.filter(
        ({ audience, window }) => audience === undefined && window === undefined,
      );
      const certain = (await problemsIn(policy, forEverybody, { browser, nowMs })).length > 0;
      return [tooMany(browser, problem, policy, certain)];
    }),
  );
  return findings.flat();
}

/** Most policies are far from every limit: one compilation tells, for the least that any browser takes. */
async function fitsAll(policy: AcceptedPolicy, nowMs: number): Promise<boolean> {
  const least = (limit: keyof BrowserLimits) => Math.min(...BROWSERS.map(({ limits }) => limits[limit]));
  const limits = {
    dynamicRules: least('dynamicRules'),
    unsafeRules: least('unsafeRules'),
    regexRules: least('regexRules'),
  };
  const strictest = { name: 'all browsers', limits, dottedDomainsApart: false };
  return (await problemsIn(policy, policy.rules, { browser: strictest, nowMs })).length === 0;
}

async function problemsIn(
  policy: AcceptedPolicy,
  rules: AcceptedPolicy['rules'],
  { browser, nowMs }: { browser: Browser; nowMs: number },
): Promise<readonly LimitProblem[]> {
  const forAll = rules.map(({ audience: _, window: __, ...rule }) => rule);
  // Accepted already: only the conditions under which its rules apply are taken away.
  const everywhere: AcceptedPolicy = { ...policy, mode: 'enforce', rules: forAll };
  const nobody = { groups: [], ring: null, installId: '', supportId: '', timeZone: 'UTC' };
  return compileRules(await effectivePolicy(everywhere, nobody, nowMs), targetOf(browser)).problems;
}

/** Which resource types there are makes no difference to the number of rules. */
function targetOf({ limits, dottedDomainsApart }: Browser): CompileTarget {
  const resourceTypes = ['main_frame', 'sub_frame', 'script'];
  return {
    blockedPage: 'blocked.html',
    extensionHost: 'own',
    proof: 'proof',
    resourceTypes,
    limits,
    dottedDomainsApart,
  };
}

function tooMany(
  { name }: Browser,
  { limit, allowed, needed, leftOut }: LimitProblem,
  { rules }: AcceptedPolicy,
  certain: boolean,
): PolicyFinding {
  const ids = [...new Set(leftOut)];
  const index = rules.findIndex(({ id }) => id === ids[0]);
  const where = certain ? '' : ' where all audiences and windows meet';
  const message =
    `${name} would take ${allowed.toLocaleString('en-US')} ${LIMIT_NAMES[limit]} at most, and the policy needs ` +
    `${needed.toLocaleString('en-US')} or more${where}; left out would be ${shown(ids)}. To mend it: ${ADVICE}`;
  return {
    severity: certain ? 'error' : 'warning',
    code: 'too-many-rules',
    path: ['rules', Math.max(index, 0)],
    message,
  };
}

/** Names as many rules as can be read at a glance. */
function shown(ids: readonly string[]): string {
  const more = ids.length - SHOWN_RULES;
  return more > 0 ? `${ids.slice(0, SHOWN_RULES).join(', ')} and ${more} more` : ids.join(', ');
}

const SHOWN_RULES = 20;

/** @param document the signed policy, as it would be published */
export function checkDocumentSize(document: string): PolicyFinding[] {
  const bytes = Buffer.byteLength(document);
  if (bytes <= MAX_DOCUMENT_BYTES) return [];
  const number = (count: number) => count.toLocaleString('en-US');
  const message =
    `the published policy would have ${number(bytes)} bytes, ${number(bytes - MAX_DOCUMENT_BYTES)} more than the ` +
    `${number(MAX_DOCUMENT_BYTES)} that browsers read: name fewer sites, or whole hosts instead of many subdomains`;
  return [{ severity: 'error', code: 'document-too-large', path: [], message }];
}
