/** `gatepost requests`: what was asked for, and what a grant of it would open by the policy as it is now. */
import { accessRequestsIn, type AccessRequest } from '../../report/access-requests.js';
import type { Skipped } from '../../report/event-files.js';
import { requestState, type RequestState } from '../../report/request-state.js';
import { CommandError } from '../../lib/command-error.js';
import { grantPlan } from '../../report/grant-plan.js';
import { readPolicy, type ReadPolicy } from '../../lib/policy-source-file.js';

/** What a grant would open; null without a policy to say it by. */
type Outlook = { readonly opens: readonly string[] } | { readonly refused: string } | null;

export interface ListedRequest extends AccessRequest {
  readonly grant: Outlook;
  /** What has become of it; null without a policy to say it by. */
  readonly answer: RequestState | null;
}

interface Requests {
  /** The newest first. */
  readonly requests: readonly ListedRequest[];
  /** Lines about a request that say something else than requests do. */
  readonly unreadable: number;
  readonly skipped: readonly Skipped[];
}

/** @param policyFile null: none is asked @throws CommandError when there are no events, or the policy has mistakes */
export async function requests(places: readonly string[], policyFile: string | null, nowMs: number): Promise<Requests> {
  const found = await accessRequestsIn(places);
  const policy = policyFile === null ? null : await readPolicy(policyFile);
  return {
    ...found,
    requests: found.requests.map((each) => ({
      ...each,
      answer: policy === null ? null : requestState(policy, each, nowMs),
      grant: outlook(policy, each),
    })),
  };
}

function outlook(policy: ReadPolicy | null, request: AccessRequest): Outlook {
  if (policy === null) return null;
  try {
    return { opens: grantPlan(policy, request).opens };
  } catch (error) {
    if (error instanceof CommandError) return { refused: error.message };
    throw error;
  }
}
