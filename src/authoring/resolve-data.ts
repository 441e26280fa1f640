/**
 * Resolves the data guard's part of a policy source: defaults merged into every rule that has `data`, detectors named by id,
 * words and patterns tried. Every mistake becomes a finding with its place.
 */
import { writtenProblems } from '../data/company/compile-detector.js';
import { shippedFacts } from '../data/detector-set.js';
import { DEFAULT_THRESHOLDS } from '../data/finding.js';
import { REDACTABLE } from '../data/plan.js';
import { DATA_KINDS, FILE_DETECTORS, MAX_LABELS, type DataKind, type RuleData } from '../policy/data-policy.js';
import type { SourceCompanyData, SourceDetector, SourceRuleData } from './data-source.js';
import type { SourceMistake } from './known-tools.js';
import { regexMistake } from './regex-mistake.js';
import type { PolicySource } from './source.js';

type Path = readonly (string | number)[];
type Nearest = (name: string, known: Iterable<string>) => readonly string[];

/** Nothing is in anybody's way before the company has seen how often it would be. */
const UNSAID = 'count';

/** What a rule's guard does; `count` where neither the rule nor the head of the policy says anything. */
export function ruleDataOf(own: SourceRuleData, company: SourceCompanyData): RuleData {
  const settings = (kind: DataKind) => {
    const [given, usual] = [own[kind], company[kind]];
    return {
      ...(typeof usual === 'object' ? usual : {}),
      ...(typeof given === 'object' ? given : {}),
      action: actionIn(given) ?? actionIn(usual) ?? UNSAID,
    } as { action: DataAction } & Partial<Record<string, number>>;
  };
  const fileTypes = own.files?.types ?? company.files?.types;
  const kinds = DATA_KINDS.filter((kind) => kind !== 'own' || Object.keys(company.fingerprints).length > 0);
  const [code, log, personal] = [settings('code'), settings('log'), settings('personal')];
  const kindActions = Object.fromEntries(kinds.map((kind) => [kind, settings(kind).action])) as RuleData['kinds'];
  const actions = actionsOf(own, company);
  // Whoever only counts has nobody asked about what could not be looked at either.
  const countsOnly = Object.values({ ...kindActions, ...actions }).every(
    (action) => action === 'off' || action === 'count',
  );
  const unsaid = countsOnly ? 'allow' : 'warn';
  return {
    kinds: kindActions,
    actions,
    thresholds: {
      codeLines: code['lines'] ?? DEFAULT_THRESHOLDS.codeLines,
      codeCharacters: code['characters'] ?? 0,
      logLines: log['lines'] ?? DEFAULT_THRESHOLDS.logLines,
      emails: personal['addresses'] ?? DEFAULT_THRESHOLDS.emails,
      phones: personal['phones'] ?? DEFAULT_THRESHOLDS.phones,
      identifiers: personal['identifiers'] ?? 1,
    },
    onError: own.onError ?? company.onError ?? unsaid,
    ...unreadableOf(own.onUnreadable, company.onUnreadable, unsaid),
    ...(fileTypes === undefined ? {} : { fileTypes }),
  };
}

/** By id; a rule's own word is stronger than the head's. */
function actionsOf(own: SourceRuleData, company: SourceCompanyData): RuleData['actions'] {
  const filters = Object.entries(company.fingerprints);
  const given = [...company.detectors.map(({ id, action }) => [id, action] as const), ...filters.map(actionOfFilter)];
  return {
    ...Object.fromEntries(given.flatMap(([id, action]) => (action === undefined ? [] : [[id, action]]))),
    ...Object.fromEntries(Object.entries(company.labels).map(([id, { action }]) => [id, action ?? UNSAID])),
    ...fileActions(company.files),
    ...company.actions,
    ...fileActions(own.files),
    ...own.actions,
  };
}

/** Kinds that are listed are meant to be kept out. */
function fileActions(files: SourceRuleData['files']): RuleData['actions'] {
  const types = files?.action ?? (files?.types === undefined ? undefined : 'block');
  return {
    ...(types === undefined ? {} : { 'file-type': types }),
    ...(files?.folders === undefined ? {} : { folder: files.folders }),
  };
}

type Unreadable = SourceRuleData['onUnreadable'];

function unreadableOf(
  own: Unreadable,
  company: Unreadable,
  unsaid: 'allow' | 'warn',
): Pick<RuleData, 'onUnreadable' | 'unreadable'> {
  // A word alone says it for every reason.
  const parts = (given: Unreadable) => (typeof given === 'string' ? { otherwise: given } : (given ?? {}));
  const usual = typeof own === 'string' ? {} : parts(company);
  const { otherwise = unsaid, ...reasons } = { ...usual, ...parts(own) };
  const given = Object.entries(reasons).flatMap(([reason, says]) =>
    says === undefined ? [] : [[reason, says] as const],
  );
  return { onUnreadable: otherwise, ...(given.length === 0 ? {} : { unreadable: Object.fromEntries(given) }) };
}

type Setting = SourceRuleData[DataKind];
type DataAction = RuleData['actions'][string];

const actionOfFilter = ([id, { action }]: [string, SourceCompanyData['fingerprints'][string]]) => [id, action] as const;

function actionIn(setting: Setting): DataAction | undefined {
  return typeof setting === 'object' ? setting.action : setting;
}

/** @param nearest suggests names for one that is unknown */
export function dataMistakes({ data, rules }: PolicySource, nearest: Nearest): SourceMistake[] {
  const kindOf = new Map<string, string>([
    ...shippedFacts().map(({ id, kind }) => [id, kind] as const),
    ...FILE_DETECTORS.map((id) => [id, 'file'] as const),
  ]);
  const mistakes = data.detectors.flatMap((detector, index) => {
    const path = ['data', 'detectors', index];
    const taken = kindOf.has(detector.id);
    kindOf.set(detector.id, detector.kind);
    return [
      ...(taken ? [mistake([...path, 'id'], detector.id, 'expected an id that no other detector has')] : []),
      ...detectorMistakes(detector, path),
    ];
  });
  for (const id of Object.keys(data.fingerprints)) {
    if (kindOf.has(id)) mistakes.push(mistake(['data', 'fingerprints', id], id, 'expected an id that no detector has'));
    kindOf.set(id, 'own');
  }
  mistakes.push(...ownMistakes(data, data, ['data']));
  mistakes.push(...labelMistakes(data.labels, kindOf));
  for (const [index, { data: own, action }] of rules.entries()) {
    if (own === undefined) continue;
    const path = ['rules', index, 'data'];
    mistakes.push(...actionMistakes(own.actions, [...path, 'actions'], kindOf, nearest));
    mistakes.push(...ownMistakes(own, data, path));
    if (action === 'block')
      mistakes.push(
        mistake(path, action, 'expected an action that lets people in: nobody hands anything to a blocked tool'),
      );
  }
  return [...mistakes, ...actionMistakes(data.actions, ['data', 'actions'], kindOf, nearest)];
}

/** Adds them to the ids that `actions` may name. */
function labelMistakes(labels: SourceCompanyData['labels'], kindOf: Map<string, string>): SourceMistake[] {
  const ids = Object.keys(labels);
  const taken = ids.filter((id) => kindOf.has(id));
  for (const id of ids) if (!kindOf.has(id)) kindOf.set(id, 'label');
  return [
    ...(ids.length > MAX_LABELS
      ? [mistake(['data', 'labels'], ids.length, `expected ${MAX_LABELS} labels at most`)]
      : []),
    ...taken.map((id) => mistake(['data', 'labels', id], id, 'expected a name that no detector has')),
  ];
}

/** Without a filter nothing is known to be the company's own. */
function ownMistakes({ own }: SourceRuleData, { fingerprints }: SourceCompanyData, path: Path): SourceMistake[] {
  if (own === undefined || Object.keys(fingerprints).length > 0) return [];
  return [mistake([...path, 'own'], own, 'expected fingerprints under the data of the policy: what is the own code')];
}

function actionMistakes(
  actions: SourceRuleData['actions'],
  path: Path,
  kindOf: ReadonlyMap<string, string>,
  nearest: Nearest,
): SourceMistake[] {
  return Object.entries(actions).flatMap(([id, action]) => {
    const kind = kindOf.get(id);
    if (kind === undefined) {
      const near = nearest(id, kindOf.keys());
      const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'docs/reference/detectors.md lists them';
      return [mistake([...path, id], id, `unknown detector: ${hint}`)];
    }
    const fits = action !== 'redact' || REDACTABLE.has(kind);
    return fits
      ? []
      : [mistake([...path, id], action, `expected off, count, warn or block: no placeholder can stand for ${kind}`)];
  });
}

function detectorMistakes({ id, kind, action, words, patterns, regex }: SourceDetector, path: Path): SourceMistake[] {
  const empty = words.length + patterns.length + regex.length === 0;
  const problems = writtenProblems({ id, words, patterns });
  const placeOf = (text: string): Path => {
    const word = words.indexOf(text);
    return word === -1 ? [...path, 'patterns', patterns.indexOf(text)] : [...path, 'words', word];
  };
  return [
    ...(empty ? [mistake(path, id, 'expected words, patterns or regex: what the detector looks for')] : []),
    ...(action === 'redact' && !REDACTABLE.has(kind)
      ? [
          mistake(
            [...path, 'action'],
            action,
            `expected off, count, warn or block: no placeholder can stand for ${kind}`,
          ),
        ]
      : []),
    ...problems.map(({ text, message }) => mistake(placeOf(text), text, message)),
    ...regex.flatMap((source, position) => {
      const wrong = regexMistake(source);
      return wrong === null ? [] : [mistake([...path, 'regex', position], source, wrong)];
    }),
  ];
}

const mistake = (path: Path, found: unknown, expected: string): SourceMistake => ({ path, found, expected });
