/** Spans of time as administrators write and read them: `2h`, `90m`, `1h30m`. Pure. */

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** @returns milliseconds; null when it is no duration, such as `2`, `0h` or `two hours` */
export function parseDurationMs(text: string): number | null {
  if (!/^(\d{1,6}[smhd])+$/.test(text)) return null;
  const parts = [...text.matchAll(/(\d+)([smhd])/g)];
  const totalMs = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ''] ?? 0), 0);
  return totalMs > 0 ? totalMs : null;
}

/** In the two largest units that say something: `1 day 2 hours`, `15 minutes`. */
export function inWords(spanMs: number): string {
  const names = { d: 'day', h: 'hour', m: 'minute', s: 'second' } as const;
  let restMs = Math.ceil(spanMs / 1000) * 1000;
  const parts = Object.entries(names).flatMap(([unit, name]) => {
    const unitMs = UNIT_MS[unit] ?? 1;
    const count = Math.floor(restMs / unitMs);
    restMs -= count * unitMs;
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`];
  });
  return parts.length === 0 ? '0 seconds' : parts.slice(0, 2).join(' ');
}
