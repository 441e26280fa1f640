/**
 * How much the name of a host looks like those of AI tools. Nothing is listed by hand: what a part of a name weighs comes from the
 * hosts of the catalogue on one side and all hosts of the log on the other, so every weight can be explained by two counts.
 */
import { registeredDomain } from '../../authoring/lint/public-suffix.js';

export interface NamePart {
  /** `gpt`, or `.ai` for a top level. */
  readonly part: string;
  /** Of the catalogue's names, those that have it. */
  readonly inCatalogue: number;
  readonly ofCatalogue: number;
  /** Of the log's other names, those that have it. */
  readonly inLog: number;
  readonly ofLog: number;
  /** The logarithm of how much more frequent it is in the catalogue. */
  readonly weight: number;
}

const SHORTEST = 2;
const LONGEST = 7;
/** Of the catalogue's names; what is rarer says nothing about others. */
const LEAST_NAMES = 3;
/** Parts beyond the first ones repeat what those say. */
const MOST_PARTS = 2;
const LEAST_WEIGHT = 0.7;

interface Counted {
  readonly names: number;
  readonly parts: ReadonlyMap<string, number>;
}

export class NameParts {
  readonly #catalogue: Counted;
  readonly #log: Counted;

  /** @param catalogue hosts of known tools @param log all hosts of the log */
  constructor(catalogue: Iterable<string>, log: Iterable<string>) {
    const known = counted(catalogue, null);
    const telling = new Map([...known.parts].filter(([, names]) => names >= LEAST_NAMES));
    this.#catalogue = { names: known.names, parts: telling };
    this.#log = counted(log, telling);
  }

  /** What in the name is telling, the heaviest first: the top level, and parts that do not repeat one another. */
  of(host: string): NamePart[] {
    const all = [...partsOf(host)].map((part) => this.#weigh(part)).filter(({ weight }) => weight >= LEAST_WEIGHT);
    const byWeight = all.sort((one, other) => other.weight - one.weight || other.part.length - one.part.length);
    const found: NamePart[] = [];
    for (const each of byWeight) {
      const isTop = each.part.startsWith('.');
      const same = found.filter(({ part }) => part.startsWith('.') === isTop);
      const repeats = same.some(({ part }) => part.includes(each.part) || each.part.includes(part));
      if (!repeats && same.length < (isTop ? 1 : MOST_PARTS)) found.push(each);
    }
    return found;
  }

  #weigh(part: string): NamePart {
    const inCatalogue = this.#catalogue.parts.get(part) ?? 0;
    // Less the name itself: a part that no other name of a small log has must not look frequent.
    const inLog = Math.max(0, (this.#log.parts.get(part) ?? 0) - 1);
    const [ofCatalogue, ofLog] = [this.#catalogue.names, Math.max(0, this.#log.names - 1)];
    // Never seen in a small log is little: two names more there, and half a one in the catalogue.
    const rates = (inCatalogue + 0.5) / (ofCatalogue + 1) / ((inLog + 2) / (ofLog + 4));
    const weight = inCatalogue === 0 ? 0 : Math.log(rates);
    return { part, inCatalogue, ofCatalogue, inLog, ofLog, weight };
  }
}

/** @param only parts that are counted; null: all */
function counted(hosts: Iterable<string>, only: ReadonlyMap<string, number> | null): Counted {
  const parts = new Map<string, number>();
  let names = 0;
  for (const domain of new Set([...hosts].map(registeredDomain))) {
    names += 1;
    for (const part of partsOf(domain)) {
      if (only === null || only.has(part)) parts.set(part, (parts.get(part) ?? 0) + 1);
    }
  }
  return { names, parts };
}

/** The top level, and of the other labels what a word between hyphens begins or ends with, and the whole word. */
function partsOf(host: string): Set<string> {
  const labels = host.split('.');
  const parts = new Set([`.${labels.at(-1) ?? ''}`]);
  for (const word of labels.slice(0, -1).flatMap((label) => label.split('-'))) {
    for (let length = SHORTEST; length <= Math.min(LONGEST, word.length); length += 1) {
      parts.add(word.slice(0, length));
      parts.add(word.slice(-length));
    }
  }
  return parts;
}
