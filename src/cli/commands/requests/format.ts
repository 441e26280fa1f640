/** What `gatepost requests` prints: a table with headings, and under each request what was answered or what a grant would open. */
import { typedId } from '../../report/access-requests.js';
import type { RequestState } from '../../report/request-state.js';
import { printable, type Paint } from '../../lib/terminal.js';
import type { ListedRequest } from './run.js';

/** Of an id, at least. */
const ID_SHOWN = 10;
const HEADINGS = ['request', 'asked (UTC)', 'browser', 'state', 'for', 'rule', 'by'];

export function requestLines(requests: readonly ListedRequest[], paint: Paint): string[] {
  const rows = requests.map((each) => cellsOf(each, requests));
  // Nobody is named unless the administrator has turned that on.
  const isNamed = requests.some(({ identity }) => identity !== null);
  const columns = HEADINGS.slice(0, isNamed ? undefined : -1);
  const widths = columns.map((heading, index) =>
    Math.max(heading.length, ...rows.map((cells) => cells[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    widths
      .map((width, index) => (cells[index] ?? '').padEnd(width))
      .join('  ')
      .trimEnd();
  return [
    paint('bold', line(columns)),
    ...requests.flatMap((request, index) => [
      line(rows[index] ?? []),
      ...underneath(request).map((each) => `  ${each}`),
    ]),
  ];
}

function cellsOf(request: ListedRequest, all: readonly ListedRequest[]): string[] {
  const { at, browserId, identity, tool, host, rule, answer } = request;
  const what = [tool, host].filter((each) => each !== null).join(', ') || '-';
  return [
    ...[shownId(request, all), minuteOf(at), browserId, answer?.state ?? '-', what, rule ?? '-'],
    identity === null ? '' : JSON.stringify(identity),
  ].map(printable);
}

function underneath({ answer, grant }: ListedRequest): string[] {
  const lines = [...(answer?.untilMs == null ? [] : [answered(answer)])];
  if (answer === null || answer.state === 'open' || answer.state === 'ended') {
    if (grant !== null) lines.push('opens' in grant ? `would open ${grant.opens.join(', ')}` : grant.refused);
  }
  return lines.map(printable);
}

function answered({ state, untilMs, reason }: RequestState): string {
  const until = minuteOf(new Date(untilMs ?? 0).toISOString());
  return `${state === 'ended' ? 'ended' : `${state} until`} ${until}${reason === null ? '' : `: ${reason}`}`;
}

const minuteOf = (moment: string): string => moment.slice(0, 16).replace('T', ' ');

/** As much of it as tells it from the others. */
function shownId({ id }: ListedRequest, all: readonly ListedRequest[]): string {
  const typed = typedId(id);
  const others = all.map((each) => typedId(each.id)).filter((each) => each !== typed);
  let length = ID_SHOWN;
  while (length < typed.length && others.some((each) => each.startsWith(typed.slice(0, length)))) length += 1;
  return typed.slice(0, length);
}
