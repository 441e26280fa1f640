/** `gatepost report`: whose report it is, and what its tools are called. */
import { catalogueTools } from '../../../authoring/catalogue-tools.js';
import { shownLine } from '../../../policy/shown-text.js';
import { sheetLanguageOf } from '../../datasheet/reader.js';
import { CommandError } from '../../lib/command-error.js';
import { isThere } from '../../lib/files.js';
import { loadPolicyFile } from '../../publishing/load-policy.js';
import type { ReportFor } from '../../report/reader.js';

export const DEFAULT_POLICY = 'policy.yaml';

interface Names extends ReportFor {
  /** Why the policy at hand could not be asked; null when it could, or there is none. */
  readonly warning: string | null;
}

/**
 * @param policyFile null: the one at hand, if there is one; a report does not need it
 * @throws CommandError when the policy that was named has mistakes
 */
export async function namesFor(policyFile: string | null, nowMs: number): Promise<Names> {
  const shipped = new Map(catalogueTools().map(({ id, name }) => [id, name]));
  const without = { language: 'en', organisation: null, tools: shipped } as const;
  if (policyFile === null && !(await isThere(DEFAULT_POLICY, `cannot read ${DEFAULT_POLICY}`))) {
    return { ...without, warning: null };
  }
  try {
    const { language, organisation, tools } = await loadPolicyFile(policyFile ?? DEFAULT_POLICY, nowMs);
    return {
      language: sheetLanguageOf(language),
      organisation: shownLine(organisation.name),
      tools: new Map([...shipped, ...tools.map(({ id, name }) => [id, shownLine(name)] as const)]),
      warning: null,
    };
  } catch (error) {
    if (policyFile !== null || !(error instanceof CommandError)) throw error;
    return { ...without, warning: `warning: the report does not name the company: ${error.lines[0] ?? ''}` };
  }
}
