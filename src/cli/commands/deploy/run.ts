/** `gatepost deploy`: writes what makes a company's browsers install the extension, configure it and keep it. */
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import {
  compileBrowserPolicies,
  possiblePolicies,
  type BrowserPolicies,
  type PolicyBrowser,
} from '../../deploy/browser-policies.js';
import { publishedFrom } from '../../../authoring/publish-source.js';
import type { PublishedPolicy } from '../../../policy/schema.js';
import { CommandError } from '../../lib/command-error.js';
import { builtInSwitches } from '../../deploy/built-in-switches.js';
import { installFiles, policyFileName, removalFiles, type DeployFile } from '../../deploy/deploy-files.js';
import { enforcementByBrowser } from '../../deploy/enforcement-by-browser.js';
import {
  renderEnforcementPage,
  renderEnforcementMarkdown,
  type BrowserEnforcement,
} from '../../deploy/enforcement-table.js';
import { renderInstructions } from '../../deploy/instructions.js';
import { readExisting } from '../../deploy/existing-file.js';
import { readManagedFile, type ManagedFile } from '../../deploy/managed-file.js';
import { chosenSwitches, type HardeningSwitch } from '../../deploy/hardening.js';
import { ACCOUNT_DOMAIN, settingsFor, type Settings } from '../../deploy/settings.js';
import { ensureExists, type System } from '../../deploy/targets.js';
import { warningsFor } from '../../deploy/warnings.js';
import { writeInPlace } from '../../lib/files.js';
import { readPackRecord } from '../../pack/pack-record.js';
import { readPolicy } from '../../lib/policy-source-file.js';

/** What is made for one browser on one system. */
export interface FolderOptions {
  readonly browser: PolicyBrowser;
  readonly system: System;
  readonly out: string;
  readonly extension: ExtensionSource;
  readonly urlLists: boolean;
  /** true: every switch that the browser has. */
  readonly hardening: boolean | readonly HardeningSwitch[];
  readonly unsignedXpi: boolean;
  /** Domains of the company's accounts, for Edge. */
  readonly signInDomains: readonly string[];
  /** Ids of the extensions that may run beside ours; null: all. */
  readonly otherExtensions: readonly string[] | null;
  /** A policy file of the machines, which ours is joined with. */
  readonly mergeFile: string | null;
  readonly uninstall: boolean;
}

export interface DeployOptions extends FolderOptions {
  /** managed.yaml */
  readonly configFile: string;
  /** The extension's managed-schema.json. */
  readonly schemaFile: string;
  /** policy.yaml, for the browser's own policies; null leaves them out. */
  readonly policyFile: string | null;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** The folder that `gatepost pack` wrote, or what a store says. */
export type ExtensionSource = { readonly packFolder: string } | { readonly id: string; readonly address: string };

export interface Deployed {
  readonly files: readonly string[];
  readonly settings: Settings;
  readonly warnings: readonly string[];
  /** Who enforces which rule, for every browser; empty without a policy. */
  readonly enforcement: readonly BrowserEnforcement[];
}

export async function deploy(options: DeployOptions): Promise<Deployed> {
  ensureExists(options.browser, options.system);
  const managed = await readManagedFile(options.configFile, options.schemaFile);
  return writeFolder(options, managed, await publishedAs(options));
}

/** @param policy for the browser's own policies; null leaves them out */
export async function writeFolder(
  options: FolderOptions,
  managed: ManagedFile,
  policy: PublishedPolicy | null,
): Promise<Deployed> {
  const { browser, system, unsignedXpi } = options;
  const { id: extensionId, ...places } = await extensionOf(options.extension, browser);
  const compiled = policy === null ? null : compiledFor(browser, policy, managed, options);
  const settings = settingsFor({
    browser,
    extensionId,
    ...places,
    configuration: managed.raw,
    ...{ hardening: chosenSwitches(options.hardening, browser), unsignedXpi, compiled: compiled?.policies ?? {} },
    possible: compiled === null ? [] : possiblePolicies(browser, builtInSwitches()),
    ...{ otherExtensions: otherExtensionsOf(options), signInDomains: signInDomainsOf(options) },
  });
  const existing = await readExisting(options.mergeFile, { browser, system, extensionId });
  const warnings = warningsFor({
    settings,
    system,
    address: places.address,
    managed: managed.configuration,
    notes: compiled?.notes ?? [],
    existing,
  });
  const enforcement = policy === null ? [] : enforcementByBrowser(policy, factsOf(managed), options.urlLists);
  const files = options.uninstall ? removalFiles(settings, system, existing) : installFiles(settings, system, existing);
  const instructions = renderInstructions({
    settings,
    system,
    address: places.address,
    policyUrl: managed.configuration.policyUrl,
    policyFile: policyFileName(settings, existing),
    warnings,
    enforcement: enforcement.length === 0 ? null : renderEnforcementMarkdown(enforcement),
  });
  const all = [...files, { name: 'README.md', content: instructions }, ...enforcementPage(enforcement)];
  return { files: await writeFiles(options.out, all), settings, warnings, enforcement };
}

function signInDomainsOf({ browser, signInDomains }: FolderOptions): string[] {
  if (browser !== 'edge' && signInDomains.length > 0)
    throw new CommandError(
      '--sign-in-domain is for Edge only, which ignores policies in profiles of personal accounts',
    );
  return signInDomains.map((domain) => {
    if (ACCOUNT_DOMAIN.test(domain)) return domain.toLowerCase();
    throw new CommandError(`--sign-in-domain ${domain}: expected the domain of your accounts, such as contoso.com`);
  });
}

function otherExtensionsOf({ browser, otherExtensions }: FolderOptions): readonly string[] | null {
  if (otherExtensions === null) return null;
  if (browser === 'firefox')
    throw new CommandError(
      '--block-other-extensions: for Chromium and its relatives only; in Firefox set ExtensionSettings yourself',
    );
  const wrong = otherExtensions.find((id) => !/^[a-p]{32}$/.test(id));
  if (wrong === undefined) return otherExtensions;
  throw new CommandError(
    `--block-other-extensions ${wrong}: expected ids of 32 letters from a to p, which stay allowed`,
  );
}

interface FoundExtension {
  readonly id: string;
  readonly address: string;
  readonly firefoxUpdateUrl: string | null;
}

async function extensionOf(source: ExtensionSource, browser: PolicyBrowser): Promise<FoundExtension> {
  if ('id' in source) {
    const expected = browser === 'firefox' ? /^[^\s"]+$/ : /^[a-p]{32}$/;
    if (expected.test(source.id)) return { ...source, firefoxUpdateUrl: null };
    throw new CommandError(
      `--extension-id ${source.id}: expected 32 letters from a to p, as \`gatepost pack\` and the stores say it`,
    );
  }
  const record = await readPackRecord(source.packFolder);
  const { id, installUrl, updateUrl } = record.firefox;
  const chromium = browser === 'edge' ? record.edge : record.chrome;
  if (browser === 'firefox' && installUrl !== null) return { id, address: installUrl, firefoxUpdateUrl: updateUrl };
  if (browser !== 'firefox' && chromium !== null) {
    return { id: chromium.id, address: chromium.updateUrl, firefoxUpdateUrl: null };
  }
  throw new CommandError(
    `${source.packFolder} was packed for the stores only: run pack with --key and --base-url, or give --extension-id and --update-url of the store`,
  );
}

/** The policy as it would be published now; null when none is given. */
async function publishedAs({ policyFile, nowMs }: DeployOptions): Promise<PublishedPolicy | null> {
  if (policyFile === null) return null;
  const { source, resolved, tools } = await readPolicy(policyFile);
  return publishedFrom(source, resolved, tools, { revision: 1, nowMs, previous: null });
}

function compiledFor(
  browser: PolicyBrowser,
  policy: PublishedPolicy,
  managed: ManagedFile,
  options: FolderOptions,
): BrowserPolicies {
  return compileBrowserPolicies(policy, {
    browser,
    facts: factsOf(managed),
    builtIn: builtInSwitches(),
    urlLists: options.urlLists,
  });
}

/** Of the machines that the files are for. */
function factsOf({ configuration: { groups, ring } }: ManagedFile): { groups: readonly string[]; ring: string | null } {
  return { groups, ring };
}

function enforcementPage(enforcement: readonly BrowserEnforcement[]): DeployFile[] {
  if (enforcement.length === 0) return [];
  return [{ name: 'enforcement.html', content: renderEnforcementPage(enforcement) }];
}

async function writeFiles(out: string, files: readonly DeployFile[]): Promise<string[]> {
  for (const { name, content, executable } of files) {
    const file = path.join(out, name);
    await writeInPlace(file, content);
    if (executable === true) await chmod(file, 0o755);
  }
  return files.map(({ name }) => name);
}
