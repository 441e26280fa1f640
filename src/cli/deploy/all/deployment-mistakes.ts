/**
 * What is wrong with a deployment file beyond its form: names that nobody knows, and files of which two would reach one
 * machine. Who is in which directory group, nobody can see here; what the names alone show is refused. Pure.
 */
import { nearestNames } from '../../../catalogue/nearest.js';
import { switchesOf } from '../hardening.js';
import type { DeployAudience, Deployment, DeploymentMistake, DeployTarget } from './deployment-file.js';
import { systemOf } from './deployment-plan.js';
import { DIRECTORIES, DIRECTORY_NAMES, folded, type DirectoryName } from './directories.js';

/** Groups and rings that rules and rollouts name. */
export interface PolicyNames {
  readonly groups: readonly string[];
  readonly rings: readonly string[];
}

export function mistakesIn(deployment: Deployment, known: PolicyNames): DeploymentMistake[] {
  return [
    ...repeatedNames(deployment, 'targets'),
    ...repeatedNames(deployment, 'audiences'),
    ...deployment.targets.flatMap((target, index) => targetMistakes(target, ['targets', index], deployment)),
    ...targetsTwice(deployment),
    ...storeMistakes(deployment),
    ...deployment.audiences.flatMap((audience, index) => [
      ...unknownNames(audience, index, deployment, known),
      ...reachMistakes(audience, index, deployment),
    ]),
    ...unitsOfAd(deployment),
    ...groupsTwice(deployment),
    ...sameFiles(deployment),
  ];
}

/** Names of the policy that no audience has: nobody will be in them. */
export function unusedNames({ audiences }: Deployment, { groups, rings }: PolicyNames): PolicyNames {
  const own = new Set(audiences.flatMap((each) => each.groups).map(folded));
  const ownRings = new Set(audiences.flatMap(({ ring = [] }) => ring).map(folded));
  return {
    groups: groups.filter((name) => !own.has(folded(name))),
    rings: rings.filter((name) => !ownRings.has(folded(name))),
  };
}

function repeatedNames(deployment: Deployment, list: 'targets' | 'audiences'): DeploymentMistake[] {
  const names = deployment[list].map(({ name }) => name);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ path: [list, index, 'name'], message: `${name} is the name of another one above; give each its own` }],
  );
}

function targetMistakes(target: DeployTarget, path: readonly PropertyKey[], deployment: Deployment) {
  const { directory, os, browsers, hardening } = target;
  const { title, systems, browsers: managed } = DIRECTORIES[directory];
  const mistake = (key: string, message: string): DeploymentMistake => ({ path: [...path, key], message });
  const foreign = browsers.filter((each) => managed !== null && !managed.includes(each));
  const without = browsers.filter((each) => deployment.stores[each] === undefined && deployment.pack === undefined);
  const chosen = typeof hardening === 'string' ? [] : hardening;
  const idle = chosen.filter((name) => browsers.every((browser) => !switchesOf(browser).includes(name)));
  return [
    ...(os === undefined || systems.includes(os)
      ? []
      : [mistake('os', `${title} does not deliver to ${os}; expected ${systems.join(' or ')}, or leave os out`)]),
    ...foreign.map((each) => mistake('browsers', `${title} does not manage ${each}; expected ${String(managed)}`)),
    ...without.map((each) =>
      mistake('browsers', `no extension for ${each}: add pack (the folder of \`gatepost pack\`), or stores.${each}`),
    ),
    ...idle.map((name) => mistake('hardening', `no browser of this target has the switch ${name}; remove it`)),
    ...idleKeys(target).map(([key, whose]) =>
      mistake(key, `only ${whose} has this; add it to browsers, or remove ${key}`),
    ),
  ];
}

/** Keys that do nothing in the browsers of the target, with whose they are. */
function idleKeys({ browsers, signInDomains, unsignedXpi, blockOtherExtensions }: DeployTarget): [string, string][] {
  const isChromium = browsers.some((browser) => browser !== 'firefox');
  return [
    ...(signInDomains.length > 0 && !browsers.includes('edge') ? [['signInDomains', 'Edge'] as [string, string]] : []),
    ...(unsignedXpi && !browsers.includes('firefox') ? [['unsignedXpi', 'Firefox'] as [string, string]] : []),
    ...(blockOtherExtensions !== undefined && !isChromium
      ? [['blockOtherExtensions', 'a browser of the Chromium family'] as [string, string]]
      : []),
  ];
}

function storeMistakes({ stores }: Deployment): DeploymentMistake[] {
  return Object.entries(stores).flatMap(([browser, store]) =>
    store === undefined || browser === 'firefox' || /^[a-p]{32}$/.test(store.id)
      ? []
      : [{ path: ['stores', browser, 'id'], message: `found ${store.id}, expected 32 letters from a to p` }],
  );
}

/** One directory would give a browser two files. */
function targetsTwice({ targets }: Deployment): DeploymentMistake[] {
  return targets.flatMap((target, index) => {
    const system = systemOf(target);
    const earlier = targets
      .slice(0, index)
      .filter((each) => each.directory === target.directory && systemOf(each) === system);
    return target.browsers.flatMap((browser) => {
      const first = earlier.find(({ browsers }) => browsers.includes(browser));
      if (first === undefined) return [];
      return [
        {
          path: ['targets', index, 'browsers'],
          message: `${browser} on ${system} has files from target ${first.name} already; name it in one of the two`,
        },
      ];
    });
  });
}

function unknownNames(
  { ring, groups }: DeployAudience,
  index: number,
  { policy, plannedNames }: Deployment,
  known: PolicyNames,
): DeploymentMistake[] {
  const check = (kind: 'ring' | 'group', name: string): DeploymentMistake[] => {
    const names = kind === 'ring' ? [...known.rings, ...plannedNames.rings] : [...known.groups, ...plannedNames.groups];
    if (names.some((each) => folded(each) === folded(name))) return [];
    const [near] = nearestNames(name, names, 1);
    const own = names.length === 0 ? `it has no ${kind} at all.` : `it has ${names.join(', ')}.`;
    const hint = near === undefined ? own : `did you mean ${near}?`;
    const path = ['audiences', index, kind === 'ring' ? 'ring' : 'groups'];
    return [
      {
        path,
        message: `no rule of ${policy} is for the ${kind} ${name}: ${hint} For later, list it in plannedNames.${kind}s`,
      },
    ];
  };
  return [...(ring === undefined ? [] : check('ring', ring)), ...groups.flatMap((name) => check('group', name))];
}

function reachMistakes(
  { name, everyone, directoryGroups }: DeployAudience,
  index: number,
  { targets, audiences }: Deployment,
): DeploymentMistake[] {
  const path = ['audiences', index];
  const named = DIRECTORY_NAMES.filter((directory) => directoryGroups[directory] !== undefined);
  const last = audiences.findIndex((audience) => audience.everyone);
  if (last !== -1 && last < index)
    return [
      { path, message: `${name} comes after ${audiences[last]?.name ?? ''}, which is for everyone: put it before` },
    ];
  if (everyone && named.length > 0)
    return [
      { path: [...path, 'directoryGroups'], message: 'an audience for everyone has no directory groups; remove them' },
    ];
  if (!everyone && named.length === 0)
    return [{ path, message: 'expected directoryGroups, or everyone: true for all who are in none' }];
  const idle = named.filter((directory) => targets.every((target) => target.directory !== directory));
  return idle.map((directory) => ({
    path: [...path, 'directoryGroups', directory],
    message: `no target delivers by ${directory}; add one, or remove these groups`,
  }));
}

interface Mapped {
  readonly directory: DirectoryName;
  readonly group: string;
  readonly audience: string;
  readonly path: readonly PropertyKey[];
}

/** The object of a unit cannot be denied to those of another object, so that a machine would get the values of both. */
function unitsOfAd({ audiences }: Deployment): DeploymentMistake[] {
  return audiences.flatMap(({ directoryGroups: { ad = [] } }, index) =>
    ad
      .filter((group) => /^ou=/i.test(group))
      .map((group) => ({
        path: ['audiences', index, 'directoryGroups', 'ad'],
        message: `found the organisational unit ${group}, expected a security group: put the computers of the unit into one`,
      })),
  );
}

function groupsTwice({ audiences }: Deployment): DeploymentMistake[] {
  const mapped = audiences.flatMap(({ name, directoryGroups }, index) =>
    DIRECTORY_NAMES.flatMap((directory) =>
      (directoryGroups[directory] ?? []).map((group): Mapped => ({
        directory,
        group,
        audience: name,
        path: ['audiences', index, 'directoryGroups', directory],
      })),
    ),
  );
  return mapped.flatMap((one, index) => {
    const earlier = mapped.slice(0, index).filter(({ directory }) => directory === one.directory);
    const same = earlier.find(({ group }) => folded(group) === folded(one.group));
    const { path, group, directory } = one;
    if (same !== undefined)
      return [
        { path, message: `${group} is mapped twice: audience ${same.audience} has it already; remove it from one` },
      ];
    const outer = earlier.find((each) => DIRECTORIES[directory].isInside(group, each.group));
    if (outer === undefined || outer.audience === one.audience) return [];
    const message =
      `${group} lies inside ${outer.group} of audience ${outer.audience}, which comes first, but there the inner one wins: ` +
      `put this audience before ${outer.audience}`;
    return [{ path, message }];
  });
}

/** Two audiences that are the same to the policy. */
function sameFiles({ audiences }: Deployment): DeploymentMistake[] {
  const keys = audiences.map(({ ring = '', groups }) => JSON.stringify([folded(ring), ...groups.map(folded).sort()]));
  return audiences.flatMap((_, index) => {
    const first = keys.findIndex((key) => key === keys[index]);
    if (first === index) return [];
    const name = audiences[first]?.name ?? '';
    const message = `the same ring and groups as audience ${name}, so the same files: add its directory groups there`;
    return [{ path: ['audiences', index], message }];
  });
}
