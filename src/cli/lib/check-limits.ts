/** Checks a policy against what browsers take: how many rules they install, how long a document they read. */
import type { PolicyFinding } from '../../authoring/lint/check-policy.js';
import { decisionList, TooManyPlacesError, type ListEntry } from '../../dnr/decision-list.js';
import { compileRules } from '../../dnr/compile-rules.js';
import type { BrowserLimits, LimitProblem } from '../../dnr/limits.js';
import { MAX_PATTERN_SIZE, patternSize } from '../../dnr/pattern-size.js';
import { matchSites } from '../../dnr/site-matches.js';
import { effectivePolicy } from '../../policy/effective-policy.js';
import type { AcceptedPolicy } from '../../policy/schema.js';
import { queriesOf, type Overlap } from '../../policy/site-intersection.js';
import { formatSite } from '../../policy/site.js';
import { MAX_DOCUMENT_BYTES } from '../../trust/accept-policy.js';
import { BROWSERS, targetOf, type Browser } from './browser-limits.js';
import { inThousands } from './numbers.js';

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
  try {
    return await checkCompiled(policy, nowMs);
  } catch (error) {
    if (error instanceof TooManyPlacesError) return [tooManyPlaces(error, policy)];
    throw error;
  }
}

function tooManyPlaces({ ruleId }: TooManyPlacesError, { rules }: AcceptedPolicy): PolicyFinding {
  const index = rules.findIndex(({ id }) => id === ruleId);
  const message =
    'exceptions of this rule and of the rules around it meet in more places than any browser takes rules: name what is ' +
    'open once, in a rule with the action allow above them, instead of in except of each';
  return { severity: 'error', code: 'too-many-rules', path: ['rules', Math.max(index, 0)], message };
}

async function checkCompiled(policy: AcceptedPolicy, nowMs: number): Promise<PolicyFinding[]> {
  const { list, problemsIn: all } = await fitting(policy, policy.rules, nowMs);
  const tooLong = checkPatterns(list, policy);
  const tight = BROWSERS.flatMap((browser) => all(browser).map((problem) => ({ browser, problem })));
  if (tight.length === 0) return tooLong;
  const forEverybody = policy.rules.filter(({ audience, window }) => audience === undefined && window === undefined);
  const always = forEverybody.length === 0 ? null : await fitting(policy, forEverybody, nowMs);
  const tooMuch = tight.map(({ browser, problem }) => {
    const certain = always !== null && always.problemsIn(browser).length > 0;
    return tooMany(browser, problem, policy, certain);
  });
  return [...tooLong, ...tooMuch];
}

/** One site is never too long (`site.ts` sees to that), but two may meet in a place that has the path of one and the query of the other. */
function checkPatterns(list: readonly ListEntry[], { rules }: AcceptedPolicy): PolicyFinding[] {
  const found = new Map<string, PolicyFinding>();
  for (const { policyRuleId, restricts, matches, sites } of list) {
    if (found.has(policyRuleId) || !matches.some(isTooLong)) continue;
    const place = sites.find((site) => matchSites([site], restricts).some(isTooLong));
    const message =
      `Chrome and Edge would leave this rule out: where its sites, or exceptions above it, meet${place === undefined ? '' : ` (${inWords(place)})`}, ` +
      'they need a pattern of more than the 2 KB that they take. Shorten path, query or exact host, or name a whole host';
    const index = rules.findIndex(({ id }) => id === policyRuleId);
    found.set(policyRuleId, {
      severity: 'error',
      code: 'pattern-too-long',
      path: ['rules', Math.max(index, 0)],
      message,
    });
  }
  return [...found.values()];
}

const isTooLong = ({ regexFilter = '' }: { readonly regexFilter?: string }): boolean =>
  patternSize(regexFilter) > MAX_PATTERN_SIZE;

function inWords(place: Overlap): string {
  const more = queriesOf(place).slice(1);
  return [formatSite(place), ...more.map(({ key, value }) => `${key}=${value}`)].join('&');
}

interface Fitting {
  readonly list: readonly ListEntry[];
  /** What each browser would leave out. */
  readonly problemsIn: (browser: Browser) => readonly LimitProblem[];
}

/** These rules, all applied at once; the policy is unfolded once for all browsers. */
async function fitting(policy: AcceptedPolicy, rules: AcceptedPolicy['rules'], nowMs: number): Promise<Fitting> {
  const forAll = rules.map(({ audience: __, window: ___, ...rule }) => rule);
  // Accepted already: only the conditions under which its rules apply are taken away.
  const { rollouts: _, ...unstaged } = policy;
  const everywhere: AcceptedPolicy = { ...unstaged, mode: 'enforce', rules: forAll };
  const nobody = { groups: [], ring: null, installId: '', supportId: '', timeZone: 'UTC' };
  const effective = await effectivePolicy(everywhere, nobody, nowMs);
  const list = decisionList(effective);
  return { list, problemsIn: (browser) => compileRules(effective, targetOf(browser), list).problems };
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
    `${name}: ${inThousands(allowed)} ${LIMIT_NAMES[limit]} at most, but the policy needs ` +
    `${inThousands(needed)} or more${where}; not enforced: ${shown(ids)}. To fix it: ${ADVICE}`;
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
  const message =
    `the published policy would have ${inThousands(bytes)} bytes, ${inThousands(bytes - MAX_DOCUMENT_BYTES)} more than the ` +
    `${inThousands(MAX_DOCUMENT_BYTES)} that browsers read: name fewer sites, or whole hosts instead of many subdomains`;
  return [{ severity: 'error', code: 'document-too-large', path: [], message }];
}
