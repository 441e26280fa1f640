/** Words for the policy's own ids: categories of tools and what is said about them. */
import type { DecisionKind } from '../../policy/actions.js';
import type { Texts } from './texts.js';

/** Those of the catalogue that sites have, each with its text. */
const CATEGORIES: readonly string[] =
  'assistant search image video audio code writing meetings agents translation research data model-hosting companion browser'.split(
    ' ',
  );

const categoryText = (id: string): string => `category_${id.replaceAll('-', '_')}`;

/** A category that a policy made up itself is called as it is there. */
export function categoryName(id: string, texts: Texts): string {
  return CATEGORIES.includes(id) ? texts(categoryText(id)) : id.replace(/[-_.]+/g, ' ');
}

export const decisionName = (decision: DecisionKind, texts: Texts): string => texts(`decision_${decision}`);

/** Said beside a tool that is open to the company's accounts only. @param organisation null: nobody has said whose */
export function accountName(organisation: string | null, texts: Texts): string {
  return organisation === null ? texts('with_company_account') : texts('with_account', organisation);
}

/** "1 result", "3 results" */
export function resultCount(count: number, texts: Texts, language: string): string {
  const isOne = new Intl.PluralRules(language).select(count) === 'one';
  return texts(isOne ? 'results_one' : 'results_other', String(count));
}
