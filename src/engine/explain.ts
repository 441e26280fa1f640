/**
 * Answers the explanation page: what was restricted and why, or that the address is open again.
 *
 * The page's fragment is not to be trusted: anything might have opened the page. It goes on to an address only when the
 * fragment carries this installation's proof (a rule of ours wrote it) and this tab was seen to be restricted from that
 * very address: under the policy in force when the page asked first, or under the one just replaced.
 */
import { parseBlockedAddress } from '../compile/blocked-address.js';
import type { Explanation } from '../messages/requests.js';
import { decider, type Decision } from '../policy/decide.js';
import { parseAddress } from '../policy/site.js';
import { readProof } from './installation.js';
import type { Frame, Ports } from './ports.js';
import { readStanding, wasRestrictedBefore, type InForce } from './standing.js';
import { leaveTicket, mayGoOn } from './tickets.js';
import { policyView, textFor, toolViews } from './views.js';

export interface Asking {
  readonly fragment: string;
  readonly languages: readonly string[];
  readonly frame: Frame;
}

export async function explain(ports: Ports, asking: Asking): Promise<Explanation> {
  const address = parseBlockedAddress(asking.fragment);
  const proof = await readProof(ports);
  if (address?.proof !== proof) return { kind: 'not-ours' };
  const host = parseAddress(address.url)?.host;
  if (host === undefined) return { kind: 'not-ours' };
  const { standing, managed } = await readStanding(ports);
  if (standing.kind === 'unsettled') return { kind: 'unexplained', host };
  const decision = standing.kind === 'in-force' ? decider(standing.effective)(address.url) : null;
  if (standing.kind === 'in-force' && decision?.restricts) {
    await leaveTicket(ports, asking.frame, address.url);
    return restricted(standing, decision, { host, url: address.url, languages: asking.languages });
  }
  const witnessed = await wasRestrictedBefore(ports, managed, address.url);
  return (await mayGoOn(ports, asking.frame, address.url, witnessed))
    ? { kind: 'lifted', host, url: address.url }
    : { kind: 'lifted-stay', host };
}

function restricted(
  { effective, keyId }: InForce,
  { rule, tool }: Decision,
  { host, url, languages }: { host: string; url: string; languages: readonly string[] },
): Explanation {
  const { policy } = effective;
  return {
    kind: 'restricted',
    host,
    url,
    toolName: tool?.name ?? null,
    vendor: tool?.vendor ?? null,
    ruleId: rule.id,
    reason: textFor(policy, rule.reason, languages),
    notice: textFor(policy, policy.notice, languages),
    since: rule.since,
    alternatives: toolViews(policy, rule.instead, languages),
    policy: policyView(effective, keyId),
  };
}
