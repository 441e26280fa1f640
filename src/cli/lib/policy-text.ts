/**
 * Puts rules into the text of a policy. The rest of the text, comments and spaces included, stays as it is: what is added is
 * written by the YAML library, and what comes out is read back. Pure.
 */
import { dump } from 'js-yaml';
import { isDeepStrictEqual } from 'node:util';
import { CommandError, EXIT } from './command-error.js';
import { readYaml } from './yaml-source.js';

interface RulesInText {
  readonly rules: readonly unknown[];
  readonly offsetOf: (path: readonly PropertyKey[]) => number;
}

/** @throws CommandError when it is no policy with rules */
export function rulesIn(text: string): RulesInText {
  const read = readYaml(text);
  const rules = read.ok ? (read.value as { rules?: unknown } | null)?.rules : null;
  if (!read.ok || !Array.isArray(rules)) throw editRefusal('it has no list of rules');
  return { rules: rules as unknown[], offsetOf: read.offsetOf };
}

export const idOf = (rule: unknown): unknown => (rule as { id?: unknown } | null)?.id ?? null;

/** An id that none of the others is: the wanted one, or with a number behind it. */
export function freeId(ids: readonly unknown[], wanted: string): string {
  const base = wanted.replaceAll(/[^a-z0-9._-]/g, '-').slice(0, 58);
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!ids.includes(id)) return id;
  }
}

/** On one line. @param forceQuotes for a text that stands between brackets */
export function yamlOf(value: unknown, forceQuotes = false): string {
  return dump(value, { flowLevel: 0, lineWidth: -1, quoteStyle: 'double', forceQuotes }).trimEnd();
}

/** The end of a line as the text has it. */
export const lineEndOf = (text: string): string => (text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n');

/** Where the line of a list's item begins; null where it is not on a line of its own. @param offset of the item, behind its hyphen */
export function itemStart(text: string, offset: number): { start: number; indentation: string } | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const indentation = /^( *)- *$/.exec(text.slice(start, offset))?.[1];
  return indentation === undefined ? null : { start, indentation };
}

type Source = Readonly<Record<string, unknown>>;

/** Whatever the texts of others hold that were put in: the policy says what it said, and what was added. */
export function ensureReads(text: string, changed: string, expected: (source: Source) => Source): void {
  const [before, after] = [readYaml(text), readYaml(changed)];
  const source = before.ok ? (before.value as Source) : {};
  if (!after.ok || !isDeepStrictEqual(after.value, expected(source))) {
    throw editRefusal('the changed file would not be a valid policy');
  }
}

export function editRefusal(why: string): CommandError {
  return new CommandError(`cannot change the policy: ${why}`, EXIT.refused);
}

/**
 * The text with further rules behind its own, so that none of them decides what a rule of its own does.
 * @param blocks the lines of each rule, without indentation
 */
export function appendedRules(text: string, blocks: readonly (readonly string[])[], rules: readonly unknown[]): string {
  const { rules: own, offsetOf } = rulesIn(text);
  if (rules.length === 0) return text;
  const end = lineEndOf(text);
  const whole = text.endsWith('\n') ? text : `${text}${end}`;
  const changed =
    own.length === 0
      ? intoEmpty(whole, blocks, end)
      : behindLast(whole, offsetOf(['rules', own.length - 1]), blocks, end);
  ensureReads(text, changed, (source) => ({ ...source, rules: [...own, ...rules] }));
  return changed;
}

function intoEmpty(text: string, blocks: readonly (readonly string[])[], end: string): string {
  const written = /^rules:[ \t]*\[[ \t]*\]/m.exec(text);
  if (written === null) throw editRefusal('its empty list of rules is not written as "rules: []"');
  const lines = blocks.flatMap((block) => block.map((line) => `${end}  ${line}`)).join('');
  return `${text.slice(0, written.index)}rules:${lines}${text.slice(written.index + written[0].length)}`;
}

function behindLast(text: string, offset: number, blocks: readonly (readonly string[])[], end: string): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const indentation = /^( *)- *$/.exec(text.slice(start, offset))?.[1];
  if (indentation === undefined) throw editRefusal('its rules are not on lines of their own, each beginning with "- "');
  const at = endOfRules(text, offset);
  const lines = blocks.flatMap((block) => block.map((line) => indentation + line + end)).join('');
  return text.slice(0, at) + lines + text.slice(at);
}

/** Before the next key of the policy, and before the comments and empty lines above it. */
function endOfRules(text: string, offset: number): number {
  const next = /^[^\s#-]/gm;
  next.lastIndex = offset;
  let at = next.exec(text)?.index ?? text.length;
  for (;;) {
    const above = text.lastIndexOf('\n', at - 2) + 1;
    if (above <= offset || !/^(?:#.*|\s*)$/.test(text.slice(above, at).trimEnd())) return at;
    at = above;
  }
}

/** The ids of the policy's reasons. */
export function reasonIdsIn(text: string): string[] {
  const read = readYaml(text);
  return Object.keys((read.ok ? (read.value as { reasons?: object } | null)?.reasons : null) ?? {});
}

/** The text with further reasons, by id. */
export function addedReasons(text: string, reasons: Readonly<Record<string, string>>): string {
  const entries = Object.entries(reasons);
  if (entries.length === 0) return text;
  const end = lineEndOf(text);
  const lines = (indentation: string) =>
    entries.map(([id, reason]) => `${indentation}${id}: ${yamlOf(reason, true)}${end}`);
  const key = /^reasons:[ \t]*(?:#.*)?\r?\n( +)(?=\S)/m.exec(text);
  const rules = /^rules:/m.exec(text);
  const flow = /^reasons:/m.test(text);
  if (rules === null || (key === null && flow)) throw editRefusal('its reasons are not on lines of their own');
  const at = key === null ? rules.index : key.index + key[0].length - (key[1]?.length ?? 0);
  const added = key === null ? [`reasons:${end}`, ...lines('  '), end] : lines(key[1] ?? '');
  const changed = text.slice(0, at) + added.join('') + text.slice(at);
  ensureReads(text, changed, (source) => ({
    ...source,
    reasons: { ...(source['reasons'] as object | undefined), ...reasons },
  }));
  return changed;
}
