/** `gatepost explain`: what a policy says about addresses, for one browser at one moment. Publishes nothing. */
import type { BrowserFacts } from '../../policy/audience.js';
import { decider, type Decide, type Decision } from '../../policy/decide.js';
import { effectivePolicy } from '../../policy/effective-policy.js';
import type { AcceptedPolicy, Action } from '../../policy/schema.js';
import { CommandError } from '../command-error.js';
import { heldFromSource } from '../held-policy.js';
import { readPolicy } from '../policy-source-file.js';

export interface ExplainOptions {
  readonly policyFile: string;
  readonly urls: readonly string[];
  readonly facts: ExplainFacts;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** The browser that is asked about. */
export interface ExplainFacts {
  readonly groups: readonly string[];
  readonly ring: string | null;
  /** The support id, which rules name under `browsers`; none of them when missing. */
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
export async function explain({ policyFile, urls, facts, nowMs }: ExplainOptions): Promise<Explained[]> {
  ensureAddresses(urls);
  const policy = await heldFromSource(await readPolicy(policyFile), {
    nowMs,
    reachesAll: facts.installId === undefined,
  });
  const answers = await answersFrom(policy, browserFacts(facts), nowMs);
  return urls.map((url) => ({ url, decision: explained(url, answers) }));
}

/** A few lines an address. */
export function renderExplained(answers: readonly Explained[]): string {
  return answers.map(({ url, decision }) => `${url}\n  ${inWords(decision)}`).join('\n');
}

function inWords(decision: ExplainedDecision | null): string {
  if (decision === null) return 'open: no rule that applies to such a browser at that moment is about it';
  const { rule, action, tool, restricts, until } = decision;
  const effect = restricts ? 'restricted' : 'open';
  const parts = [`rule ${rule} (${action})`, tool === null ? 'no tool of the policy' : `tool ${tool}`];
  return `${effect}: ${[...parts, ...(until === null ? [] : [`until ${until}`])].join(', ')}`;
}

function ensureAddresses(urls: readonly string[]): void {
  for (const url of urls) {
    if (isAbsolute(url)) continue;
    throw new CommandError(`cannot read the address "${url}": expected one such as https://chat.example.com/`);
  }
}

/** Not `URL.canParse`: once Node 20 has optimised it, it says no to letters such as ü. */
function isAbsolute(url: string): boolean {
  try {
    return new URL(url).href !== '';
  } catch {
    return false;
  }
}

function browserFacts({ groups, ring, browserId, installId, timeZone }: ExplainFacts): BrowserFacts {
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
