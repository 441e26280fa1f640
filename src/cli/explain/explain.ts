/** `gatepost explain`: what a policy says about addresses, for one browser at one moment. Publishes nothing. */
import type { BrowserFacts } from '../../policy/audience.js';
import { decider, type Decide, type Decision } from '../../policy/decide.js';
import { effectivePolicy } from '../../policy/effective-policy.js';
import { pickText } from '../../policy/localised-text.js';
import { mayContinue, type Action } from '../../policy/actions.js';
import type { Justification } from '../../policy/justification.js';
import type { LocalisedText } from '../../policy/fields.js';
import type { AcceptedPolicy } from '../../policy/schema.js';
import { traceRules, type TracedRule } from '../../authoring/trace.js';
import { ensureAddresses } from './address.js';
import { browserEffects, type BrowserEffect } from './browser-effect.js';
import { readNamedPolicy } from '../publishing/load-policy.js';

export interface ExplainOptions {
  /** A policy source (.yaml) or a published document (.jws). */
  readonly policyFile: string;
  readonly urls: readonly string[];
  readonly facts: ExplainFacts;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** In which the employee reads, most wanted first; the policy's own when missing. */
  readonly languages?: readonly string[];
}

/** The browser that is asked about. */
export interface ExplainFacts {
  readonly groups: readonly string[];
  readonly ring: string | null;
  /** The device ID for support, which rules name under `browsers`; none of them when missing. */
  readonly browserId?: string | undefined;
  /** Decides percentages. */
  readonly installId?: string | undefined;
  /** IANA name; UTC when missing. */
  readonly timeZone?: string | undefined;
}

export interface Explained {
  readonly url: string;
  /** Null: no rule is about this address. */
  readonly decision: ExplainedDecision | null;
  /** Every rule in order, and why it decides or not. */
  readonly rules: readonly TracedRule[];
  readonly browser: BrowserEffect;
  /** What the block page says of this address; null where it is not shown. */
  readonly reads: Reading | null;
}

/** The policy's own words on the block page; the page's texts stand around them. */
export interface Reading {
  readonly tool: string | null;
  readonly reason: string | null;
  readonly notice: string | null;
  readonly alternatives: readonly { readonly name: string; readonly home: string | null }[];
  readonly ask: readonly string[];
  readonly since: string;
  /** For a warning: how long one may go on, and whether the page asks why; null where one may not. */
  readonly mayContinue: {
    readonly minutes: number;
    readonly justification: Justification;
    readonly justificationLength?: number | undefined;
  } | null;
}

export interface ExplainedDecision {
  readonly rule: string;
  readonly action: Action;
  /** The tool's id; null when the address belongs to none of the policy's tools. */
  readonly tool: string | null;
  readonly restricts: boolean;
  /** The moment (ISO) from which the answer is another one; null when none is in sight. */
  readonly until: string | null;
}

/** How many changes of the policy are looked ahead: more than a week of one slot a day. */
const CHANGES_AHEAD = 16;

/** @throws CommandError when the policy has mistakes, or an address cannot be read */
export async function explain(options: ExplainOptions): Promise<Explained[]> {
  ensureAddresses(options.urls);
  const { policy } = await readNamedPolicy(options.policyFile, readingFor(options));
  return explainIn(policy, options);
}

/** Which browsers a percentage reaches is for chance to say: a browser without an install ID counts as reached. */
export const readingFor = ({ facts, nowMs }: Pick<ExplainOptions, 'facts' | 'nowMs'>) => ({
  nowMs,
  reachesAll: facts.installId === undefined,
});

/** For a policy that has been read. */
export async function explainIn(
  policy: AcceptedPolicy,
  { urls, facts, nowMs, languages = [] }: Omit<ExplainOptions, 'policyFile'>,
): Promise<Explained[]> {
  const known = browserFacts(facts);
  const answers = await answersFrom(policy, known, nowMs);
  const effectAt = browserEffects(await effectivePolicy(policy, known, nowMs));
  return Promise.all(
    urls.map(async (url) => ({
      url,
      decision: explained(url, answers),
      rules: await traceRules({ policy, facts: known, nowMs, url }),
      browser: effectAt(url),
      reads: reading(policy, answers[0]?.decide(url) ?? null, languages),
    })),
  );
}

function reading(policy: AcceptedPolicy, decision: Decision | null, languages: readonly string[]): Reading | null {
  if (decision?.restricts !== true) return null;
  const { rule, tool } = decision;
  const inLanguage = (text: LocalisedText | undefined) => pickText(text, languages, policy.language) ?? null;
  const { name, email, url } = policy.organisation.contact ?? {};
  const alternatives = rule.alternatives.flatMap((id) => policy.tools.filter((each) => each.id === id));
  return {
    tool: tool?.name ?? null,
    reason: inLanguage(rule.reason),
    notice: inLanguage(policy.notice),
    alternatives: alternatives.map((each) => ({ name: each.name, home: each.home ?? null })),
    ask: [name, email, url].filter((part) => part !== undefined),
    since: rule.since,
    mayContinue: mayContinue(rule.action) ? (rule.warn ?? null) : null,
  };
}

export function browserFacts({ groups, ring, browserId, installId, timeZone }: ExplainFacts): BrowserFacts {
  return { groups, ring, supportId: browserId ?? '', installId: installId ?? '', timeZone: timeZone ?? 'UTC' };
}

/** What holds from a moment on. */
interface Answer {
  readonly atMs: number;
  readonly decide: Decide;
}

/** What holds now, and from each of the next changes on. */
async function answersFrom(policy: AcceptedPolicy, facts: BrowserFacts, nowMs: number): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let atMs: number | null = nowMs; atMs !== null && answers.length <= CHANGES_AHEAD;) {
    const effective = await effectivePolicy(policy, facts, atMs);
    answers.push({ atMs, decide: decider(effective) });
    atMs = effective.nextChangeAtMs;
  }
  return answers;
}

function explained(url: string, [now, ...later]: readonly Answer[]): ExplainedDecision | null {
  const decision = now?.decide(url) ?? null;
  if (decision === null) return null;
  const { rule, tool, restricts } = decision;
  const change = later.find(({ decide }) => !isSame(decide(url), decision));
  const until = change === undefined ? null : new Date(change.atMs).toISOString();
  return { rule: rule.id, action: rule.action, tool: tool?.id ?? null, restricts, until };
}

function isSame(one: Decision | null, other: Decision): boolean {
  return one?.rule.id === other.rule.id && one.rule.action === other.rule.action && one.restricts === other.restricts;
}
