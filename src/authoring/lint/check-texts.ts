/** Checks the policy around its rules: texts in every language, names that nothing uses, ends that are missing. */
import type { SourceText } from '../source-fields.js';
import { momentOf } from '../../policy/window.js';
import { error, warning, type PolicyFinding, type PolicyToCheck } from './check-finding.js';

export function checkLanguages({ source }: PolicyToCheck): PolicyFinding[] {
  const { languages, language, notice, reasons, tools, data, rules } = source;
  const { contact } = source.organisation;
  const texts: { path: PolicyFinding['path']; text: SourceText | undefined }[] = [
    { path: ['notice'], text: notice },
    // A name that is given once is meant for every language.
    ...(typeof contact?.name === 'object' ? [{ path: ['organisation', 'contact', 'name'], text: contact.name }] : []),
    ...Object.entries(reasons).map(([name, text]) => ({ path: ['reasons', name], text })),
    ...Object.entries(data.reasons).map(([name, text]) => ({ path: ['data', 'reasons', name], text })),
    ...Object.entries(data.texts).map(([kind, text]) => ({ path: ['data', 'texts', kind], text })),
    ...data.detectors.map(({ label }, index) => ({ path: ['data', 'detectors', index, 'label'], text: label })),
    ...tools.map(({ about }, index) => ({ path: ['tools', index, 'about'], text: about })),
    ...rules.flatMap(({ owner }, index) =>
      typeof owner === 'object' ? [{ path: ['rules', index, 'owner'], text: owner }] : [],
    ),
  ];
  return texts.flatMap(({ path, text }) => {
    if (text === undefined) return [];
    const given = new Set(typeof text === 'string' ? [fold(language)] : Object.keys(text).map(fold));
    const missing = languages.filter((tag) => !given.has(fold(tag)) && !given.has(baseOf(tag)));
    if (missing.length === 0) return [];
    const message = `has no text for ${missing.join(', ')}: add it, or take the language out of languages`;
    return [warning('language-missing', path, message)];
  });
}

const fold = (tag: string): string => tag.toLowerCase();
/** A text in `pt` does for `pt-BR`. */
const baseOf = (tag: string): string => fold(tag).split('-', 1)[0] ?? fold(tag);

/** The policy's own tools and reasons that no rule names. */
export function checkUnused({ source, resolved }: PolicyToCheck): PolicyFinding[] {
  const { rules } = source;
  const tools = new Set([
    ...resolved.rules.flatMap((rule) => rule.tools.map(({ id }) => id)),
    ...rules.flatMap(({ alternatives, except }) => [...alternatives, ...except.tools]),
  ]);
  const categories = new Set(rules.flatMap(({ except }) => except.categories));
  const reasons = new Set(rules.map(({ reason }) => reason));
  const unused = source.tools.flatMap(({ id, category }, index) =>
    tools.has(id) || (category !== undefined && categories.has(category))
      ? []
      : [warning('tool-unused', ['tools', index], `no rule uses ${id}: name it in a rule, or remove it`)],
  );
  const unnamed = Object.keys(source.reasons)
    .filter((name) => !reasons.has(name))
    .map((name) =>
      warning('reason-unused', ['reasons', name], `no rule uses the reason ${name}: name it in a rule, or remove it`),
    );
  return [...unused, ...unnamed];
}

/** @param nowMs milliseconds since the epoch */
export function checkEnds({ source }: PolicyToCheck, nowMs: number): PolicyFinding[] {
  const { mode, observeUntil, expiresAt } = source;
  const findings: PolicyFinding[] = [];
  if (mode === 'observe' && observeUntil === undefined) {
    const message =
      'nothing is restricted until you publish again: add observeUntil, so that observe mode ends by itself';
    findings.push(warning('observe-without-end', ['mode'], message));
  }
  if (observeUntil !== undefined && momentOf(observeUntil) <= nowMs) {
    const message = `observe mode has ended (${observeUntil}), and the rules are enforced: remove it, or set a later time`;
    findings.push(warning('window-expired', ['observeUntil'], message));
  }
  if (expiresAt !== undefined && momentOf(expiresAt) <= nowMs) {
    const message = `the policy has expired (${expiresAt}), and browsers would reject it: set a later time`;
    findings.push(error('window-expired', ['expiresAt'], message));
  }
  return findings;
}
