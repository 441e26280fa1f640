/** Asks the two hosts that a browser asks: the one of the package, and the one of the policy. */
import type { PolicyBrowser } from '../deploy/browser-policies.js';
import { acceptPolicy } from '../../trust/accept-policy.js';
import { parseManagedConfiguration, type ManagedConfiguration } from '../../trust/managed-configuration.js';
import type { Ask } from '../host/ask.js';
import { readPolicyHost } from '../host/policy-host.js';
import { bad, good, warn, type Finding } from './finding.js';
import { asMap, type Delivered } from './evidence.js';

/** No package of ours comes near to it. */
const MAX_PACKAGE_BYTES = 50_000_000;

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
  const answer = await textAt(address, ask);
  if ('failure' in answer) {
    const message = `${address} ${answer.failure}, so nothing can be installed or updated. ${ADVICE}`;
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
  const crx = await textAt(codebase, ask);
  if ('failure' in crx) return bad('update-url', `the package ${codebase} ${crx.failure}. ${ADVICE}`);
  if (crx.text.startsWith('Cr24')) return null;
  return bad('update-url', `${codebase} is no .crx: something else answers. ${ADVICE}`);
}

async function askPolicyHost(
  { policyUrl, trustedKeys, policyName }: ManagedConfiguration,
  ask: Ask,
  nowMs: number,
): Promise<Finding[]> {
  const read = await readPolicyHost(policyUrl, ask);
  if (read.kind === 'unreachable')
    return [
      bad('policy-host', `${policyUrl} does not answer (${read.reason}). ${MEANWHILE}. Check the host and the proxy`),
    ];
  if (read.kind === 'refused') {
    const todo = 'docs/guides/host-the-policy.md says what a host must answer';
    return [
      bad('policy-host', `browsers cannot use the policy at ${policyUrl}: ${read.reason}. ${MEANWHILE}. ${todo}`),
    ];
  }
  const cautions = read.cautions.map((caution) => warn('policy-host', `${policyUrl}: ${caution}`));
  const origin = 'fetched';
  const accepted = await acceptPolicy(read.document, { trustedKeys, policyName, minimumRevision: null, nowMs, origin });
  if (accepted.ok) {
    const { name, revision } = accepted.policy;
    return [good('policy-accepted', `${policyUrl} has the policy ${name}, revision ${revision}`), ...cautions];
  }
  const message = `browsers reject the policy at ${policyUrl}: ${accepted.code} (${accepted.detail}). docs/reference/problem-codes.md, "Codes", says what to do`;
  return [bad('policy-accepted', message), ...cautions];
}

const MEANWHILE = 'The browsers keep the policy they have; new ones have none';

type Text = { readonly text: string; readonly bytes: number } | { readonly failure: string };

/** A character for each byte; or why there is none, as words that follow the address. */
async function textAt(url: string, ask: Ask): Promise<Text> {
  const answer = await ask(url, MAX_PACKAGE_BYTES);
  if ('failure' in answer) {
    const what = answer.hasAnswered ? 'sends nothing that can be used' : 'does not answer';
    return { failure: `${what} (${answer.failure})` };
  }
  if (answer.status !== 200) return { failure: `answers with status ${answer.status}` };
  if (answer.body === null) return { failure: `sends more than ${MAX_PACKAGE_BYTES} bytes` };
  return { text: answer.body.toString('latin1'), bytes: answer.body.length };
}
