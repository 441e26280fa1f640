/**
 * The way to ask for access: the policy's template with what a request needs to say. Only what is named here is ever
 * put into it, and never a part of the address that was restricted.
 */

export const PLACEHOLDERS = ['tool', 'rule', 'revision', 'support'] as const;

type RequestValues = Readonly<Record<(typeof PLACEHOLDERS)[number], string>>;

const MAIL_ADDRESS = /^[^\s@<>":/?&{}]+@[^\s@<>":/?&{}]+\.[^\s@<>":/?&{}]+$/;

/** True for a mail address, and for an https: or mailto: address with known placeholders only. */
export function isRequestTemplate(template: string): boolean {
  return fillRequest(template, { tool: 'x', rule: 'x', revision: '1', support: 'x' }) !== null;
}

/**
 * The template with its placeholders filled in; a mail address alone becomes a `mailto:` address.
 * @returns null when that is no https: or mailto: address: it is then not to be offered
 */
export function fillRequest(template: string, values: RequestValues): string | null {
  if (MAIL_ADDRESS.test(template)) return `mailto:${encodeURIComponent(template)}`;
  // A placeholder in the host would let a tool's name decide whom the request reaches.
  if (!/^(https:\/\/[^/?#\s{}@]+([/?#]|$)|mailto:[^\s{}?]+@[^\s{}?]+(\?|$))/i.test(template)) return null;
  const known = new Map<string, string>(Object.entries(values));
  const names = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  if (names.some((name) => !known.has(name))) return null;
  const filled = template.replace(/\{([^{}]*)\}/g, (_, name: string) => encodeURIComponent(known.get(name) ?? ''));
  try {
    return new URL(filled).href;
  } catch {
    return null;
  }
}
