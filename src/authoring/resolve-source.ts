/**
 * Resolves what a policy source refers to: tools, categories, reasons, account controls. Every mistake becomes a
 * finding with its place; nothing is guessed.
 */
import { rowOf, sendsHeaders } from '../policy/actions.js';
import { dataMistakes } from './resolve-data.js';
import type { AccountControl, KnownTool, KnownTools, SourceMistake } from './known-tools.js';
import type { FingerprintFilter } from '../policy/data-policy.js';
import { MAX_HEADER } from '../policy/limits.js';
import { parseSites } from '../policy/rule-sites.js';
import type { Rule } from '../policy/schema.js';
import { intersectSites } from '../policy/site-intersection.js';
import { hostAndParents, type Site } from '../policy/site.js';
import type { PolicySource, SourceRule } from './source.js';

/** What a published policy says of a filter's file. */
export type FilterFacts = Pick<FingerprintFilter, 'sha256' | 'size' | 'kind'>;

/** What a rule selects, with everything looked up. */
export interface ResolvedRule {
  readonly source: SourceRule;
  readonly tools: readonly KnownTool[];
  readonly parts: Rule['parts'];
  readonly except: readonly string[];
  readonly account: Rule['account'];
}

export interface Resolved {
  /** The logo's file as a data address; missing where the policy names none. */
  readonly logo?: string | undefined;
  /** The filters of fingerprints by id, as their files are; missing where no file was read. */
  readonly filters?: ReadonlyMap<string, FilterFacts> | undefined;
  readonly rules: readonly ResolvedRule[];
  readonly mistakes: readonly SourceMistake[];
}

/** Suggests names for one that is unknown. */
type Nearest = (name: string, known: Iterable<string>) => readonly string[];

export function resolveSource(source: PolicySource, known: KnownTools, nearest: Nearest): Resolved {
  const resolver = new Resolver(source, known.byId, nearest);
  const rules = source.rules.map((rule, index) => resolver.rule(rule, index));
  resolver.answers();
  return { rules, mistakes: [...known.mistakes, ...resolver.mistakes, ...dataMistakes(source, nearest)] };
}

type Path = readonly (string | number)[];

class Resolver {
  readonly mistakes: SourceMistake[] = [];
  readonly #seen = new Set<string>();
  readonly #categories: ReadonlySet<string>;

  constructor(
    private readonly source: PolicySource,
    private readonly tools: ReadonlyMap<string, KnownTool>,
    private readonly nearest: Nearest,
  ) {
    this.#categories = new Set([...tools.values()].map(({ category }) => category));
    if (source.lifetime !== undefined && source.expiresAt !== undefined) {
      this.#mistake(['expiresAt'], source.expiresAt, 'expected either lifetime or expiresAt, not both');
    }
    if (source.observeUntil !== undefined && source.mode !== 'observe') {
      this.#mistake(['observeUntil'], source.observeUntil, 'expected mode: observe beside it');
    }
  }

  rule(rule: SourceRule, index: number): ResolvedRule {
    const path = ['rules', index];
    this.#own(rule, path);
    const selected = this.#select(rule, path);
    const excepted = this.#select(rule.except, [...path, 'except']);
    const namesTools = rule.tools.length + rule.categories.length > 0;
    const everyEmbedded = rule.embedded === true && !namesTools;
    if (!namesTools && !everyEmbedded && rule.sites.length === 0) {
      this.#mistake(path, rule.id, 'expected at least one of tools, categories, sites and embedded: true');
    }
    const meant = everyEmbedded ? [...this.tools.values()].filter(({ embedded }) => embedded.length > 0) : selected;
    const tools = meant.filter((tool) => !excepted.includes(tool));
    const parts = everyEmbedded ? (['embedded'] as const) : partsOf(rule);
    const own = [...rule.sites, ...tools.flatMap((tool) => parts.flatMap((part) => tool[part]))];
    return {
      source: rule,
      tools,
      parts: [...parts],
      except: exceptedSites(rule, excepted, own),
      account: sendsHeaders(rule.action) ? this.#account(rule, tools, path) : undefined,
    };
  }

  answers(): void {
    const rules = new Set(this.source.rules.map(({ id }) => id));
    for (const [index, { rule, tool }] of this.source.answers.entries()) {
      this.#known(['answers', index, 'rule'], rule, rules, 'rule of this policy');
      if (tool !== undefined) this.#known(['answers', index, 'tool'], tool, this.tools, 'tool');
    }
  }

  #own(rule: SourceRule, path: Path): void {
    if (this.#seen.has(rule.id)) {
      this.#mistake([...path, 'id'], rule.id, 'expected an id that no rule before this one has');
    }
    this.#seen.add(rule.id);
    if (rule.reason !== undefined) {
      this.#known([...path, 'reason'], rule.reason, new Set(Object.keys(this.source.reasons)), 'reason of this policy');
    }
    for (const [position, id] of rule.alternatives.entries()) {
      this.#known([...path, 'alternatives', position], id, this.tools, 'tool');
    }
    for (const key of ['warn', 'account'] as const) {
      if (rule[key] !== undefined && rowOf(rule.action).terms !== key) {
        this.#mistake([...path, key], rule.action, `expected action: ${key} beside it`);
      }
    }
  }

  #select({ tools, categories }: Pick<SourceRule, 'tools' | 'categories'>, path: Path): KnownTool[] {
    for (const [position, category] of categories.entries())
      this.#category([...path, 'categories', position], category);
    const named = tools.flatMap((id, position) => {
      this.#known([...path, 'tools', position], id, this.tools, 'tool');
      return this.tools.get(id) ?? [];
    });
    if (categories.length === 0) return [...new Set(named)];
    const every = categories.includes(EVERY_CATEGORY);
    const ofCategories = [...this.tools.values()].filter(({ category }) => every || categories.includes(category));
    return [...new Set([...named, ...ofCategories])];
  }

  #account(rule: SourceRule, tools: readonly KnownTool[], path: Path): Rule['account'] {
    const controls: NonNullable<Rule['account']>['controls'][number][] = [];
    for (const tool of tools) {
      if (tool.account === undefined) {
        const expected = `expected tools whose vendor documents an account control; ${tool.name} has none`;
        this.#mistake([...path, 'action'], rule.action, expected);
        continue;
      }
      controls.push({ hosts: [...tool.account.hosts], headers: this.#headers(rule, tool, tool.account, path) });
    }
    if (rule.sites.length > 0)
      this.#mistake([...path, 'sites'], rule.sites, 'expected no sites: accounts belong to tools');
    return { controls, anonymous: tools.flatMap((tool) => tool.account?.anonymous ?? []) };
  }

  #headers(rule: SourceRule, tool: KnownTool, control: AccountControl, path: Path) {
    return control.headers.flatMap(({ name, value, separator }) => {
      if (value === FIXED_VALUE) return [{ name, value }];
      const ids = rule.account?.[value];
      if (ids === undefined || (ids.length > 1 && separator === undefined)) {
        const how = separator === undefined ? 'one id' : 'a list of ids';
        this.#mistake([...path, 'account'], rule.account, `expected ${value}: ${how}, for ${tool.name}`);
        return [];
      }
      const joined = ids.join(separator);
      if (joined.length > MAX_HEADER.value) {
        const expected = `expected ids of ${MAX_HEADER.value} characters at most together, and these have ${joined.length}`;
        this.#mistake([...path, 'account', value], ids, expected);
      }
      return [{ name, value: joined }];
    });
  }

  #category(path: Path, name: string): void {
    if (name === EVERY_CATEGORY || this.#categories.has(name)) return;
    const near = this.nearest(name, this.#categories);
    const hint = near.length > 0 ? `did you mean ${near.join(' or ')}? ` : '';
    const all = [...this.#categories].sort().join(', ');
    this.#mistake(path, name, `unknown category: ${hint}There are ${all}, and ${EVERY_CATEGORY} for every tool`);
  }

  #known(path: Path, name: string, known: Names, kind: string): void {
    if (known.has(name)) return;
    const near = this.nearest(name, known.keys());
    const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there is none of that name`;
    this.#mistake(path, name, `unknown ${kind}: ${hint}`);
  }

  #mistake(path: Path, found: unknown, expected: string): void {
    this.mistakes.push({ path, found, expected });
  }
}

/** Every tool that the policy can name, whatever its category: for a last rule about everything else. */
export const EVERY_CATEGORY = 'all';

/** A set or a map of names. */
interface Names {
  has(name: string): boolean;
  keys(): Iterable<string>;
}

/** A header value that no administrator supplies. */
const FIXED_VALUE = 'restrict-msa';

function partsOf({ api, embedded = true }: SourceRule): Rule['parts'] {
  return ['sites', ...(api ? (['api'] as const) : []), ...(embedded ? (['embedded'] as const) : [])];
}

/** Exceptions that can never come up are left out: each one costs rules in the browser. */
function exceptedSites(rule: SourceRule, tools: readonly KnownTool[], own: readonly string[]): string[] {
  const texts = [...rule.except.sites, ...tools.flatMap(({ sites, api, embedded }) => [...sites, ...api, ...embedded])];
  const unique = [...new Set(texts)];
  if (unique.length === 0) return [];
  // Only sites on the same host, above it or below it can meet: each is found by its own host and by those above it.
  const atOrBelow = new Map<string, Site[]>();
  for (const site of parseSites(own)) {
    for (const host of hostAndParents(site.host)) {
      const list = atOrBelow.get(host);
      if (list === undefined) atOrBelow.set(host, [site]);
      else list.push(site);
    }
  }
  const near = ({ host }: Site) => {
    const above = [...hostAndParents(host)].flatMap((each) =>
      (atOrBelow.get(each) ?? []).filter((s) => s.host === each),
    );
    return [...(atOrBelow.get(host) ?? []), ...above];
  };
  return unique.filter((text) =>
    parseSites([text]).some((site) => near(site).some((each) => intersectSites(site, each) !== null)),
  );
}
