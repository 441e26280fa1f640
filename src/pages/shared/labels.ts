/** Words for the policy's own ids: categories of tools and what is said about them. */
import type { Verdict } from '../../policy/actions.js';
import type { Texts } from './texts.js';

const CATEGORIES: Readonly<Record<string, string>> = {
  assistant: 'category_assistant',
  search: 'category_search',
  image: 'category_image',
  video: 'category_video',
  audio: 'category_audio',
  code: 'category_code',
  writing: 'category_writing',
  meetings: 'category_meetings',
  agents: 'category_agents',
  translation: 'category_translation',
  research: 'category_research',
  data: 'category_data',
  'model-hosting': 'category_model_hosting',
  companion: 'category_companion',
  browser: 'category_browser',
};

/** A category that a policy made up itself is called as it is there. */
export function categoryName(id: string, texts: Texts): string {
  const key = CATEGORIES[id];
  return key === undefined ? id.replace(/[-_.]+/g, ' ') : texts(key);
}

export const verdictName = (verdict: Verdict, texts: Texts): string => texts(`verdict_${verdict}`);

/** Said beside a tool that is open to the company's accounts only. @param organisation null: nobody has said whose */
export function accountName(organisation: string | null, texts: Texts): string {
  return organisation === null ? texts('with_company_account') : texts('with_account', organisation);
}

/** "1 result", "3 results" */
export function resultCount(count: number, texts: Texts, language: string): string {
  const isOne = new Intl.PluralRules(language).select(count) === 'one';
  return texts(isOne ? 'results_one' : 'results_other', String(count));
}
