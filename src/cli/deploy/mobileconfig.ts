/**
 * The configuration profile of macOS: one payload for each preference domain. Identifiers follow from what the profile is
 * for, so that a newer profile replaces the older one.
 * https://developer.apple.com/documentation/devicemanagement/toplevel
 */
import { createHash } from 'node:crypto';
import type { Policies, PolicyValue } from './browser-policies.js';
import { renderPlist } from './plist.js';
import type { Settings } from './settings.js';
import { PLACES } from './targets.js';

/** Of each ring and group its own: two profiles of one identifier would take each other's place. */
export function profileIdentifier({ browser, extensionId, variant }: Settings): string {
  const named = variant.map((name) => name.toLowerCase().replace(/[^a-z0-9-]+/g, '-'));
  // Names that are spelt alike without their signs stay apart.
  const digest = variant.length === 0 ? [] : [hashed(variant.join('\0')).slice(0, 8).toLowerCase()];
  return ['gatepost', browser, extensionId.replace(/[^A-Za-z0-9.-]/g, '-'), ...named, ...digest].join('.');
}

export function renderProfile(settings: Settings): string {
  const identifier = profileIdentifier(settings);
  const payloads = domainsOf(settings).map(([domain, content]): PolicyValue => ({
    ...head(`${identifier}.${domain}`, domain, `Gatepost: ${domain}`),
    PayloadEnabled: true,
    ...content,
  }));
  const { title } = PLACES[settings.browser];
  return renderPlist({
    ...head(identifier, 'Configuration', `Gatepost for ${title}`),
    PayloadDescription: `Installs Gatepost in ${title} and configures it.`,
    PayloadScope: 'System',
    PayloadRemovalDisallowed: true,
    PayloadContent: payloads,
  });
}

/** The preference domains with what each holds. */
function domainsOf({ browser, extensionId, policies, configuration }: Settings): [string, Policies][] {
  const { macDomain } = PLACES[browser];
  if (browser === 'firefox') {
    if (Object.keys(configuration).length === 0) return [[macDomain, { EnterprisePoliciesEnabled: true, ...policies }]];
    const thirdParty = { '3rdparty': { Extensions: { [extensionId]: configuration } } };
    return [[macDomain, { EnterprisePoliciesEnabled: true, ...policies, ...thirdParty }]];
  }
  return [
    [macDomain, policies],
    [`${macDomain}.extensions.${extensionId}`, configuration],
  ];
}

function head(identifier: string, type: string, name: string): Policies {
  return {
    PayloadType: type,
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: uuidOf(identifier),
    PayloadDisplayName: name,
  };
}

const hashed = (name: string): string =>
  createHash('sha256').update(`gatepost profile\0${name}`).digest('hex').toUpperCase();

/** A UUID of version 8 (RFC 9562: made from a name in a way of our own). */
function uuidOf(name: string): string {
  const hex = hashed(name);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `A${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
