/** What an administrator should know before the files go out: the traps that make a correct file do nothing, or too much. */
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import type { Policies } from './browser-policies.js';
import type { Existing } from './existing-file.js';
import { joined, jsonContent } from './json-files.js';
import { otherPolicies } from './other-policies.js';
import { hardeningWarning } from './hardening.js';
import type { Settings } from './settings.js';
import { PLACES, type System } from './targets.js';

interface WarningFacts {
  readonly settings: Settings;
  readonly system: System;
  /** Where the browser finds the extension. */
  readonly address: string;
  readonly managed: ManagedConfiguration;
  /** From the compiler of the browser's own policies. */
  readonly notes: readonly string[];
  /** What the machine's own policy file holds already. */
  readonly existing: Existing | null;
}

export function warningsFor(facts: WarningFacts): string[] {
  const { settings, address, managed, notes } = facts;
  const { browser, policies } = settings;
  const local = isLoopback(address) || isLoopback(managed.policyUrl);
  const listed = 'URLBlocklist' in policies || 'WebsiteFilter' in policies;
  return [
    ...extensionSettingsWarnings(facts),
    ...given(local, 'An address leads to this machine only: good for a trial here, and for nothing else.'),
    ...given(
      managed.trustedKeys === null,
      'No key is pinned (trustedKeys): whoever controls the host of the policy controls every browser.',
    ),
    hardeningWarning(settings.hardening, browser),
    ...(browser === 'firefox' ? firefoxWarnings(facts) : chromiumWarnings(facts)),
    ...given(
      browser === 'edge' && !('RestrictSigninToPattern' in policies),
      'In a profile that is signed in with a private Microsoft account, Edge applies few policies, and none of those that install the ' +
        'extension. Say --sign-in-domain with the domain of your accounts, and nobody signs in to Edge with another.',
    ),
    ...given(
      listed,
      "At the addresses of the browser's list, people see the browser's own page instead of the block page, and a rule that you " +
        'lift by publishing stays blocked there until you deploy new files.',
    ),
    ...existingWarnings(facts),
    ...notes.map((note) => `${note.slice(0, 1).toUpperCase()}${note.slice(1)}.`),
  ];
}

/** What the file that is joined with, and those beside it, would do to the extension. */
function existingWarnings({ settings, existing }: WarningFacts): string[] {
  if (existing === null) return [];
  const { browser, extensionId } = settings;
  const there = joined(existing.content, jsonContent(settings)) as Policies;
  const policies = browser === 'firefox' ? (there['policies'] as Policies) : there;
  return [
    ...otherPolicies(policies, { browser, extensionId }).map(
      ({ name, does }) =>
        `Of ${existing.name}, ${name} ${does}. The joined file holds it still: take it out, or it stays so.`,
    ),
    ...existing.neighbours.map(
      (file) =>
        `Beside ${existing.name}, ${file} sets ExtensionSettings or settings for the extension too: of two files, the later in the ` +
        'alphabet counts, whatever their names. Join it as well, and take it out of the folder.',
    ),
    ...given(existing.hasComments, `The comments of ${existing.name} are not kept.`),
  ];
}

/** The first line: what becomes of an `ExtensionSettings` that is there already. */
function extensionSettingsWarnings({ settings: { browser }, system }: WarningFacts): string[] {
  const { title, linuxFolders } = PLACES[browser];
  switch (system) {
    case 'windows':
      return [
        'Where ExtensionSettings is set already: install.ps1 adds our entry to it and keeps the others; gatepost.reg and Registry.xml ' +
          'replace it as a whole. A Group Policy that sets it wins over both, and an Intune profile (settings catalogue or template) writes the ' +
          'same value: put our entry into that one, and deliver no second.',
      ];
    case 'macos':
      return [
        `If another profile sets ExtensionSettings of ${title}, put both into one: which of the two would hold is not defined.`,
      ];
    case 'linux':
      if (browser === 'firefox')
        return [
          'Firefox reads one policies.json: where there is one already, with ExtensionSettings or without, join it with ours (--merge).',
        ];
      return [
        `${title} reads every file in ${linuxFolders.join(' and ')}, whatever its name, backups too. Of two files that set ` +
          'ExtensionSettings, the later in the alphabet replaces the other. Keep that policy in one file (--merge), or the ' +
          'extension may be gone.',
      ];
    case 'chromeos':
      return [
        'The Google Admin console writes ExtensionSettings itself, from its list of apps and extensions: these files do not set it, and the ' +
          'other entries of that list stay as they are.',
      ];
  }
}

function chromiumWarnings({ settings, system }: WarningFacts): string[] {
  const { title } = PLACES[settings.browser];
  const selfHosted = JSON.stringify(settings.policies['ExtensionSettings']).includes('override_update_url');
  switch (system) {
    case 'windows':
      return [
        ...given(
          selfHosted,
          `On Windows, ${title} installs an extension from your own host only if the machine is joined to a domain (Active ` +
            'Directory or Entra) or the browser is managed from the cloud. Elsewhere it has to come from the store.',
        ),
        ...given(
          settings.lifted.length > 0,
          "gatepost.reg removes every policy that a rule could set and none does now, also where it was set by others: the browser's " +
            'lists, its header policy, its switches of built-in AI. install.ps1 removes what it set itself.',
        ),
      ];
    case 'macos':
      return [
        ...given(
          selfHosted,
          `On macOS, ${title} installs an extension from your own host only if the machine is managed (MDM) or the browser ` +
            'is managed from the cloud.',
        ),
      ];
    case 'linux':
    case 'chromeos':
      return [];
  }
}

function firefoxWarnings({ settings, address }: WarningFacts): string[] {
  const unsigned = 'Preferences' in settings.policies;
  return [
    ...given(
      unsigned,
      'Firefox is told to take add-ons that Mozilla has not signed, from anywhere. Only Firefox ESR supports this. To have the .xpi ' +
        'signed at addons.mozilla.org ("on your own") is better.',
    ),
    ...given(
      !unsigned && address.endsWith('/gatepost-firefox.xpi'),
      'Firefox installs the .xpi only if Mozilla has signed it: have it signed at addons.mozilla.org ("on your own") and ' +
        'serve the signed file under this address, or use Firefox ESR and --unsigned-xpi.',
    ),
  ];
}

function given(holds: boolean, warning: string): string[] {
  return holds ? [warning] : [];
}

function isLoopback(address: string): boolean {
  return /^https?:\/\/(127\.0\.0\.1|localhost)[:/]/.test(address);
}
