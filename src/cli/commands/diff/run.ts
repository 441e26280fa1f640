/** `gatepost diff`: what changes for people between two policies, as decisions. Publishes nothing. */
import { policyDiff, type PolicyDiff } from '../../../authoring/policy-diff.js';
import { loadNextPolicy, loadPolicyFile } from '../../publishing/load-policy.js';

interface DiffOptions {
  /** Policy sources (.yaml) or published documents (.jws), in either place. */
  readonly oldFile: string;
  readonly newFile: string;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** @throws CommandError when one of them cannot be read */
export async function diff({ oldFile, newFile, nowMs }: DiffOptions): Promise<PolicyDiff> {
  const before = await loadPolicyFile(oldFile, nowMs);
  const after = await loadNextPolicy(newFile, before, nowMs);
  return policyDiff(before, after, nowMs);
}
