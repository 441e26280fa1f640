/** Words for the policy's own ids: categories of tools and what is said about them. */
import type { DecisionKind } from '../../policy/actions.js';
import { foldText } from '../../protocol/fold-text.js';
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

/** Letters that two words of one family share, such as "traducteur" and "traduction", at least. */
const SHARED_STEM = 5;

/** The categories that a query means in the reader's language: "translator" means "Translation". */
export function categoriesLike(query: string, texts: Texts): string[] {
  const wanted = foldText(query);
  return CATEGORIES.filter((id) => {
    const words = foldText(texts(categoryText(id))).split(/[^\p{L}\p{N}]+/u);
    return words.some((word) => wanted.length >= 3 && (word.startsWith(wanted) || isRelated(word, wanted)));
  });
}

function isRelated(word: string, wanted: string): boolean {
  const different = Array.from(wanted).findIndex((letter, index) => word[index] !== letter);
  const shared = different === -1 ? wanted.length : different;
  return shared >= SHARED_STEM && shared >= Math.max(word.length, wanted.length) * 0.6;
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
