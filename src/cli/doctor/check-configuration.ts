/** Finds the mistake in what the extension itself was told: its managed configuration. */
import { nearestNames } from '../../catalogue/nearest.js';
import { parseManagedConfiguration } from '../../trust/managed-configuration.js';
import { isManagedKey, MANAGED_KEYS } from '../../trust/managed-keys.js';
import type { Policies } from '../deploy/browser-policies.js';
import { PLACES } from '../deploy/targets.js';
import { asMap, type Delivered, type Evidence } from './evidence.js';
import { bad, good, type Finding } from './finding.js';

export function checkConfiguration({ configurations }: Delivered, id: string, { browser }: Evidence): Finding[] {
  if (!(id in configurations)) {
    const compare = `Compare ${PLACES[browser].policyPage}`;
    const message = `There is no configuration for ${id} (3rdparty): the extension runs, and restricts nothing. ${compare}`;
    return [bad('configuration', message)];
  }
  const configuration = asMap(configurations[id]);
  const mistakes = [...unknownKeys(configuration), ...privateKeys(configuration)];
  const reading = parseManagedConfiguration(configuration);
  if (reading.kind === 'unmanaged')
    return [bad('configuration', `The configuration for ${id} is empty: expected at least policyUrl`)];
  if (reading.kind === 'invalid' && !(reading.field === 'trustedKeys' && privateKeys(configuration).length > 0)) {
    return [bad('configuration', `${reading.field} of the configuration: expected ${reading.expected}`), ...mistakes];
  }
  if (reading.kind === 'managed' && reading.problem !== null) {
    const { field, expected } = reading.problem;
    mistakes.push(bad('configuration', `${field} of the configuration: expected ${expected}. The rest is active`));
  }
  if (reading.kind === 'invalid' || mistakes.length > 0) return mistakes;
  return [good('configuration', `the configuration is complete, and leads to ${reading.configuration.policyUrl}`)];
}

/** The browser drops them without a word. */
function unknownKeys(configuration: Policies): Finding[] {
  const unknown = Object.keys(configuration).filter((key) => !isManagedKey(key));
  return unknown.map((key) => {
    const [near] = nearestNames(key, MANAGED_KEYS, 1);
    const meant = near === undefined ? `The keys are ${MANAGED_KEYS.join(', ')}` : `Did you mean ${near}?`;
    return bad('configuration', `${key} is no key of the configuration, and browsers drop it without a word. ${meant}`);
  });
}

/** Whoever uses this machine can read it, and sign policies for the whole company. */
function privateKeys(configuration: Policies): Finding[] {
  const keys = configuration['trustedKeys'];
  const found = Array.isArray(keys) ? keys.flatMap((key: Policies, index) => ('d' in asMap(key) ? index + 1 : [])) : [];
  if (found.length === 0) return [];
  const message =
    `trustedKeys holds a private key (${found.join(', ')}), which everybody on this machine can read, and browsers reject it. ` +
    'Put the file that ends in .public.jwk.json there, and change the key: docs/guides/rotate-keys.md, "Rotate a key"';
  return [bad('configuration', message)];
}
