/** What the popup and the status page call the things that a browser checks in itself. Pure: texts in, texts out. */
import type { Texts } from './texts.js';

const KNOWN_CHECKS: ReadonlySet<string> = new Set([
  'configuration',
  'policy',
  'rules',
  'clock',
  'host',
  'guards',
  'storage',
  'alarms',
  'host-access',
  'incognito',
]);

/** A check that the pages have no words for yet is called by its code. */
export function checkName(code: string, texts: Texts): string {
  return KNOWN_CHECKS.has(code) ? texts(`selfcheck_${code.replaceAll('-', '_')}`) : code;
}
