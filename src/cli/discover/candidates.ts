/** Ranks the names of a log that are in no catalogue by how much they look like AI tools, and says why. Pure. */
import { NameParts, type NamePart } from './name-parts.js';
import { shapesIn } from './path-shapes.js';
import type { Usage, UsageTally } from './usage.js';

export interface Feature {
  readonly kind: 'name' | 'top-level' | 'path' | 'neighbours';
  /** What was found, such as `gpt`, `.ai` or `/v1/chat/completions`. */
  readonly found: string;
  /** What it adds to the score. */
  readonly weight: number;
  /** Why, in numbers of the catalogue and the log. */
  readonly why: string;
}

export interface Candidate {
  /** A name that somebody has registered. */
  readonly domain: string;
  readonly usage: Usage;
  readonly score: number;
  /** The heaviest first. */
  readonly features: readonly Feature[];
}

/** One request near a tool is chance. */
const LEAST_NEAR = 2;
/** People who use much beside tools must not outweigh every name. */
const MOST_OF_NEIGHBOURS = 5;

/** Above it, a name is said to look like AI. */
export const LEAST_SCORE = 1;

/** @param catalogue hosts of known tools */
export function candidatesIn(tally: UsageTally, catalogue: Iterable<string>): Candidate[] {
  const parts = new NameParts(catalogue, tally.unknown.keys());
  const { counted, near } = tally.neighbours.all;
  const usual = counted === 0 ? 0 : near / counted;
  const all = [...tally.unknown].map(([domain, usage]): Candidate => {
    const features = [...parts.of(domain).map(ofName), ...ofPaths(usage), ...ofNeighbours(usage, usual)];
    const score = features.reduce((sum, { weight }) => sum + weight, 0);
    return { domain, usage, score, features: features.sort((one, other) => other.weight - one.weight) };
  });
  return all.sort((one, other) => other.score - one.score || compare(one.domain, other.domain));
}

function ofName({ part, weight, inCatalogue, ofCatalogue, inLog, ofLog }: NamePart): Feature {
  return {
    kind: part.startsWith('.') ? 'top-level' : 'name',
    found: part,
    weight,
    why: `in ${inCatalogue} of ${ofCatalogue} names of the catalogue, and in ${inLog} of ${ofLog} other names of the log`,
  };
}

function ofPaths({ shapes }: Usage): Feature[] {
  const [heaviest] = shapesIn(shapes).sort((one, other) => other.weight - one.weight);
  if (heaviest === undefined) return [];
  const why =
    heaviest.weight > 1 ? 'a path of interfaces of AI models' : 'a path that pages of AI tools have, and others too';
  return [{ kind: 'path', found: heaviest.shown, weight: heaviest.weight, why }];
}

/** How often the same people use a known tool within ten minutes, against all names of the log: the logarithm of the likelihood ratio. */
function ofNeighbours({ neighbours: { counted, near } }: Usage, usual: number): Feature[] {
  const share = near / counted;
  if (near < LEAST_NEAR || usual === 0 || share <= usual) return [];
  const others = counted - near;
  const likelihood = near * Math.log(share / usual) + (others === 0 ? 0 : others * Math.log((1 - share) / (1 - usual)));
  const weight = Math.min(MOST_OF_NEIGHBOURS, likelihood);
  const percent = (part: number) => `${(part * 100).toFixed(part < 0.1 ? 1 : 0)} %`;
  const why = `${percent(share)} of its requests are within ten minutes of a known tool, of all names ${percent(usual)}`;
  return [{ kind: 'neighbours', found: percent(share), weight, why }];
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
