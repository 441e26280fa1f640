/** Which folder is for whom: each target by each audience that it reaches, by each browser. Pure. */
import type { PolicyBrowser } from '../browser-policies.js';
import type { System } from '../targets.js';
import type { DeployAudience, DeployTarget, Deployment } from './deployment-file.js';
import { DIRECTORIES } from './directories.js';

export interface PlannedTarget {
  readonly target: DeployTarget;
  readonly system: System;
  readonly audiences: readonly PlannedAudience[];
}

export interface PlannedAudience {
  readonly audience: DeployAudience;
  /** In the target's directory; empty: everyone. */
  readonly groups: readonly string[];
  /** The groups of the audiences before it: a machine that is in both has the files of the first. */
  readonly others: readonly string[];
  readonly folders: readonly PlannedFolder[];
}

export interface PlannedFolder {
  readonly browser: PolicyBrowser;
  /** Below the output folder. */
  readonly path: string;
}

export function planOf({ targets, audiences }: Deployment): PlannedTarget[] {
  return targets.map((target) => {
    const reached = audiences.filter((audience) => audience.everyone || groupsIn(target, audience).length > 0);
    return {
      target,
      system: systemOf(target),
      audiences: reached.map((audience, index) => ({
        audience,
        groups: groupsIn(target, audience),
        others: reached.slice(0, index).flatMap((earlier) => groupsIn(target, earlier)),
        folders: target.browsers.map((browser) => ({ browser, path: `${target.name}/${audience.name}/${browser}` })),
      })),
    };
  });
}

export function systemOf({ os, directory }: Pick<DeployTarget, 'os' | 'directory'>): System {
  return os ?? DIRECTORIES[directory].systems[0];
}

function groupsIn({ directory }: DeployTarget, { directoryGroups }: DeployAudience): string[] {
  return directoryGroups[directory] ?? [];
}
