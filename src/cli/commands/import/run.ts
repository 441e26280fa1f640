/** `gatepost import`: the lists that a company has already become rules of a policy source. */
import { CommandError } from '../../lib/command-error.js';
import { ensureNew, readBytes, readText, writeInPlace, writeNew } from '../../lib/files.js';
import { policyNameFor } from '../../lib/policy-name.js';
import { parsePolicy } from '../../lib/policy-source-file.js';
import { arrange, type Arranged, type ImportAction, type LeftInFile, type MappedLine } from '../../lists/arrange.js';
import { emptyPolicy, withImported, type ImportedRule } from '../../lists/imported-policy.js';
import type { KindName } from '../../lists/list-kinds.js';
import { listedTools } from '../../lists/listed-tools.js';
import { readList, type ReadList } from '../../lists/read-list.js';
import type { LogOptions } from '../../logs/read-log.js';
import { simulatePolicies } from '../../logs/simulate.js';
import type { Numbers, Share } from '../../logs/simulation-report.js';
import type { AcceptedPolicy } from '../../../policy/schema.js';
import { policyFromSource } from '../../publishing/load-policy.js';
import { decidedBefore, type DecidedBefore } from './decided-before.js';

/** A new file, or one with rules of its own. */
export type Destination =
  | { readonly out: string; readonly organisation: string; readonly name: string | undefined }
  | { readonly into: string };

export interface ImportOptions extends LogOptions {
  readonly files: readonly string[];
  /** Null: each list is recognised by its content. */
  readonly kind: KindName | null;
  /** Of the site, in CSV; null: one of the known headings. */
  readonly listColumn: string | null;
  readonly action: ImportAction;
  readonly exactly: boolean;
  readonly sharedHosts: boolean;
  /** Null: nothing is written. */
  readonly destination: Destination | null;
  /** Where people have gone; none: nothing is simulated. */
  readonly logs: readonly string[];
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

type LogNumbers = Numbers & { readonly lines: number; readonly malformed: number };

/** What the rules would restrict if all of them blocked. */
export interface BlastRadius {
  readonly tools: number;
  readonly sites: number;
  /** By a log; null without one. */
  readonly simulated: { readonly log: LogNumbers; readonly restricted: Share } | null;
}

export interface Imported {
  readonly lists: readonly (Pick<ReadList, 'file' | 'kind' | 'because'> & {
    readonly mapped: number;
    readonly unmapped: number;
    readonly skipped: number;
  })[];
  readonly rules: readonly ImportedRule[];
  readonly mapped: readonly (Omit<MappedLine, 'rule'> & { readonly rule: string })[];
  readonly left: readonly LeftInFile[];
  /** Entries that rules of the policy before them decide already. */
  readonly decided: readonly DecidedBefore[];
  readonly beyond: Arranged['beyond'];
  readonly reasonsLeftOut: number;
  readonly blastRadius: BlastRadius;
  /** The file that was written; null when none was. */
  readonly written: string | null;
}

/** @throws CommandError when a list cannot be read, or the policy has mistakes */
export async function importLists(options: ImportOptions): Promise<Imported> {
  const { destination, files, kind, listColumn: column, nowMs } = options;
  if (files.length > new Set(files).size) throw new CommandError('a list is named twice: name each file once');
  if (destination !== null && 'out' in destination) await ensureNew(destination.out);
  const base = await baseOf(destination);
  const own = parsePolicy(base.text, base.file);
  const lists: ReadList[] = [];
  for (const file of files) lists.push(readList(await readBytes(file, 'the list'), file, { kind, column, nowMs }));
  const { action, exactly, sharedHosts } = options;
  const ofPolicy = own.source.tools.flatMap(({ id }) => own.tools.get(id) ?? []);
  const arranged = arrange(lists, { action, exactly, sharedHosts, tools: listedTools(ofPolicy) });
  const policy = withImported(base.text, arranged.rules, files);
  parsePolicy(policy.text, base.file);
  const before = base.isNew ? null : await held(base.text, base, nowMs);
  const blastRadius = await blastRadiusOf(arranged, base, before, options);
  const decided = before === null ? [] : await decidedBefore(arranged.mapped, before, nowMs);
  const writes = destination !== null && arranged.rules.length > 0;
  if (writes) await write(destination, policy.text);
  return {
    lists: lists.map((list) => counted(list, arranged)),
    rules: policy.rules,
    mapped: arranged.mapped.map((line) => ({ ...line, rule: policy.rules[line.rule]?.id ?? '' })),
    left: arranged.left,
    decided,
    beyond: arranged.beyond,
    reasonsLeftOut: arranged.reasonsLeftOut,
    blastRadius,
    written: writes ? base.file : null,
  };
}

interface Base {
  readonly text: string;
  readonly file: string;
  readonly isNew: boolean;
}

async function baseOf(destination: Destination | null): Promise<Base> {
  if (destination !== null && 'into' in destination) {
    return { text: await readText(destination.into, 'the policy'), file: destination.into, isNew: false };
  }
  if (destination === null) return { text: emptyPolicy('imported', 'Imported'), file: 'policy.yaml', isNew: true };
  const { out, organisation, name } = destination;
  return { text: emptyPolicy(policyNameFor(name, organisation), organisation), file: out, isNew: true };
}

async function write(destination: Destination, text: string): Promise<void> {
  if ('into' in destination) await writeInPlace(destination.into, text);
  else await writeNew(destination.out, text, 0o644);
}

function counted({ file, kind, because }: ReadList, { mapped, left }: Arranged): Imported['lists'][number] {
  const of = (wanted: LeftInFile['kind']) => left.filter((line) => line.file === file && line.kind === wanted).length;
  return {
    ...{ file, kind, because },
    mapped: mapped.filter((line) => line.file === file).length,
    unmapped: of('unmapped'),
    skipped: of('skipped'),
  };
}

/** @param before the policy without the new rules; null for a new file */
async function blastRadiusOf(
  { rules }: Arranged,
  base: Base,
  before: AcceptedPolicy | null,
  options: ImportOptions,
): Promise<BlastRadius> {
  const restricting = rules.filter(({ action }) => action !== 'allow');
  const tools = new Set(restricting.flatMap((rule) => rule.tools.map(({ id }) => id))).size;
  const sites = new Set(restricting.flatMap((rule) => rule.sites)).size;
  const { logs, nowMs } = options;
  if (logs.length === 0) return { tools, sites, simulated: null };
  const on = rules.map((rule) => (rule.action === 'allow' ? rule : { ...rule, action: 'block' as const }));
  const policy = await held(withImported(base.text, on, []).text, base, nowMs);
  const { log, restricted, newlyRestricted } = await simulatePolicies(policy, before, {
    ...options,
    ...{ facts: null, names: 0, pseudonymKey: null },
  });
  return { tools, sites, simulated: { log: numbersOf(log), restricted: newlyRestricted ?? restricted } };
}

/** The text as browsers would have it. */
const held = async (text: string, { file }: Base, nowMs: number): Promise<AcceptedPolicy> =>
  policyFromSource(parsePolicy(text, file), { nowMs, reachesAll: true });

/** Without the samples of lines, which name people. */
function numbersOf(log: LogNumbers): LogNumbers {
  const { requests, contacts, visits, people, addresses, peopleExact, firstSeen, lastSeen, lines, malformed } = log;
  return { requests, contacts, visits, people, addresses, peopleExact, firstSeen, lastSeen, lines, malformed };
}
