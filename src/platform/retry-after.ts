/** For how long a host asks to be left alone, in milliseconds: seconds or a date (RFC 9110); null when it says neither. */
export function retryAfterMs(headers: Headers): number | null {
  const told = headers.get('Retry-After')?.trim() ?? '';
  if (/^\d+$/.test(told)) return Number(told) * 1000;
  const atMs = Date.parse(told);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - Date.now());
}
