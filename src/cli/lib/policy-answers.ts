/**
 * Puts an answer to a request for access into the text of a policy. The rest of the text stays as it is: what is added is written
 * by the YAML library, and what comes out is read back. Pure.
 */
import { isDeepStrictEqual } from 'node:util';
import { toMoment } from '../../authoring/publish-source.js';
import { editRefusal, ensureReads, itemStart, lineEndOf, yamlOf } from './policy-text.js';
import { readYaml } from './yaml-source.js';

export interface WrittenAnswer {
  /** The device ID for support. */
  readonly browser: string;
  readonly rule: string;
  readonly what: { readonly tool: string } | { readonly host: string };
  readonly answer: 'granted' | 'refused';
  readonly reason: string;
  readonly untilMs: number;
}

type Entry = Readonly<Record<string, string>>;

/** The text with the answer, in place of an earlier one to the same browser about the same. @throws CommandError */
export function withAnswer(text: string, written: WrittenAnswer): string {
  const { answers, offsetOf } = answersIn(text);
  const entry = entryOf(written);
  const line = yamlLine(entry);
  const same = answers.findIndex((each) => isSame(each, entry));
  if (same >= 0) {
    const { start, end, indentation } = itemRange(text, offsetOf(same));
    const changed = text.slice(0, start) + indentation + line + text.slice(end);
    ensureReads(text, changed, (now) => ({ ...now, answers: answers.map((each, at) => (at === same ? entry : each)) }));
    return changed;
  }
  const changed = answers.length === 0 ? begun(text, line) : before(text, offsetOf(0), line);
  ensureReads(text, changed, (now) => ({ ...now, answers: [entry, ...answers] }));
  return changed;
}

/** The text without an earlier answer to the same browser about the same, if there is one. @throws CommandError */
export function withoutAnswer(text: string, { browser, what }: Pick<WrittenAnswer, 'browser' | 'what'>): string {
  const { answers, offsetOf } = answersIn(text);
  const same = answers.findIndex((each) => isSame(each, { browser, ...what }));
  if (same < 0) return text;
  const { start, end } = itemRange(text, offsetOf(same));
  const rest = text.slice(0, start) + text.slice(end).replace(/^\r?\n/, '');
  const changed = answers.length > 1 ? rest : rest.replace(/^answers:(?=[ \t]*(?:#[^\n]*)?\r?$)/m, 'answers: []');
  ensureReads(text, changed, (now) => ({ ...now, answers: answers.filter((_, at) => at !== same) }));
  return changed;
}

function answersIn(text: string): { answers: readonly Entry[]; offsetOf: (index: number) => number } {
  const read = readYaml(text);
  const source = (read.ok ? read.value : null) as { answers?: unknown } | null;
  if (!read.ok || source === null) throw editRefusal('it is no policy');
  return {
    answers: (source.answers ?? []) as readonly Entry[],
    offsetOf: (index) => read.offsetOf(['answers', index]),
  };
}

function entryOf({ browser, rule, what, answer, reason, untilMs }: WrittenAnswer): Entry {
  return { browser, rule, ...what, answer, until: toMoment(untilMs), reason };
}

/** On one line, so that it can be replaced. */
const yamlLine = (entry: Entry): string =>
  `- { ${Object.entries(entry)
    .map(([key, value]) => `${key}: ${yamlOf(value, true)}`)
    .join(', ')} }`;

const isSame = (one: Entry, other: Entry): boolean =>
  (['browser', 'tool', 'host'] as const).every((key) => isDeepStrictEqual(one[key], other[key]));

function begun(text: string, line: string): string {
  const end = lineEndOf(text);
  const empty = /^answers:[ \t]*\[[ \t]*\][ \t]*(?=\r?\n|$)/m.exec(text);
  if (empty !== null) {
    return `${text.slice(0, empty.index)}answers:${end}  ${line}${text.slice(empty.index + empty[0].length)}`;
  }
  return `${text}${text.endsWith('\n') ? '' : end}${end}answers:${end}  ${line}${end}`;
}

function before(text: string, offset: number, line: string): string {
  const { start, indentation } = itemAt(text, offset);
  return text.slice(0, start) + indentation + line + lineEndOf(text) + text.slice(start);
}

/** The item goes on for as long as its lines are further in than its hyphen. `end`: before its line end. */
function itemRange(text: string, offset: number): { start: number; end: number; indentation: string } {
  const { start, indentation } = itemAt(text, offset);
  let end = text.length;
  for (let at = offset, isOwn = true; isOwn && at < text.length;) {
    const next = text.indexOf('\n', at);
    end = next < 0 ? text.length : next;
    at = end + 1;
    isOwn = next >= 0 && text.startsWith(`${indentation} `, at);
  }
  return { start, end: text[end - 1] === '\r' ? end - 1 : end, indentation };
}

function itemAt(text: string, offset: number): { start: number; indentation: string } {
  const item = itemStart(text, offset);
  if (item === null) throw editRefusal('its answers are not on lines of their own, each beginning with "- "');
  return item;
}
