/** Deployments for tests: a configuration and a policy with every type and sign that a format could trip over. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deploy, type Deployed, type DeployOptions } from '../../src/cli/commands/deploy/run.js';
import type { PolicyBrowser } from '../../src/cli/deploy/browser-policies.js';

export const ID = 'abcdefghijklmnopabcdefghijklmnop';
export const FIREFOX_ID = 'gatepost@contoso.example';

const MANAGED = `policyUrl: https://policy.contoso.example/policy.jws
policyName: contoso
organisation: "Contoso’s \\"Été\\" & <Söhne>\\\\ 100% $env:x \`tick\`"
groups: ["Pilot, 'A'", "Zürich"]
ring: pilot
initialMode: observe
initialSites: [chatgpt.com]
bootstrapPolicy: "line one\\nline two"
trustedKeys:
  - { kty: OKP, crv: Ed25519, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo, kid: k1 }
`;

const POLICY = `format: 1
name: contoso
organisation: { name: Contoso }
rules:
  - { id: help, sites: [help.openai.example], action: allow }
  - { id: account, tools: [claude], action: account, account: { organization-ids: [4fb1a9a0-52f1-4b6e-9a0e-1f6a3c5d7e90] } }
  - { id: built-in, categories: [browser], action: block }
  - { id: block, sites: [openai.example], action: block }
`;

/** Puts both files into the folder. */
export async function aDeployment(folder: string): Promise<void> {
  await writeFile(path.join(folder, 'managed.yaml'), MANAGED);
  await writeFile(path.join(folder, 'policy.yaml'), POLICY);
}

export function runIn(
  folder: string,
  browser: PolicyBrowser,
  system: DeployOptions['system'],
  changes: Partial<DeployOptions> = {},
): Promise<Deployed> {
  const address =
    browser === 'firefox'
      ? 'https://policy.contoso.example/gatepost-firefox.xpi'
      : 'https://policy.contoso.example/gatepost-chrome-updates.xml';
  return deploy({
    browser,
    system,
    configFile: path.join(folder, 'managed.yaml'),
    schemaFile: path.resolve('public/managed-schema.json'),
    out: path.join(folder, 'out'),
    extension: { id: browser === 'firefox' ? FIREFOX_ID : ID, address },
    policyFile: path.join(folder, 'policy.yaml'),
    urlLists: true,
    hardening: true,
    unsignedXpi: false,
    signInDomains: [],
    otherExtensions: null,
    mergeFile: null,
    uninstall: false,
    nowMs: Date.parse('2026-11-23T09:00:00Z'),
    ...changes,
  });
}

/** A configuration profile of macOS. */
export interface Profile {
  readonly PayloadUUID: string;
  readonly PayloadContent: readonly (Record<string, unknown> & { PayloadType: string; PayloadUUID: string })[];
}

/** What a payload says beside its head. */
export function withoutHead(payload: Record<string, unknown> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(payload).filter(([key]) => !key.startsWith('Payload')));
}
