/** Asks the two hosts that a browser asks: the one of the package, and the one of the policy. */
import { parseManagedConfiguration, type ManagedConfiguration } from '../../trust/managed-configuration.js';
import { acceptPolicy, MAX_DOCUMENT_BYTES } from '../../trust/accept-policy.js';
import type { PolicyBrowser } from '../deploy/browser-policies.js';
import { bad, good, type Finding } from './diagnose.js';
import { asMap, type Delivered } from './evidence.js';

/** The text of an answer, or why there is none. */
export type Ask = (
  url: string,
) => Promise<{ readonly text: string; readonly bytes: number } | { readonly failure: string }>;

const TIMEOUT_MS = 20_000;

export const askOverNetwork: Ask = async (url) => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), cache: 'no-store' });
    if (!response.ok) return { failure: `status ${response.status}` };
    const body = Buffer.from(await response.arrayBuffer());
    return { text: body.toString('latin1'), bytes: body.length };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return { failure: cause };
  }
};

/** @param nowMs milliseconds since the epoch */
export async function askHosts(
  delivered: Delivered,
  id: string,
  browser: PolicyBrowser,
  ask: Ask,
  nowMs: number,
): Promise<Finding[]> {
  const reading = parseManagedConfiguration(delivered.configurations[id]);
  const policy = reading.kind === 'managed' ? await askPolicyHost(reading.configuration, ask, nowMs) : [];
  return [...(await askPackageHost(delivered, id, browser, ask)), ...policy];
}

const ADVICE =
  'From this machine it has to open without a sign-in: look at the proxy, the firewall and the certificate';

async function askPackageHost(
  { extensions }: Delivered,
  id: string,
  browser: PolicyBrowser,
  ask: Ask,
): Promise<Finding[]> {
  const entry = asMap(extensions[id]);
  const address = entry[browser === 'firefox' ? 'install_url' : 'update_url'];
  if (typeof address !== 'string') return [];
  const answer = await ask(address);
  if ('failure' in answer) {
    const message = `${address} does not answer (${answer.failure}), so nothing can be installed or updated. ${ADVICE}`;
    return [bad('update-url', message)];
  }
  if (browser !== 'firefox') {
    const wrong = await wrongWithUpdates(answer.text, address, id, ask);
    if (wrong !== null) return [wrong];
    if (entry['override_update_url'] === true) return [good('update-url', `${address} leads to a package for ${id}`)];
    const message = `override_update_url is not true for ${id}: it is installed once and may never be updated. Write the policy files again`;
    return [bad('update-url', message)];
  }
  if (answer.text.startsWith('PK')) return [good('update-url', `${address} has a package (${answer.bytes} bytes)`)];
  return [bad('update-url', `${address} is no .xpi: something else answers. ${ADVICE}`)];
}

/** @param manifest what the update address answers */
async function wrongWithUpdates(manifest: string, address: string, id: string, ask: Ask): Promise<Finding | null> {
  if (!manifest.includes('<gupdate')) {
    return bad('update-url', `${address} is no update manifest: something else answers. ${ADVICE}`);
  }
  if (!manifest.includes(id)) {
    const todo = 'Pack with the same key as before, or write the policy files again';
    return bad('wrong-id', `the update manifest at ${address} is for another extension than ${id}. ${todo}`);
  }
  const [, codebase = ''] = /codebase='([^']+)'/.exec(manifest) ?? [];
  const crx = await ask(codebase);
  if ('failure' in crx) return bad('update-url', `the package ${codebase} does not answer (${crx.failure}). ${ADVICE}`);
  if (crx.text.startsWith('Cr24')) return null;
  return bad('update-url', `${codebase} is no .crx: something else answers. ${ADVICE}`);
}

async function askPolicyHost(
  { policyUrl, trustedKeys, policyName }: ManagedConfiguration,
  ask: Ask,
  nowMs: number,
): Promise<Finding[]> {
  const answer = await ask(policyUrl);
  if ('failure' in answer)
    return [
      bad(
        'policy-host',
        `${policyUrl} does not answer (${answer.failure}). The browsers keep the policy they have; new ones have none. Look at the host, the proxy and the certificate`,
      ),
    ];
  if (answer.bytes > MAX_DOCUMENT_BYTES)
    return [bad('policy-host', `${policyUrl} is larger than browsers read (${answer.bytes} bytes)`)];
  const judged = await acceptPolicy(answer.text.trim(), {
    trustedKeys,
    policyName,
    floor: null,
    nowMs,
    origin: 'fetched',
  });
  if (judged.ok)
    return [
      good('policy-accepted', `${policyUrl} has the policy ${judged.policy.name}, revision ${judged.policy.revision}`),
    ];
  return [
    bad(
      'policy-accepted',
      `browsers refuse what ${policyUrl} answers: ${judged.code} (${judged.detail}). docs/architecture.md, "Refusals", says what to do`,
    ),
  ];
}
