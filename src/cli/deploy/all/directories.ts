/** Where companies keep their groups, and how files reach a group there. Sources: docs/guides/roll-out.md, "Sources". */
import type { PolicyBrowser } from '../browser-policies.js';
import type { System } from '../targets.js';

export const DIRECTORY_NAMES = ['entra', 'ad', 'google', 'jamf', 'files'] as const;
export type DirectoryName = (typeof DIRECTORY_NAMES)[number];

interface Directory {
  readonly title: string;
  /** What its groups are called. */
  readonly group: string;
  /** The systems that it manages; a target that names none is for the first. */
  readonly systems: readonly [System, ...System[]];
  /** Null: every browser. */
  readonly browsers: readonly PolicyBrowser[] | null;
  /** How a folder reaches a group. */
  readonly assign: (to: Recipients) => string;
  /** What to know before the first group; empty: nothing. */
  readonly note: string;
  /** Whether a group that lies inside another has the files of the inner one, whatever the order. */
  readonly isInside: (inner: string, outer: string) => boolean;
}

export interface Recipients {
  /** Empty: everyone. */
  readonly groups: readonly string[];
  /** Those of earlier audiences, which have other files. */
  readonly others: readonly string[];
  readonly folders: readonly string[];
}

const never = () => false;

export const DIRECTORIES: Readonly<Record<DirectoryName, Directory>> = {
  entra: {
    title: 'Entra ID (Intune)',
    group: 'Entra group',
    systems: ['windows', 'macos'],
    browsers: null,
    assign: ({ groups, others, folders }) =>
      `Assign what you create from ${codes(folders)} to ${groups.length === 0 ? 'all devices' : `${codes(groups)} (Included groups)`}` +
      `${excluded(others, ', without ')}${others.length === 0 ? '' : ' (Excluded groups)'}.`,
    note: 'These settings are for the machine: take groups of devices. Intune cannot include groups of users and exclude groups of devices, or the reverse.',
    isInside: never,
  },
  ad: {
    title: 'Active Directory (Group Policy)',
    group: 'AD group',
    systems: ['windows'],
    browsers: null,
    assign: ({ groups, others, folders }) =>
      `Make a Group Policy object for each of ${codes(folders)}, and link it to the domain${filtered(groups)}.` +
      `${excluded(others, ' Deny "Apply group policy" on it for ')}${others.length === 0 ? '' : '.'}`,
    note: 'Put computers into the groups, not people: the settings are for the machine. A machine that two of the objects reach gets the values of both.',
    isInside: never,
  },
  google: {
    title: 'Google Admin console',
    group: 'organisational unit',
    systems: ['chromeos'],
    browsers: ['chrome'],
    assign: ({ groups, folders }) =>
      `Choose the organisational unit ${groups.length === 0 ? 'at the top' : codes(groups)}, and set there what ${codes(folders)} says. ` +
      'Units inside it inherit this, unless they have settings of their own.',
    note: '',
    isInside: (inner, outer) => folded(inner).startsWith(`${folded(outer)}/`),
  },
  jamf: {
    title: 'Jamf',
    group: 'computer group',
    systems: ['macos'],
    browsers: null,
    assign: ({ groups, others, folders }) =>
      `Upload the profile of ${codes(folders)}. Scope, Targets: ${groups.length === 0 ? 'all computers' : codes(groups)}` +
      `${excluded(others, '; Exclusions: ')}.`,
    note: 'Take computer groups: Jamf applies an exclusion of people only while one of them is signed in.',
    isInside: never,
  },
  files: {
    title: 'Files (configuration management)',
    group: 'host group',
    systems: ['linux', 'windows'],
    browsers: null,
    assign: ({ groups, others, folders }) =>
      `Run the script of ${codes(folders)} on ${groups.length === 0 ? 'every host' : `the hosts of ${codes(groups)}`}` +
      `${excluded(others, ', except those of ')}.`,
    note: '',
    isInside: never,
  },
};

/** What makes two spellings one group: case and accents do not count, nor does a slash at the end. */
export function folded(group: string): string {
  return group.normalize('NFC').toLowerCase().replace(/\/+$/, '');
}

export function codes(texts: readonly string[]): string {
  return texts.map((text) => `\`${text}\``).join(', ');
}

function excluded(others: readonly string[], words: string): string {
  return others.length === 0 ? '' : `${words}${codes(others)}`;
}

function filtered(groups: readonly string[]): string {
  return groups.length === 0 ? '' : `, with security filtering for ${codes(groups)} in place of Authenticated Users`;
}
