/**
 * Answers the status page: the policy in readable form, what is recorded, how this browser is configured. It is also what
 * the support file holds, so nothing secret may be in it: not the proof, not the install id, nothing of an address that
 * could be a password.
 */
import type { Overview } from '../../protocol/overview.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import type { State } from '../state/load-state.js';
import { eventLogView, type Logged } from './event-log-view.js';
import { selfCheckView, type Answered } from './health-report.js';
import { ruleViews } from './rule-views.js';

export async function overviewView(
  state: State,
  { answered, logged }: { answered: Answered; logged: Logged },
  languages: readonly string[],
): Promise<Overview> {
  const { managed, records } = state;
  return {
    ...(await ruleViews(state, languages)),
    managed: managed.configuration === null ? null : managedView(managed.configuration),
    selfCheck: selfCheckView(state, answered),
    ...eventLogView(logged, managed.configuration),
    nextCheckAtMs: records.check?.nextAtMs ?? null,
  };
}

function managedView(configuration: ManagedConfiguration): Overview['managed'] {
  const { policyUrl, policyName, groups, ring, organisation, bootstrapPolicy, initial, trustedKeys } = configuration;
  const { origin, pathname } = new URL(policyUrl);
  return {
    policyUrl: `${origin}${pathname}`,
    policyName,
    groups: [...groups],
    ring,
    organisation,
    hasBootstrap: bootstrapPolicy !== null,
    initialMode: initial.mode,
    initialSites: [...initial.sites],
    keys: trustedKeys?.map(({ kid, crv }) => ({ kid, algorithm: crv })) ?? null,
  };
}
