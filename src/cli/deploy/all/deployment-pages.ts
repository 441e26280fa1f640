/** The pages of `gatepost deploy --all`: one for each target, and an index of the whole. Pure. */
import { markdownRow } from '../markdown-row.js';
import { PLACES } from '../targets.js';
import { SYSTEM_TITLES } from '../instructions.js';
import type { PolicyNames } from './deployment-mistakes.js';
import type { PlannedAudience, PlannedFolder, PlannedTarget } from './deployment-plan.js';
import { codes, DIRECTORIES } from './directories.js';

export interface PageFacts {
  /** Of the deployment file, as given. */
  readonly file: string;
  readonly uninstall: boolean;
  /** Warnings by the folder's path. */
  readonly warnings: ReadonlyMap<string, readonly string[]>;
}

/** By which the page of a target is known. */
export const GROUPS_HEADING = '## Which group gets which folder';

export function renderTargetPage({ target, system, audiences }: PlannedTarget, facts: PageFacts): string {
  const { title, group, note } = DIRECTORIES[target.directory];
  const head = `# ${target.name}: ${SYSTEM_TITLES[system]}, ${title}`;
  const read = warningsOf(audiences, facts);
  const steps = audiences.map((each) => stepOf(each, target.directory));
  return [
    head,
    '',
    ...(read.length === 0 ? [] : ['## Read this first', '', ...read.map((each) => `- ${each}`), '']),
    GROUPS_HEADING,
    '',
    'A machine gets one folder for each browser. Where it is in two groups, the first line counts.',
    '',
    markdownRow(['', group, 'ring', 'groups of the policy', 'folder']),
    markdownRow(['---', '---', '---', '---', '---']),
    ...audiences.map((each, index) => rowOf(each, index + 1)),
    '',
    ...(facts.uninstall ? removal(audiences) : [...installation(steps, note), ...checks(audiences, system)]),
  ].join('\n');
}

export function renderIndex(plan: readonly PlannedTarget[], unused: PolicyNames, facts: PageFacts): string {
  const notes = notesOn(plan, unused);
  return [
    '# Gatepost: files for all browsers',
    '',
    `Made by \`gatepost deploy --all ${facts.file}${facts.uninstall ? ' --uninstall' : ''}\`. After a change of that file, of the managed ` +
      'configuration or of a rule that a browser enforces by itself, run it again and deliver the folders that changed.',
    '',
    ...(notes.length === 0 ? [] : ['## Read this first', '', ...notes.map((each) => `- ${each}`), '']),
    '## Targets',
    '',
    markdownRow(['target', 'system', 'by', 'browsers', 'groups']),
    markdownRow(['---', '---', '---', '---', '---']),
    ...plan.map(({ target, system, audiences }) =>
      markdownRow([
        `[${target.name}](${target.name}/README.md)`,
        SYSTEM_TITLES[system],
        DIRECTORIES[target.directory].title,
        target.browsers.map((browser) => PLACES[browser].title).join(', '),
        audiences.map(whomOf).join('; '),
      ]),
    ),
    '',
    '## Order',
    '',
    ...orderOf(plan, facts).map((step, index) => `${index + 1}. ${step}`),
    '',
  ].join('\n');
}

/** What the files leave open, for the index and for the terminal. */
export function notesOn(plan: readonly PlannedTarget[], unused: PolicyNames): string[] {
  const missing = ({ target, audiences }: PlannedTarget) =>
    audiences.some(({ audience }) => audience.everyone) ? [] : [target.name];
  const withoutRest = plan.flatMap(missing);
  return [
    ...(unused.rings.length === 0
      ? []
      : [`No audience has ${ofThe('ring', unused.rings)} of the policy: its rules reach nobody.`]),
    ...(unused.groups.length === 0
      ? []
      : [`No audience has ${ofThe('group', unused.groups)} of the policy: its rules reach nobody.`]),
    ...(withoutRest.length === 0
      ? []
      : [
          `Who is in none of the groups gets no extension from ${codes(withoutRest)}: an audience with everyone: true would reach them.`,
        ]),
    ...doubled(plan),
  ];
}

function ofThe(kind: string, names: readonly string[]): string {
  return `the ${kind}${names.length === 1 ? '' : 's'} ${codes(names)}`;
}

/** Two directories may manage one machine; whether they do, only the company knows. */
function doubled(plan: readonly PlannedTarget[]): string[] {
  return plan.flatMap(({ target, system }, index) =>
    plan.slice(0, index).flatMap((earlier) => {
      const shared = earlier.target.browsers.filter((browser) => target.browsers.includes(browser));
      if (earlier.system !== system || shared.length === 0) return [];
      const browsers = shared.map((browser) => PLACES[browser].title).join(', ');
      return [
        `${codes([earlier.target.name, target.name])} both deliver ${browsers} on ${SYSTEM_TITLES[system]}: see that no machine is managed by both, or it gets two configurations.`,
      ];
    }),
  );
}

/** Those of every browser once; others with the browser in front. The first is about an existing `ExtensionSettings`. */
function warningsOf(audiences: readonly PlannedAudience[], { warnings }: PageFacts): string[] {
  const folders = audiences.flatMap((each) => each.folders);
  const browsers = [...new Set(folders.map(({ browser }) => browser))];
  const byBrowser = browsers.map((browser) => ({
    title: PLACES[browser].title,
    texts: new Set(folders.filter((each) => each.browser === browser).flatMap(({ path }) => warnings.get(path) ?? [])),
  }));
  const all = [...new Set(byBrowser.flatMap(({ texts }) => [...texts]))];
  return all.map((each) => {
    const whose = byBrowser.filter(({ texts }) => texts.has(each)).map(({ title }) => title);
    const isNamed = whose.length === browsers.length || whose.some((title) => each.includes(title));
    return isNamed ? each : `${whose.join(', ')}: ${each}`;
  });
}

function rowOf({ audience, groups, folders }: PlannedAudience, place: number): string {
  const { ring, groups: own } = audience;
  const link = ({ browser, path }: PlannedFolder) => `[${audience.name}/${browser}](${belowTarget(path)}/README.md)`;
  const whom = groups.length === 0 ? 'everyone else' : codes(groups);
  return markdownRow([
    String(place),
    whom,
    ring ?? 'none',
    own.length === 0 ? 'none' : own.join(', '),
    folders.map(link).join(', '),
  ]);
}

function stepOf({ groups, others, folders }: PlannedAudience, directory: PlannedTarget['target']['directory']): string {
  const names = folders.map(({ path }) => belowTarget(path));
  return DIRECTORIES[directory].assign({ groups, others, folders: names });
}

function installation(steps: readonly string[], note: string): string[] {
  return [
    '## In this order',
    '',
    ...(note === '' ? [] : [note, '']),
    ...[
      'On one test machine, follow the `README.md` of the first folder; it has the steps for its browser and system.',
      ...steps,
    ].map((step, index) => `${index + 1}. ${step}`),
    '',
    'Between two steps, wait a working day and check.',
    '',
  ];
}

function removal(audiences: readonly PlannedAudience[]): string[] {
  const names = [...audiences].reverse().flatMap(({ folders }) => folders.map(({ path }) => belowTarget(path)));
  return [
    '## In this order',
    '',
    ...names.map((name, index) => `${index + 1}. Follow "To remove it" in [${name}](${name}/README.md).`),
    '',
    ...[
      '## How to check',
      '',
      `On a machine of each group, open ${policyPages(audiences)}: the extension is in none of their lists.`,
      '',
    ],
  ];
}

function browsersOf(audiences: readonly PlannedAudience[]) {
  return [...new Set(audiences.flatMap(({ folders }) => folders.map(({ browser }) => browser)))];
}

function policyPages(audiences: readonly PlannedAudience[]): string {
  return browsersOf(audiences)
    .map((browser) => `\`${PLACES[browser].policyPage}\` in ${PLACES[browser].title}`)
    .join(', ');
}

function checks(audiences: readonly PlannedAudience[], system: PlannedTarget['system']): string[] {
  const doctors = browsersOf(audiences).map((browser) => `gatepost doctor --browser ${browser}`);
  const values = audiences.map(({ audience: { name, ring, groups } }) => {
    const own = groups.length === 0 ? 'no `groups`' : `\`groups\` ${codes(groups)}`;
    return `- ${name}: ${ring === undefined ? 'no `ring`' : `\`ring\` \`${ring}\``}, ${own}`;
  });
  return [
    '## How to check',
    '',
    `On a machine of each group, open ${policyPages(audiences)}. The extension's configuration there shows:`,
    '',
    ...values,
    '',
    // The command does not run there.
    (system === 'chromeos' ? '' : `Then run ${codes(doctors)} on it. `) +
      'Where events are collected, `gatepost report` shows which revision each ring has.',
    '',
  ];
}

function orderOf(plan: readonly PlannedTarget[], { uninstall }: PageFacts): string[] {
  const names = [...new Set(plan.flatMap(({ audiences }) => audiences.map(({ audience }) => audience.name)))];
  const inOrder = uninstall ? names.reverse() : names;
  return inOrder.map((name) => {
    const targets = plan.filter(({ audiences }) => audiences.some(({ audience }) => audience.name === name));
    const links = targets.map(({ target }) => `[${target.name}](${target.name}/README.md)`).join(', ');
    return `\`${name}\` in ${links}${uninstall ? '' : ', then check as described there'}.`;
  });
}

function whomOf({ audience: { name, ring, groups } }: PlannedAudience): string {
  const parts = [...(ring === undefined ? [] : [`ring ${ring}`]), ...groups];
  return parts.length === 0 ? name : `${name} (${parts.join(', ')})`;
}

const belowTarget = (path: string): string => path.slice(path.indexOf('/') + 1);
