/**
 * Policies as browsers hold them, from a policy source (.yaml) or a published document (.jws): what explain, simulate,
 * diff and the gate of publish decide by.
 */
import { catalogueTools } from '../../authoring/catalogue-tools.js';
import { withRolloutsForCopies } from '../../authoring/ring-copies.js';
import { carriedOver } from '../../authoring/rollout-rules.js';
import { publishedFrom } from '../../authoring/publish-source.js';
import type { AcceptedPolicy, PublishedPolicy, Rollout, Rule, Tool } from '../../policy/schema.js';
import { momentOf } from '../../policy/window.js';
import { DOCUMENT_TYPE } from '../../trust/signed-document.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { readText } from '../lib/files.js';
import { readDocument } from './history.js';
import { parsePolicy, withFilters, type ReadPolicy } from '../lib/policy-source-file.js';

/** A compact JWS: three parts of base64url. No policy source looks like that. */
const DOCUMENT = /^[\w-]+\.[\w-]+\.[\w-]*\s*$/;

interface Reading {
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** Whether a percentage counts as reaching every browser. */
  readonly reachesAll: boolean;
}

/** A tool by its places, as a policy or the catalogue has it. */
type ToolPlaces = Pick<Tool, 'id' | 'sites' | 'api' | 'embedded'>;

interface NamedPolicy {
  readonly policy: AcceptedPolicy;
  /** Whether it is a source, which publishing turns into a document. */
  readonly isSource: boolean;
  /** The files of its filters of fingerprints, by id; none of a document, beside which they lie. */
  readonly filters: ReadPolicy['filters'];
  /** Every tool that can be asked about, by id: of the policy, and of the catalogue where the policy names none. */
  readonly tools: ReadonlyMap<string, { readonly [Part in keyof ToolPlaces]: Readonly<ToolPlaces[Part]> }>;
}

/**
 * The policy in a file, whichever kind it is. A document is read as it is: whose signature it bears is for `status`.
 * @param nowMs milliseconds since the epoch
 * @throws CommandError when the source has mistakes, or the document is none
 */
export async function loadPolicyFile(file: string, nowMs: number): Promise<AcceptedPolicy> {
  return (await readNamedPolicy(file, { nowMs, reachesAll: false })).policy;
}

/**
 * The same, as `gatepost publish` would publish it after another: the rollouts of that one go on. A document says itself which
 * rollouts it has.
 */
export async function loadNextPolicy(
  file: string,
  before: AcceptedPolicy | null,
  nowMs: number,
): Promise<AcceptedPolicy> {
  const { policy, isSource } = await readNamedPolicy(file, { nowMs, reachesAll: false });
  if (!isSource || before === null) return policy;
  return policyFromPublished(carriedOver(policy, withRolloutsForCopies(before), nowMs).policy, nowMs);
}

/** The same, with the names of its tools. @throws CommandError as `readHeldPolicy` */
export async function readNamedPolicy(file: string, reading: Reading): Promise<NamedPolicy> {
  const text = await readText(file, 'the policy');
  if (DOCUMENT.test(text)) return namedDocument(text.trim(), file, reading);
  const read = await withFilters(parsePolicy(text, file), file);
  return { policy: await policyFromSource(read, reading), isSource: true, filters: read.filters, tools: read.tools };
}

async function namedDocument(text: string, file: string, { nowMs, reachesAll }: Reading): Promise<NamedPolicy> {
  const reading = await readDocument(text, null, nowMs);
  if (reading.ok) {
    const policy = reachesAll ? withoutPercentages(reading.policy) : reading.policy;
    return {
      policy,
      isSource: false,
      filters: new Map(),
      tools: new Map([...catalogueTools(), ...policy.tools].map((tool) => [tool.id, tool])),
    };
  }
  throw new CommandError(
    `${file} is not a published policy (${reading.code}: ${reading.detail}): expected what gatepost publish writes`,
    EXIT.refused,
  );
}

/** The policy as browsers would have it, accepted by the code that they run. */
export async function policyFromSource(
  { source, resolved, tools }: Pick<ReadPolicy, 'source' | 'resolved' | 'tools'>,
  { nowMs, reachesAll }: Reading,
): Promise<AcceptedPolicy> {
  // Past its end, a policy is one that was published before.
  const endMs = source.expiresAt === undefined ? Infinity : momentOf(source.expiresAt);
  const publication = { revision: 1, nowMs: Math.min(nowMs, endMs - 1000), previous: null };
  const policy = publishedFrom(source, resolved, tools, publication);
  return policyFromPublished(reachesAll ? withoutPercentages(policy) : policy, nowMs);
}

/** @throws CommandError when browsers would refuse it */
export async function policyFromPublished(policy: PublishedPolicy, nowMs: number): Promise<AcceptedPolicy> {
  // As a browser reads it that pins no key: what is asked is whether it would take the content.
  const part = (text: string) => Buffer.from(text).toString('base64url');
  const document = [JSON.stringify({ typ: DOCUMENT_TYPE }), JSON.stringify(policy), 'unsigned'].map(part).join('.');
  const reading = await readDocument(document, null, nowMs);
  if (reading.ok) return reading.policy;
  throw new CommandError(`browsers would reject this policy (${reading.code}: ${reading.detail})`, EXIT.refused);
}

/**
 * Which browsers a percentage reaches is for chance to say: without an install id, this one counts as reached, unless the
 * share is none at all.
 */
export function withoutPercentages<Policy extends PublishedPolicy>(policy: Policy): Policy {
  const { rollouts } = policy;
  return {
    ...policy,
    rules: policy.rules.map(withoutPercentage),
    ...(rollouts === undefined ? {} : { rollouts: rollouts.map(reachingAll) }),
  };
}

function withoutPercentage(rule: Rule): Rule {
  const { percent, rollout: _, ...audience } = rule.audience ?? {};
  return percent === undefined || percent === 0 ? rule : { ...rule, audience };
}

function reachingAll(rollout: Rollout): Rollout {
  return {
    ...rollout,
    stages: rollout.stages.map(({ percent, ...stage }) => (percent === 0 ? { ...stage, percent } : stage)),
    replaces: rollout.replaces.map(withoutPercentage),
  };
}
