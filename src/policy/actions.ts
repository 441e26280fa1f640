/**
 * The actions of a rule: one row an action, its words below, and no other list of them in the project (a test looks for one). Schemas, compiler,
 * decision, events, pages and the command read the table, so a new action is a row, its texts and its tests.
 */

export interface ActionRow {
  /**
   * What the sites of such a rule become in the browser: answered by the block page, let through, or let through with the
   * headers that tell the vendor which accounts are the company's (its anonymous sites are answered by the block page).
   */
  readonly compilesTo: 'block-page' | 'let-through' | 'headers';
  /** Whether the reader of the block page may continue for a time. */
  readonly continues: boolean;
  /** The action where nobody may continue: after expiry under `strict`, and for an obfuscated address. Mostly itself. */
  readonly withoutContinuing: string;
  /** The action while the policy observes. */
  readonly observing: string;
  /** Whether a tool under such a rule is approved: it is listed as such, and restricting it needs a second step. */
  readonly approves: boolean;
  /** How much it keeps people out, from 0: a change to a higher number restricts, to a lower one lifts. */
  readonly weight: number;
  /** The event that such a page leaves, met or opened; null: none. */
  readonly event: 'restricted' | 'warned' | 'observed' | null;
  /** The key of the rule that holds its terms, which no other action may have; null: it has none. */
  readonly terms: 'warn' | 'account' | null;
  /** What pages call the state of a site under it: the texts `decision_…` and `popup_site_…`. */
  readonly decision: string;
  /** The colour of that state. */
  readonly tone: 'restricted' | 'warned' | 'account' | 'approved' | 'observed' | 'neutral';
  /** Texts of the block page; null where such a rule never leads to it. */
  readonly page: PageTexts | null;
}

interface PageTexts {
  /** Of the tab: a warning and a wanted sign-in are no block, and do not say so. */
  readonly title: string;
  /** The headline where nobody can be named who has decided it. */
  readonly generic: string;
  readonly headline: string;
  readonly why: string;
  /** Before the day from which the rule applies: a warning is advice. */
  readonly since: string;
  /** Said where the rule gives no reason. */
  readonly noReason: string;
  /** Whether the page says so when there is nothing to use instead. */
  readonly saysNoAlternative: boolean;
}

const LET_THROUGH = { compilesTo: 'let-through', continues: false, weight: 0, terms: null, page: null } as const;
const STOPPED = { continues: false, observing: 'observe', approves: false, event: 'restricted', terms: null } as const;
const BLOCK_TEXTS = {
  ...({ title: 'blocked_title', generic: 'blocked_headline_generic', headline: 'blocked_headline' } as const),
  ...({ why: 'blocked_why', since: 'blocked_since', noReason: 'blocked_reason_none' } as const),
  ...({ saysNoAlternative: true } as const),
};

export const ACTIONS = {
  allow: {
    ...LET_THROUGH,
    withoutContinuing: 'allow',
    observing: 'allow',
    approves: true,
    event: null,
    decision: 'approved',
    tone: 'approved',
  },
  observe: {
    ...LET_THROUGH,
    withoutContinuing: 'observe',
    observing: 'observe',
    approves: false,
    event: 'observed',
    decision: 'observed',
    tone: 'observed',
  },
  warn: {
    ...STOPPED,
    compilesTo: 'block-page',
    continues: true,
    withoutContinuing: 'block',
    weight: 2,
    event: 'warned',
    terms: 'warn',
    decision: 'warned',
    tone: 'warned',
    page: {
      ...BLOCK_TEXTS,
      title: 'decision_warned',
      generic: 'blocked_headline_generic_warn',
      headline: 'blocked_headline_warn',
      why: 'blocked_care',
      since: 'blocked_since_warn',
    },
  },
  account: {
    ...STOPPED,
    compilesTo: 'headers',
    withoutContinuing: 'account',
    approves: true,
    weight: 1,
    terms: 'account',
    decision: 'account',
    tone: 'account',
    page: {
      ...BLOCK_TEXTS,
      title: 'decision_account',
      generic: 'blocked_headline_generic_account',
      headline: 'blocked_headline_account',
      noReason: 'blocked_reason_account',
      saysNoAlternative: false,
    },
  },
  block: {
    ...STOPPED,
    compilesTo: 'block-page',
    withoutContinuing: 'block',
    weight: 3,
    decision: 'restricted',
    tone: 'restricted',
    page: BLOCK_TEXTS,
  },
} as const satisfies Readonly<Record<string, ActionRow>>;

export type Action = keyof typeof ACTIONS;

/** Whether somebody can be on such a site: at once, or after continuing. */
export const letsPeopleIn = (action: Action): boolean =>
  ACTIONS[action].compilesTo !== 'block-page' || ACTIONS[action].continues;

interface ActionWords {
  /** What the command calls it: `Claude: allowed → blocked`. */
  readonly inWords: string;
  /** Beside the key in editors and in docs/reference/policy.md. */
  readonly about: string;
}

/** In English, for administrators. Apart from the rows, so that it is in no bundle of the extension. */
export const ACTION_WORDS: Readonly<Record<Action, ActionWords>> = {
  allow: {
    inWords: 'allowed',
    about: 'open',
  },
  observe: {
    inWords: 'observed',
    about: 'open; the popup shows that visits are observed. Each opened page becomes an `observed` event with the host',
  },
  warn: {
    inWords: 'warned about',
    about: 'the block page appears first; the person may continue for a limited time',
  },
  account: {
    inWords: 'company accounts only',
    about: "open for your company's accounts only, by the vendor's own control",
  },
  block: {
    inWords: 'blocked',
    about: 'the block page appears, with reason, contact and alternatives; requests from other pages to the tool fail',
  },
};

/** What pages call the state of a site; `ungoverned`: no rule is about it. */
export type DecisionKind = (typeof ACTIONS)[Action]['decision'] | 'ungoverned';

export const ACTION_NAMES = Object.keys(ACTIONS) as readonly string[] as readonly [Action, ...Action[]];

export const DECISIONS: readonly DecisionKind[] = [
  'ungoverned',
  ...new Set(ACTION_NAMES.map((action) => ACTIONS[action].decision)),
];

/** The rule's own row, with the names of actions as such. */
export function rowOf(action: Action): ActionRow & {
  readonly withoutContinuing: Action;
  readonly observing: Action;
  readonly decision: DecisionKind;
} {
  return ACTIONS[action];
}

/** Whether the whole of a rule's sites is answered by the block page. */
export const isRestricting = (action: Action): boolean => ACTIONS[action].compilesTo === 'block-page';

/** Whether it lets everybody through, with nothing beside. */
export const isOpening = (action: Action): boolean => ACTIONS[action].compilesTo === 'let-through';

/** Whether it tells vendors which accounts are the company's. */
export const sendsHeaders = (action: Action): boolean => ACTIONS[action].compilesTo === 'headers';

export const mayContinue = (action: Action): boolean => ACTIONS[action].continues;

/** Whether nobody gets past it, so that a browser's own lists can do the same. */
export const isFinal = (action: Action): boolean => isRestricting(action) && !mayContinue(action);

/** Whether a site in that state leads to the block page, all of it or in part. */
export function mayBeRestricted(decision: string): boolean {
  return ACTION_NAMES.some((action) => ACTIONS[action].decision === decision && ACTIONS[action].page !== null);
}

/** The colour of a state; of none, that of what is not governed. */
export function toneOf(decision: string): ActionRow['tone'] {
  const action = ACTION_NAMES.find((each) => ACTIONS[each].decision === decision);
  return action === undefined ? 'neutral' : ACTIONS[action].tone;
}

/** The texts of a block page in that colour; the first that has it. */
export function pageOf(tone: string): ActionRow['page'] {
  return ACTION_NAMES.map(rowOf).find((row) => row.tone === tone)?.page ?? null;
}

/** Whether each page opened under it is counted. */
export const isObserved = (action: Action): boolean => isOpening(action) && ACTIONS[action].event !== null;
