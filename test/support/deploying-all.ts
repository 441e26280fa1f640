/** A deployment file in parts, and what `gatepost deploy --all` makes of one. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deployAll, type DeployedAll } from '../../src/cli/commands/deploy/run-all.js';
import { ID } from './deploying.js';

const POLICY = `format: 1
name: contoso
organisation: { name: Contoso }
rules:
  - { id: pilot, sites: [a.example], action: block, audience: { rings: [pilot] } }
  - { id: legal, sites: [b.example], action: warn, audience: { groups: [Legal] } }
`;

export const HEAD = `format: 1
config: managed.yaml
policy: policy.yaml
stores:
  edge: { id: ${ID}, updateUrl: https://edge.example/crx }
  chrome: { id: ${ID}, updateUrl: https://chrome.example/crx }
`;

export const TARGETS = `targets:
  - { name: laptops, directory: entra, browsers: [edge, chrome], hardening: [incognito], signInDomains: contoso.example }
  - { name: macs, directory: jamf, browsers: [chrome] }
`;

export const AUDIENCES = `audiences:
  - { name: pilot, ring: pilot, directoryGroups: { entra: SG-Pilot, jamf: [Pilot Macs] } }
  - { name: legal, groups: [legal], directoryGroups: { entra: [SG-Legal, SG-Notaries] } }
  - { name: rest, everyone: true }
`;

/** Puts the files that a deployment file names into the folder. */
export async function filesOfDeployment(folder: string): Promise<void> {
  await writeFile(path.join(folder, 'managed.yaml'), 'policyUrl: https://policy.contoso.example/policy.jws\n');
  await writeFile(path.join(folder, 'policy.yaml'), POLICY);
}

/** Into `out` of the folder. */
export async function allOf(folder: string, text: string, uninstall = false): Promise<DeployedAll> {
  const file = path.join(folder, 'deploy.yaml');
  await writeFile(file, text);
  const schemaFile = path.resolve('public/managed-schema.json');
  const nowMs = Date.parse('2026-11-23T09:00:00Z');
  return deployAll({ file, schemaFile, out: path.join(folder, 'out'), uninstall, nowMs });
}
