/** Which pages a policy shows to chosen people at a moment, and what the extension's own worker answers to each of them. */
import { detectorsOf, evaluate, scanFor, type DataPlan, type Evaluation } from '../../data/plan.js';
import { rowOf } from '../../policy/actions.js';
import type { AcceptedPolicy, Rule } from '../../policy/schema.js';
import { formatBlockedAddress } from '../../protocol/block-page-url.js';
import type { Explanation } from '../../protocol/answers.js';
import { createEngine, type Engine } from '../../worker/engine.js';
import { generateSigningKey, signDocument } from '../publishing/signing-key.js';
import { memoryBrowser, PAGE_TOKEN } from './memory-browser.js';
import { SAMPLE_TEXT } from './sample-text.js';

export interface PreviewFor {
  readonly groups: readonly string[];
  readonly ring: string | null;
  readonly timeZone: string;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

export interface PreviewPage {
  readonly kind: 'block' | 'popup' | 'status' | 'dialog';
  /** Of the rule that the page is about; null for the pages about all of them. */
  readonly rule: string | null;
  readonly language: string;
  /** What the tab shows. */
  readonly url: string | null;
  /** What the worker answers, by the kind of the question; for the dialog, what it asks about. */
  readonly answers: Readonly<Record<string, unknown>>;
}

export interface Previewed {
  readonly pages: readonly PreviewPage[];
  /** Rules that show no page to these people at this moment, with the reason. */
  readonly without: readonly { readonly rule: string; readonly why: string }[];
  /** The policy only observes then: the pages are those of its mode `enforce`. */
  readonly observesOnly: boolean;
}

export interface DialogQuestion {
  readonly plan: DataPlan;
  readonly evaluation: Evaluation;
  readonly text: string;
}

const FRAME = { tabId: 1, frameId: 0 };

/** @param rules null: every rule that restricts or guards */
export async function previewPages(
  policy: AcceptedPolicy,
  person: PreviewFor,
  { rules, languages }: { readonly rules: readonly string[] | null; readonly languages: readonly string[] },
): Promise<Previewed> {
  const engine = await engineWith(policy, person);
  const addresses = new Map<string, readonly string[]>();
  const chosen = policy.rules.filter(({ id }) => rules?.includes(id) ?? true);
  const pages: PreviewPage[] = [];
  const without: { rule: string; why: string }[] = [];
  for (const language of languages) {
    const ofRules: PreviewPage[] = [];
    for (const rule of chosen) {
      const tried = addresses.get(rule.id) ?? addressesOf(rule, policy);
      const shown = [await blockPage(engine, tried, rule, language), await dialog(engine, tried, rule, language)];
      const there = shown.filter((page) => page !== null);
      ofRules.push(...there);
      // A rule above may decide about most of them: what was found in one language is where the others look.
      addresses.set(
        rule.id,
        there.flatMap(({ url: found }) => found ?? []),
      );
      if (there.length === 0 && language === languages[0])
        without.push({ rule: rule.id, why: whyNone(rule, policy, person.nowMs) });
    }
    const url = ofRules.find(({ kind }) => kind === 'block')?.url ?? null;
    pages.push(...ofRules, await popup(engine, url, language), await statusPage(engine, language));
  }
  return { pages, without, observesOnly: policy.mode === 'observe' };
}

async function engineWith(policy: AcceptedPolicy, { groups, ring, timeZone, nowMs }: PreviewFor): Promise<Engine> {
  const key = await generateSigningKey('EdDSA');
  const managed = {
    ...{ policyUrl: 'https://preview.invalid/policy.jws', trustedKeys: [key.publicKey], groups },
    ...(ring === null ? {} : { ring }),
  };
  const document = await signDocument(key, JSON.stringify({ ...policy, mode: 'enforce', observeUntil: undefined }));
  const engine = createEngine(memoryBrowser({ managed, document, nowMs, timeZone }));
  await engine.answer({ kind: 'check-now', url: null, languages: [] }, FRAME);
  return engine;
}

async function blockPage(
  engine: Engine,
  addresses: readonly string[],
  rule: Rule,
  language: string,
): Promise<PreviewPage | null> {
  for (const url of addresses) {
    const fragment = formatBlockedAddress('', { pageToken: PAGE_TOKEN, ruleId: rule.id, url });
    const explanation = (await engine.answer({ kind: 'explain', fragment, languages: [language] }, FRAME)) as
      Explanation | undefined;
    if (explanation?.kind !== 'restricted' || explanation.ruleId !== rule.id) continue;
    const kinds = ['explain', 'check-again', 'continue', 'note-request', 'note-alternative'];
    const answers = Object.fromEntries(kinds.map((kind) => [kind, explanation]));
    return { kind: 'block', rule: rule.id, language, url, answers };
  }
  return null;
}

async function dialog(
  engine: Engine,
  addresses: readonly string[],
  rule: Rule,
  language: string,
): Promise<PreviewPage | null> {
  if (rule.data === undefined) return null;
  for (const url of addresses) {
    const page = { url, isPrivate: false, ...FRAME };
    const answer = (await engine.dataGuard({ kind: 'data-plan', languages: [language] }, page)) as
      { readonly plan: DataPlan | null } | undefined;
    const plan = answer?.plan ?? null;
    if (plan?.rule !== rule.id) continue;
    const evaluation = evaluate(scanFor(SAMPLE_TEXT, plan, detectorsOf(plan)), plan);
    if (evaluation.action === 'off' || evaluation.action === 'count') return null;
    const question: DialogQuestion = { plan, evaluation, text: SAMPLE_TEXT };
    return { kind: 'dialog', rule: rule.id, language, url, answers: { question } };
  }
  return null;
}

async function popup(engine: Engine, url: string | null, language: string): Promise<PreviewPage> {
  const status = await engine.answer({ kind: 'status', url, languages: [language] }, null);
  const selfCheck = await engine.answer({ kind: 'self-check' }, null);
  const answers = { status, 'check-now': status, 'end-bypass': status, 'self-check': selfCheck };
  return { kind: 'popup', rule: null, language, url, answers };
}

async function statusPage(engine: Engine, language: string): Promise<PreviewPage> {
  const { answers } = await popup(engine, null, language);
  const overview = await engine.answer({ kind: 'overview', languages: [language] }, null);
  const search = await engine.answer({ kind: 'search', query: '', languages: [language] }, null);
  return { kind: 'status', rule: null, language, url: null, answers: { ...answers, overview, search } };
}

/** Of its tools and sites, as somebody would open them. */
function addressesOf({ tools, sites }: Rule, policy: AcceptedPolicy): string[] {
  const known = tools.flatMap((id) => policy.tools.find((tool) => tool.id === id) ?? []);
  const homes = known.flatMap(({ home }) => home ?? []);
  const all = [...sites, ...known.flatMap((tool) => [...tool.sites, ...tool.embedded])];
  const found = [...homes, ...all.map((site) => `https://${site.replace(/^=/, '')}`)];
  return [...new Set(found)].filter((address) => URL.canParse(address));
}

function whyNone({ action, data }: Rule, { expiresAt }: AcceptedPolicy, nowMs: number): string {
  if (Date.parse(expiresAt) <= nowMs) return 'the policy has expired by then: choose an earlier moment';
  if (data === undefined) {
    return rowOf(action).page === null
      ? `the action ${action} shows no page`
      : 'it does not apply to these people at this moment, or rules above decide about all of its addresses';
  }
  return 'it does not apply to these people at this moment, rules above decide, or it asks nothing about the sample text';
}
