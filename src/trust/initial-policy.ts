/**
 * The policy that managed configuration itself makes for the time before any document has arrived: one rule over the
 * sites it names. Its texts are the surfaces' own, since nobody has written any yet.
 */
import { POLICY_FORMAT, type PublishedPolicy } from '../policy/schema.js';
import type { ManagedConfiguration } from './managed-configuration.js';

const INITIAL_RULE_ID = 'initial';

/** While no policy has arrived, the host is asked this often. */
const POLL_SECONDS = 60;

/** @returns null when nothing is to be done before the first policy */
export function initialPolicy({ initial, organisation, policyName }: ManagedConfiguration): PublishedPolicy | null {
  if (initial.mode === 'open') return null;
  return {
    format: POLICY_FORMAT,
    requires: [],
    name: policyName ?? INITIAL_RULE_ID,
    revision: 0,
    issuedAt: '1970-01-01T00:00:00Z',
    expiresAt: '9999-12-31T23:59:59Z',
    organisation: { name: organisation ?? '' },
    language: 'en',
    mode: 'enforce',
    onExpiry: 'keep',
    pollSeconds: POLL_SECONDS,
    tools: [],
    rules: [
      {
        id: INITIAL_RULE_ID,
        action: initial.mode === 'closed' ? 'block' : 'observe',
        tools: [],
        parts: [],
        sites: [...initial.sites],
        except: [],
        alternatives: [],
        since: '1970-01-01T00:00:00Z',
      },
    ],
  };
}
