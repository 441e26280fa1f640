/** The worker's part of the data guard: reads what a page's guard says, and takes none of it on trust. */
import { shippedKindOf } from '../events/shipped-detectors.js';
import { companyKindOf, type EventDataKind } from '../policy/data-policy.js';
import { dataRequestSchema, type DataFound, type DataRequest } from '../protocol/data-messages.js';
import { dataPlanAnswer, guardedDecision } from './answers/data-plan.js';
import { ownAnswer, type OpenFilters } from './own-code.js';
import type { OpenedPage, Ports } from './ports.js';
import { countFound, recordDegraded } from './state/data-counts.js';
import type { State } from './state/load-state.js';

/** A page that a data guard runs on, as the browser names it; a window without an address has the address of its origin. */
export type DataPage = Pick<OpenedPage, 'url' | 'isPrivate'> & { readonly tabId: number; readonly frameId: number };

/**
 * @param open gives the state of this moment
 * @param page where the guard runs, by the browser's own word
 * @param filters of fingerprints that this worker has opened
 * @returns undefined when the message is none of a data guard's
 */
export function answerDataGuard(
  ports: Ports,
  open: () => Promise<State>,
  message: unknown,
  page: DataPage,
  filters: OpenFilters,
): Promise<unknown> | undefined {
  const read = dataRequestSchema.safeParse(message);
  return read.success ? answered(ports, open, read.data, page, filters) : undefined;
}

/** What a page's guard asks for when it needs it. */
const PARTS = { 'data-parts': 'data', 'data-files': 'files', 'data-pdf': 'pdf' } as const;
type PartRequest = Extract<DataRequest, { kind: keyof typeof PARTS }>;

const isForPart = (request: DataRequest): request is PartRequest => request.kind in PARTS;

async function answered(
  ports: Ports,
  open: () => Promise<State>,
  request: DataRequest,
  page: DataPage,
  filters: OpenFilters,
): Promise<unknown> {
  if (isForPart(request)) return ports.tabs.guard(page.tabId, [page.frameId], PARTS[request.kind]);
  const state = await open();
  if (request.kind === 'data-plan') return dataPlanAnswer(state, page.url, request.languages);
  if (request.kind === 'data-fingerprints') {
    // Nobody but a page with this very rule has filters to ask.
    const isGuarded = guardedAt(state, page.url)?.rule.id === request.rule;
    return isGuarded ? ownAnswer(ports.files, filters, state, request) : undefined;
  }
  await record(ports, state, request, page);
  return true;
}

const guardedAt = ({ policyState }: State, url: string) =>
  policyState.kind === 'in-force' ? guardedDecision(policyState, url) : null;

type Told = Exclude<DataRequest, { kind: 'data-plan' | 'data-fingerprints' | keyof typeof PARTS }>;

/** Only what the active policy has for this very page can be told of. */
async function record(ports: Ports, { policyState }: State, told: Told, { url, isPrivate }: DataPage): Promise<void> {
  if (isPrivate || policyState.kind !== 'in-force') return;
  const decision = guardedDecision(policyState, url);
  if (decision?.rule.id !== told.rule) return;
  const [tool, rule] = [decision.tool?.id ?? null, told.rule];
  if (told.kind === 'data-guard-degraded') return recordDegraded(ports, { tool, rule, code: told.code });
  const { detector, channel, outcome } = told;
  const dataKind = companyKindOf(detector, policyState.effective.policy.data) ?? shippedKindOf(detector);
  if (dataKind === undefined) return;
  await countFound(ports, { tool, rule, dataKind, detector, channel, outcome, count: timesOf(told, dataKind) });
}

const ONCE: ReadonlySet<string> = new Set<EventDataKind>(['code', 'log', 'own']);
const LISTS: ReadonlySet<string> = new Set(['email-list', 'phone-list']);

/** How many lines or addresses there are would tell how long the text is: that there are some is once. */
function timesOf({ detector, count }: DataFound, kind: EventDataKind): number {
  return ONCE.has(kind) || LISTS.has(detector) ? 1 : count;
}
