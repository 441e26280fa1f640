/** The vectors of test/vectors: one set of policies, addresses and decisions, run in three ways. */
import { stringify } from 'yaml';
import type { ExplainFacts, ExplainedDecision } from '../../src/cli/explain/explain.js';
import { parsePolicy } from '../../src/cli/lib/policy-source-file.js';
import { generateSigningKey, signDocument } from '../../src/cli/publishing/signing-key.js';
import { effectivePolicy, type EffectivePolicy } from '../../src/policy/effective-policy.js';
import { publishedFrom } from '../../src/authoring/publish-source.js';
import type { AcceptedPolicy } from '../../src/policy/schema.js';
import { acceptPolicy } from '../../src/trust/accept-policy.js';
import { filesUnder, readRepositoryJson } from './repository.js';

export type VectorDecision = Omit<ExplainedDecision, 'until'>;

interface VectorCase {
  readonly url: string;
  readonly facts?: Partial<ExplainFacts>;
  /** The moment of the decision; `DEFAULT_AT` when missing. */
  readonly at?: string;
  readonly decision: VectorDecision | null;
}

interface VectorFile {
  readonly about: string;
  /** What an administrator writes in policy.yaml. */
  readonly policy: object;
  readonly cases: readonly VectorCase[];
}

/** Cases of one file that ask the same browser at the same moment. */
interface Vectors {
  /** File, browser and moment, for the name of a test. */
  readonly name: string;
  readonly policy: object;
  readonly facts: ExplainFacts;
  readonly atMs: number;
  readonly cases: readonly VectorCase[];
}

const DEFAULT_AT = '2026-11-30T08:00:00Z';

export function readVectors(): Vectors[] {
  return filesUnder('test/vectors', '.json')
    .sort()
    .flatMap((file) => groupsOf(file, readRepositoryJson(file) as VectorFile));
}

function groupsOf(file: string, { policy, cases }: VectorFile): Vectors[] {
  const groups = new Map<string, VectorCase[]>();
  for (const each of cases) {
    const key = JSON.stringify([each.facts ?? {}, each.at ?? DEFAULT_AT]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].map((same) => {
    const { facts = {}, at = DEFAULT_AT } = same[0] ?? {};
    const name = [file, ...(same[0]?.facts ? [JSON.stringify(facts)] : []), at].join(' ');
    return { name, policy, facts: { groups: [], ring: null, ...facts }, atMs: momentMs(at), cases: same };
  });
}

function momentMs(at: string): number {
  const ms = Date.parse(at);
  if (Number.isNaN(ms)) throw new Error(`no moment: ${at}`);
  return ms;
}

/** The policy as a browser with these facts holds it at that moment: published, accepted, made effective. */
export async function effectiveAt(policy: object, facts: ExplainFacts, atMs: number): Promise<EffectivePolicy> {
  const { groups, ring, browserId = '', installId = '', timeZone = 'UTC' } = facts;
  const accepted = await acceptedFrom(policy, atMs);
  return effectivePolicy(accepted, { groups, ring, supportId: browserId, installId, timeZone }, atMs);
}

async function acceptedFrom(policy: object, atMs: number): Promise<AcceptedPolicy> {
  const { source, resolved, tools } = parsePolicy(stringify(policy, { aliasDuplicateObjects: false }), 'policy.yaml');
  const key = await generateSigningKey('ES256');
  // A policy that is past its end was published before that.
  const endMs = source.expiresAt === undefined ? Infinity : Date.parse(source.expiresAt);
  const publication = { revision: 1, nowMs: Math.min(atMs, endMs - 1000), previous: null };
  const document = await signDocument(key, JSON.stringify(publishedFrom(source, resolved, tools, publication)));
  const context = { policyName: null, minimumRevision: null, nowMs: atMs, origin: 'stored' } as const;
  const acceptance = await acceptPolicy(document, { trustedKeys: [key.publicKey], ...context });
  if (!acceptance.ok) throw new Error(`not accepted: ${acceptance.code}, ${acceptance.detail}`);
  return acceptance.policy;
}
