/** The part of the data sheet about records: each event with its purpose, and what a record holds. Pure. */
import type { EventField } from '../../events/event-fields.js';
import { FIELDS, KINDS } from '../../events/event-words.js';
import type { Block, TableGroup } from './blocks.js';
import type { SheetFacts } from './facts.js';
import type { Reader } from './reader.js';

export function recordBlocks({ recorded, notRecorded, fields }: SheetFacts, reader: Reader): Block[] {
  const { say, words } = reader;
  const group = (about: 'use' | 'policy' | 'health', title: string): TableGroup => ({
    title,
    rows: recorded
      .filter((kind) => KINDS[kind].about === about)
      .map((kind) => [words.kinds[kind].what, words.kinds[kind].purpose]),
  });
  const groups = [
    group('use', say('groupUse')),
    group('policy', say('groupPolicy')),
    group('health', say('groupHealth')),
  ].filter(({ rows }) => rows.length > 0);
  return [
    { kind: 'heading', text: say('recordedTitle') },
    { kind: 'table', head: [say('event'), say('why')], groups },
    { kind: 'text', text: fieldsText(fields, reader) },
    ...(notRecorded.length === 0 ? [] : missingBlocks(notRecorded, reader)),
  ];
}

function missingBlocks(notRecorded: SheetFacts['notRecorded'], { say, words }: Reader): Block[] {
  return [
    { kind: 'text', text: say('notRecorded') },
    { kind: 'list', items: notRecorded.map((kind) => words.kinds[kind].what) },
    ...(notRecorded.includes('observed') ? [{ kind: 'text', text: say('pause') } as const] : []),
  ];
}

function fieldsText(fields: readonly EventField[], { say, list, words }: Reader): string {
  const of = (classification: 'none' | 'personal' | 'usage') =>
    fields.filter((field) => FIELDS[field].classification === classification).map((field) => words.fields[field]);
  const personal = of('personal');
  return [
    say('fields', { usage: list(of('usage')), technical: list(of('none')) }),
    personal.length === 0 ? say('fieldsPersonalNone') : say('fieldsPersonal', { personal: list(personal) }),
  ].join(' ');
}
