/** Finds the mistake in what a browser was told. Pure; what has to be asked of hosts is in `ask-hosts.ts`. */
import type { Policies } from '../deploy/browser-policies.js';
import { checkConfiguration } from './check-configuration.js';
import { bad, good, warn, type Finding } from './finding.js';
import { otherPolicies } from '../deploy/other-policies.js';
import { PLACES } from '../deploy/targets.js';
import { asMap, configurersOf, deliveredBy, type Delivered, type Evidence, type PolicySource } from './evidence.js';

interface Expected {
  /** The id that the company packed; null when it was not said. */
  readonly extensionId: string | null;
}

export function diagnose(evidence: Evidence, expected: Expected): Finding[] {
  const { sources } = evidence;
  const broken = sources.flatMap(({ place, mistake }) =>
    mistake === null
      ? []
      : [
          bad(
            'broken-file',
            `${place} cannot be read: ${mistake}. The browser ignores it, and removes what it had installed. Correct it, or write it again with gatepost deploy`,
          ),
        ],
  );
  const delivered = deliveredBy(evidence);
  const id = subjectOf(delivered, expected);
  if (id === null) return [...broken, ...nothingDelivered(evidence, broken.length > 0)];
  return [
    ...broken,
    ...checkConflict(delivered, id, evidence),
    ...checkIds(delivered, id, expected),
    ...checkEntry(delivered, id),
    ...checkOthers(delivered, id, evidence),
    ...checkConfiguration(delivered, id, evidence),
    ...checkInstalled(evidence, id),
  ];
}

/** The id that all is about: what was packed, else what is configured or force-installed like one of ours. */
export function subjectOf(
  { extensions, configurations, setters }: Delivered,
  { extensionId }: Expected,
): string | null {
  if (extensionId !== null) return extensionId;
  const configured = Object.keys(configurations).find((id) => 'policyUrl' in asMap(configurations[id]));
  if (configured !== undefined) return configured;
  const everywhere = setters.map(({ content }) => asMap(content?.['ExtensionSettings']));
  const isOurs = (entry: Policies) => JSON.stringify(entry).includes('gatepost-');
  const found = [extensions, ...everywhere].flatMap((each) =>
    Object.keys(each).filter((id) => isOurs(asMap(each[id]))),
  );
  return found[0] ?? null;
}

function nothingDelivered({ browser, sources }: Evidence, broken: boolean): Finding[] {
  if (broken) return [];
  const where =
    sources.length === 0
      ? 'There is no policy at all'
      : `None of ${sources.map(({ place }) => place).join(', ')} names the extension`;
  return [
    bad(
      'delivered',
      `${where}. Run gatepost deploy for this browser and system, install its files, and compare ${PLACES[browser].policyPage}`,
    ),
  ];
}

function checkConflict({ extensions, setters }: Delivered, id: string, evidence: Evidence): Finding[] {
  const winner = setters.at(-1);
  const lost = namesOf(setters.slice(0, -1));
  const configurers = configurersOf(id, evidence);
  const joined = `${PLACES[evidence.browser].title} reads every file there, whatever its name. Move an old copy away, or put both into one: gatepost deploy --merge`;
  const configured =
    configurers.length < 2
      ? []
      : [
          bad(
            'sources-in-conflict',
            `${namesOf(configurers)} each have a configuration for ${id}, and what the last one says counts. ${joined}`,
          ),
        ];
  if (winner === undefined || lost === '') return configured;
  const isGone = asMap(extensions[id])['installation_mode'] !== 'force_installed';
  const effect = isGone ? 'so the extension is not installed' : 'so what it says about other extensions is lost';
  return [
    bad('sources-in-conflict', `${winner.place} replaces ExtensionSettings of ${lost}, ${effect}. ${joined}`),
    ...configured,
  ];
}

function namesOf(sources: readonly PolicySource[]): string {
  return sources.map(({ place }) => place).join(', ');
}

function checkIds({ extensions, configurations }: Delivered, id: string, { extensionId }: Expected): Finding[] {
  const others = [...Object.keys(extensions), ...Object.keys(configurations)].filter(
    (each) => each !== id && isLikeOurs(extensions, configurations, each),
  );
  const isConfigured = id in configurations;
  const isInstalled = id in extensions;
  const [other] = others;
  if (other === undefined || (isConfigured && isInstalled)) return [];
  const wanted = extensionId === null ? '' : ` The packed extension has the id ${extensionId}.`;
  const what = isConfigured
    ? `The configuration is for ${id}, but ${other} is installed`
    : `The policy is about ${other}, not about ${id}`;
  return [bad('wrong-id', `${what}.${wanted} Pack with the same key as before, and write the files again`)];
}

function isLikeOurs(extensions: Policies, configurations: Policies, id: string): boolean {
  return 'policyUrl' in asMap(configurations[id]) || JSON.stringify(extensions[id] ?? '').includes('gatepost-');
}

/** The entry that installs. */
function checkEntry({ extensions }: Delivered, id: string): Finding[] {
  if (!(id in extensions)) return [];
  const mode = asMap(extensions[id])['installation_mode'];
  if (mode === 'force_installed') return [good('force-installed', `${id} is force-installed`)];
  const found = JSON.stringify(mode ?? null);
  return [bad('force-installed', `installation_mode of ${id} is ${found}: expected "force_installed"`)];
}

/** What other policies do to it. */
function checkOthers({ policies }: Delivered, id: string, { browser }: Evidence): Finding[] {
  return otherPolicies(policies, { browser, extensionId: id }).map(({ name, effect, does }) => {
    const code = name.endsWith('runtime_blocked_hosts') ? 'host-access' : 'other-policies';
    return effect === 'stops'
      ? bad(code, `${name} ${does}. Remove it, or take the extension out of it`)
      : warn(code, `${name} ${does}`);
  });
}

function checkInstalled({ installedIds, browser }: Evidence, id: string): Finding[] {
  if (installedIds === null) return [];
  if (installedIds.includes(id)) return [good('installed', `${id} is in a profile of this user`)];
  return [
    bad(
      'installed',
      `${id} is in no profile of this user. Start the browser; if it stays away, look at ${PLACES[browser].policyPage} and at the update address`,
    ),
  ];
}
