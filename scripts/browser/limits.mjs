/**
 * How long a test waits for what a browser does: so long that only a hang exceeds it, on a machine however busy. No time of
 * the product is measured by it.
 */
export const HANG_MS = 120_000;
