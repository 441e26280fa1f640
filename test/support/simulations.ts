/** Simulations of a small policy, held against another, over a log that the test writes. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { simulate, type SimulateOptions } from '../../src/cli/logs/simulate.js';
import type { SimulationReport } from '../../src/cli/logs/simulation-report.js';
import { NOW_MS } from './policies.js';
import { temporaryFolders } from './temporary-folder.js';

const HEAD = 'format: 1\nname: acme\norganisation: { name: Acme }\nrules:\n';
const POLICY = `${HEAD}  - { id: chat, tools: [chatgpt, claude], action: block }
  - { id: pictures, sites: [bing.com/images/create], action: warn, audience: { groups: [sales] } }
`;
const AGAINST = `${HEAD}  - { id: claude, tools: [claude], action: block }\n  - { id: art, tools: [midjourney], action: block }\n`;

interface Simulations {
  readonly simulated: (log: string | Buffer, over?: Partial<SimulateOptions>) => Promise<SimulationReport>;
}

export function simulations(): Simulations {
  const folder = temporaryFolders();
  const simulated: Simulations['simulated'] = async (content, over = {}) => {
    const own = await folder();
    const at = (name: string) => path.join(own, name);
    await writeFile(at('policy.yaml'), POLICY);
    await writeFile(at('against.yaml'), AGAINST);
    await writeFile(at('log'), content);
    return simulate({
      ...{
        policyFile: at('policy.yaml'),
        againstFile: at('against.yaml'),
        logs: [at('log')],
        facts: null,
        nowMs: NOW_MS,
      },
      ...{ format: null, columns: {}, names: 0, pseudonymKey: null },
      ...over,
    });
  };
  return { simulated };
}
