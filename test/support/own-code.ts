/** Code that a company calls its own, and a filter of its fingerprints. Made up. */
import { buildFilter } from '../../src/data/fingerprint/build-filter.js';
import { gramsOf, type FingerprintKind } from '../../src/data/fingerprint/grams.js';
import { winnowed } from '../../src/data/fingerprint/winnow.js';
import { sha256OfBytes } from '../../src/policy/sha256.js';
import type { FingerprintFilter } from '../../src/policy/data-policy.js';

export const FILTER_KEY = '00112233445566778899aabbccddeeff';

export const OWN_CODE = `export function settlementDay(trade: Trade, calendar: Calendar): Day {
  const cutOff = calendar.cutOffOf(trade.currency, trade.venue);
  let day = trade.executedAt > cutOff ? calendar.next(trade.day) : trade.day;
  for (let left = trade.settlementLag; left > 0; left -= 1) {
    day = calendar.next(day);
    while (calendar.isClosed(day, trade.counterparty.country)) day = calendar.next(day);
  }
  ledger.reserve(trade.counterparty, day, trade.notional * RESERVE_RATIO);
  return day;
}
`;

export const OTHER_CODE = `function renderTable(rows, columns) {
  const table = document.createElement('table');
  for (const row of rows) {
    const line = table.insertRow();
    for (const column of columns) line.insertCell().textContent = String(row[column] ?? '');
  }
  document.body.append(table);
  return table;
}
`;

export const PROSE = `Dear all, the quarterly meeting takes place on the third floor next Thursday at ten. Please read the minutes of
the last one before you come, and tell Sandra whether you need a parking space. Coffee will be there from half past nine on.
`;

export function filterOf(text: string, kind: FingerprintKind = 'code'): Uint8Array<ArrayBuffer> {
  const pairs = new Map<string, readonly [number, number]>();
  for (const grams of gramsOf(text, { key: FILTER_KEY, kind })) {
    const { hashes } = winnowed(grams);
    for (let at = 0; at < hashes.length; at += 2) {
      const pair = [hashes[at] ?? 0, hashes[at + 1] ?? 0] as const;
      pairs.set(pair.join(), pair);
    }
  }
  return Uint8Array.from(buildFilter(Uint32Array.from([...pairs.values()].flat()), { kind, key: FILTER_KEY }));
}

/** As a published policy names it. */
export async function named(
  bytes: Uint8Array<ArrayBuffer>,
  own: Partial<FingerprintFilter> = {},
): Promise<FingerprintFilter> {
  const sha256 = await sha256OfBytes(bytes);
  return { id: 'payments', sha256, size: bytes.length, key: FILTER_KEY, kind: 'code', ...own };
}
