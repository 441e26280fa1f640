/** The parts of the data sheet about what people write and hand over: data guard, reasons, and what is never recorded. Pure. */
import { MAX_JUSTIFICATION } from '../../policy/limits.js';
import type { Block } from './blocks.js';
import type { SheetFacts } from './facts.js';
import type { Reader } from './reader.js';

/** By what findings are counted apart: the fields that such an event has, beside how often. */
const COUNTED_BY = ['tool', 'rule', 'dataKind', 'detector', 'channel', 'outcome'] as const;

export function guardBlocks({ guard }: SheetFacts, { say, list, words }: Reader): Block[] {
  const heading = { kind: 'heading', text: say('guardTitle') } as const;
  if (guard === null) return [heading, { kind: 'text', text: say('guardNone') }];
  const fields = COUNTED_BY.map((field) => words.fields[field]);
  return [
    heading,
    {
      kind: 'text',
      text: say('guardChecked', {
        tools: list(guard.names),
        kinds: list(guard.kinds.map((kind) => words.dataKinds[kind])),
      }),
    },
    { kind: 'text', text: say('guardRecorded', { fields: list(fields) }) },
  ];
}

export function questionBlocks({ questions }: SheetFacts, { say, list, number, duration }: Reader): Block[] {
  const { recorded, local, localMinutes } = questions;
  const said = [
    ...(recorded.length === 0
      ? []
      : [say('questionRecorded', { rules: list(recorded), count: number(MAX_JUSTIFICATION) })]),
    ...(local.length === 0 ? [] : [say('questionLocal', { rules: list(local), minutes: duration(localMinutes * 60) })]),
  ];
  return [
    { kind: 'heading', text: say('questionTitle') },
    ...(said.length === 0 ? [say('questionNone')] : said).map((text) => ({ kind: 'text', text }) as const),
  ];
}

export function neverBlocks({ questions }: SheetFacts, { say }: Reader): Block[] {
  const items = [
    say(questions.recorded.length > 0 ? 'neverTextsBut' : 'neverTexts'),
    say('neverAddresses'),
    say('neverOthers'),
    say('neverPrivate'),
    say('neverScreen'),
  ];
  return [
    { kind: 'heading', text: say('neverTitle') },
    { kind: 'list', items },
  ];
}
