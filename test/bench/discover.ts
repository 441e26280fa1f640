/** `npm run bench -- discover`: how many tools that the catalogue does not know rank among the first 200 names of a synthetic log. */
import { FIRST, measureDiscovery, type MeasureOptions } from '../support/discovery-measure.js';

const SEEDS = [1, 2, 3, 4, 5];
const ORDINARY = 50_000;

/** With every sign, and with names alone, for logs of hosts without paths and people who use nothing together. */
const VARIANTS: readonly (readonly [string, Pick<MeasureOptions, 'togetherShare' | 'paths'>])[] = [
  ['all features', { togetherShare: 0.5, paths: true }],
  ['no paths', { togetherShare: 0.5, paths: false }],
  ['one visit in five near a known tool', { togetherShare: 0.2, paths: true }],
  ['names only', { togetherShare: null, paths: false }],
];

/** @param parameters seeds, in place of the usual ones */
export async function run(parameters: string[]): Promise<void> {
  const seeds = parameters.length > 0 ? parameters.map(Number) : SEEDS;
  for (const [name, variant] of VARIANTS) {
    for (const seed of seeds) {
      const { removed, found, wrong, missed } = await measureDiscovery({ seed, ordinary: ORDINARY, ...variant });
      const percent = ((found / removed) * 100).toFixed(1);
      process.stdout.write(
        `${name}, seed ${seed}: ${found} of ${removed} removed tools among the first ${FIRST} (${percent} %)\n`,
      );
      process.stdout.write(
        `  ${wrong.length} of no tool, such as ${wrong.slice(0, 5).join(', ')}; missed ${missed.slice(0, 5).join(', ')}\n`,
      );
    }
  }
}
