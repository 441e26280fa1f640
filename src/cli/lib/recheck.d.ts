/** The part of `recheck` that is JavaScript alone: no Java, no worker. */
declare module 'recheck/lib/browser.js' {
  /** @param options timeout in milliseconds */
  export function checkSync(
    source: string,
    flags: string,
    options: { readonly timeout: number },
  ): { readonly status: 'safe' | 'unknown' | 'vulnerable'; readonly attack?: { readonly string: string } };
}
