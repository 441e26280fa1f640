/** Logs of the cases, against one policy: ChatGPT and Claude are blocked, everything else is open. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SimulateOptions } from '../../src/cli/logs/simulate.js';
import type { SimulationReport } from '../../src/cli/logs/simulation-report.js';
import { ROOT } from './repository.js';
import { simulations } from './simulations.js';

interface CaseLogs {
  readonly ofCase: (file: string, over?: Partial<SimulateOptions>) => Promise<SimulationReport>;
  readonly ofText: (log: string | Buffer, over?: Partial<SimulateOptions>) => Promise<SimulationReport>;
}

export function caseLogs(): CaseLogs {
  const { simulated } = simulations();
  const ofText: CaseLogs['ofText'] = (log, over = {}) => simulated(log, { againstFile: null, ...over });
  return {
    ofText,
    ofCase: async (file, over) => ofText(await readFile(path.join(ROOT, 'test/cases', file)), over),
  };
}

/** What a case is about: people and addresses together, those who are restricted, and what was not read. */
export function inShort({ log, restricted, rules }: SimulationReport) {
  return {
    people: log.people + log.addresses,
    restricted: restricted.people + restricted.addresses,
    tools: Object.fromEntries<number>(rules.map(({ tool, requests }) => [tool ?? 'sites', requests])),
    unread: log.malformed,
  };
}
