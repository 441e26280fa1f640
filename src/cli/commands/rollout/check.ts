/** `gatepost rollout check`: compares collected events with the limits that were set for a rollout. Publishes nothing. */
import type { Rollout } from '../../../policy/schema.js';
import { openDatabase, quoted } from '../../report/duckdb.js';
import { eventFiles } from '../../report/event-files.js';
import { loadEvents } from '../../report/load-events.js';

export interface Counted {
  readonly requests: number;
  readonly continued: number;
  /** Browsers that found a problem in themselves, of any kind: such an event names no rule. */
  readonly problems: number;
}

/** Since the rollout started; requests and continued warnings of its rules. */
export async function countEvents({ rules, startedAt }: Rollout, places: readonly string[]): Promise<Counted> {
  const database = await openDatabase();
  try {
    await loadEvents(database, await eventFiles(places));
    const own = `rule IN (${rules.map(quoted).join(', ')})`;
    const times = (kind: string) =>
      `CAST(coalesce(sum(count) FILTER (kind = ${quoted(kind)} AND ${own}), 0) AS BIGINT)`;
    const [row = {}] =
      await database.rows(`SELECT ${times('requested')} AS requests, ${times('continued')} AS continued,
      count(DISTINCT browserId) FILTER (kind = 'problem-found') AS problems
      FROM events WHERE "at" >= TIMESTAMP ${quoted(startedAt.slice(0, 19).replace('T', ' '))}`);
    const of = (name: keyof Counted) => Number(row[name] ?? 0);
    return { requests: of('requests'), continued: of('continued'), problems: of('problems') };
  } finally {
    database.close();
  }
}

/** What is beyond a limit, in words; empty when nothing is. */
export function beyond(limits: NonNullable<Rollout['limits']>, counted: Counted): string[] {
  const names = { requests: 'requests', continued: 'continued warnings', problems: 'browsers with problems' } as const;
  return (['requests', 'continued', 'problems'] as const).flatMap((name) => {
    const limit = limits[name];
    return limit !== undefined && counted[name] > limit
      ? [`${counted[name]} ${names[name]}, and the limit is ${limit}`]
      : [];
  });
}
