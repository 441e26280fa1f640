/** The data sheet for employees and their representatives: purpose, records, where they go, who can read them. Pure. */
import { pickText } from '../../policy/localised-text.js';
import { shownLine } from '../../policy/shown-text.js';
import type { Block } from './blocks.js';
import type { SheetFacts } from './facts.js';
import { guardBlocks, neverBlocks, questionBlocks } from './about-texts.js';
import { keptBlocks, sentBlocks } from './about-places.js';
import type { Reader } from './reader.js';
import { recordBlocks } from './about-records.js';

/** What only the company knows; null: a line for it is left free. */
export interface CompanySays {
  readonly basis: string | null;
  readonly retention: string | null;
  readonly access: string | null;
  readonly contact: string | null;
}

export interface SheetSources {
  readonly version: string;
  readonly files: readonly { readonly name: string; readonly digest: string }[];
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** How many names of tools an action lists; the rest is counted. */
const NAMED = 8;

export function sheetBlocks(facts: SheetFacts, company: CompanySays, sources: SheetSources, reader: Reader): Block[] {
  const { organisation, policyName: name } = facts;
  const { say, day } = reader;
  return numbered([
    { kind: 'title', text: say('title') },
    { kind: 'text', text: say('about', { organisation, name, day: day(sources.nowMs) }) },
    { kind: 'note', text: say('scope') },
    ...purposeBlocks(facts, reader),
    ...recordBlocks(facts, reader),
    ...guardBlocks(facts, reader),
    ...questionBlocks(facts, reader),
    ...sentBlocks(facts, reader),
    ...keptBlocks(facts, reader),
    ...neverBlocks(facts, reader),
    ...companyBlocks(facts, company, reader),
    { kind: 'note', text: sourcesLine(sources, reader) },
  ]);
}

/** People refer to sections by number. */
function numbered(blocks: readonly Block[]): Block[] {
  let section = 0;
  return blocks.map((block) =>
    block.kind === 'heading' ? { ...block, text: `${(section += 1)}. ${block.text}` } : block,
  );
}

function purposeBlocks(facts: SheetFacts, reader: Reader): Block[] {
  const { organisation, observing, covered } = facts;
  const { say, list, day, number } = reader;
  const some = (names: readonly string[]) =>
    names.length <= NAMED + 1
      ? names
      : [...names.slice(0, NAMED), say('more', { count: number(names.length - NAMED) })];
  const pause =
    observing === null
      ? []
      : [observing.untilMs === null ? say('observing') : say('observingUntil', { day: day(observing.untilMs) })];
  return [
    { kind: 'heading', text: say('purposeTitle') },
    { kind: 'text', text: say('purpose', { organisation }) },
    ...pause.map((text) => ({ kind: 'text', text }) as const),
    {
      kind: 'list',
      items: covered.map(({ action, names }) => say('rule', { action: say(action), names: list(some(names)) })),
    },
    ...ownersBlocks(facts, reader),
  ];
}

function ownersBlocks({ owners, policyLanguage }: SheetFacts, { language, say, list }: Reader): Block[] {
  const names = new Set(owners.map((owner) => shownLine(pickText(owner, [language], policyLanguage) ?? '')));
  return names.size === 0 ? [] : [{ kind: 'text', text: say('owners', { owners: list([...names]) }) }];
}

function companyBlocks({ configuration }: SheetFacts, company: CompanySays, { say }: Reader): Block[] {
  const isSent = configuration?.collector !== null;
  const rows = (['basis', 'retention', 'access', 'contact'] as const).flatMap((key) => {
    const ofCollector = key === 'retention' || key === 'access';
    return ofCollector && !isSent ? [] : [{ label: say(key), value: company[key] }];
  });
  return [
    { kind: 'heading', text: say('companyTitle') },
    { kind: 'form', rows },
  ];
}

function sourcesLine({ version, files }: SheetSources, { say, list }: Reader): string {
  const named = files.map(({ name, digest }) => say('file', { name, digest }));
  return `${say('sources', { version, files: list(named) })} ${say('reference')}`;
}
