/** The page of instructions in the folder that `gatepost deploy` writes, in the order in which an administrator works. */
import type { Settings } from './settings.js';
import { installSteps, removalSteps } from './steps.js';
import { PLACES, type System } from './targets.js';

export interface InstructionFacts {
  readonly settings: Settings;
  readonly system: System;
  /** Where the browser finds the extension. */
  readonly address: string;
  readonly policyUrl: string;
  /** Name of the policy file, where there is one. */
  readonly policyFile: string;
  readonly warnings: readonly string[];
  /** The table of who enforces what; null when no policy was given. */
  readonly enforcement: string | null;
}

export const SYSTEM_TITLES: Readonly<Record<System, string>> = {
  windows: 'Windows',
  macos: 'macOS',
  linux: 'Linux',
  chromeos: 'ChromeOS',
};

export function renderInstructions(facts: InstructionFacts): string {
  const { settings, system, address, policyUrl, enforcement } = facts;
  const { title, policyPage } = PLACES[settings.browser];
  return [
    `# Gatepost in ${title} on ${SYSTEM_TITLES[system]}`,
    '',
    ...(facts.warnings.length === 0
      ? []
      : ['## Read this first', '', ...facts.warnings.map((each) => `- ${each}`), '']),
    ...numbered('Before you begin', [
      `Serve the files of \`gatepost pack\` and the published policy. From a test machine, both must open: ${address} and ${policyUrl}`,
      'Choose one test machine, and a pilot group of a few people, and tell them.',
    ]),
    ...numbered('On one test machine', [
      ...installSteps(facts),
      `Restart ${title} and open \`${policyPage}\`. \`ExtensionSettings\` is listed there, without an error. ${whereConfigurationShows(settings)}`,
      'Wait half a minute. Click the Gatepost button in the toolbar: it shows your policy and its revision.',
      'Visit a site that the policy restricts. The block page appears.',
      // The command does not run there.
      ...(system === 'chromeos'
        ? []
        : ['If anything is missing, run `gatepost doctor` on that machine; it names the problem.']),
    ]),
    ...numbered('The pilot group, then everybody', [
      'Deploy the same files to the pilot group the way you deploy other policies. Wait a working day, and ask for feedback.',
      'Widen the group step by step. The policy itself can begin in `mode: observe`, which restricts nobody.',
    ]),
    ...numbered('Later', [
      'A change of the policy needs none of these files: publish it, and the browsers fetch it.',
      changeStep(settings),
      'A new version of the extension: pack it with the same key, and serve the new files. Browsers fetch it within hours.',
      `Files made with \`--policy\` hold a copy of some of its rules: make and deliver them again, with \`--policy\`, when those rules change, **also when a rule is lifted**.${liftedStep(system)}`,
    ]),
    ...numbered('To remove it', removalSteps(facts)),
    ...settingsTable(settings),
    ...(enforcement === null ? [] : ['## Who enforces what', '', enforcement]),
  ].join('\n');
}

function numbered(heading: string, steps: readonly string[]): string[] {
  return [`## ${heading}`, '', ...steps.map((step, index) => `${index + 1}. ${step}`), ''];
}

function whereConfigurationShows({ browser, extensionId }: Settings): string {
  return browser === 'firefox'
    ? 'Under `3rdparty` stands the configuration.'
    : `Further down stands a part for ${extensionId} with \`policyUrl\`.`;
}

function changeStep({ browser }: Settings): string {
  return browser === 'firefox'
    ? 'A change of managed.yaml: generate the files again and deploy them. Firefox reads them when it starts.'
    : 'A change of managed.yaml: generate the files again and deploy them. A running browser applies them.';
}

/** Files of the other systems take the place of those before them as a whole. */
function liftedStep(system: System): string {
  if (system !== 'windows') return '';
  return ' `install.ps1` and `gatepost.reg` take away what an earlier one set; in Group Policy, tick "Remove this item when it is no longer applied" at every value.';
}

function settingsTable({ policies, configuration }: Settings): string[] {
  const row = ([name, value]: [string, unknown]) => `| \`${name}\` | \`${shortened(JSON.stringify(value))}\` |`;
  return [
    '## What is set',
    '',
    "| the browser's policy | value |",
    '| --- | --- |',
    ...Object.entries(policies).map(row),
    '',
    "| the extension's configuration | value |",
    '| --- | --- |',
    ...Object.entries(configuration).map(row),
    '',
  ];
}

function shortened(text: string): string {
  const safe = text.replaceAll('|', String.raw`\|`);
  return safe.length > 120 ? `${safe.slice(0, 117)}...` : safe;
}
