/** Where an entry of the catalogue is found, as one list. */

/** The places that make a tool recognisable, as entries spell them. */
export interface Places {
  readonly sites: Readonly<Record<'app' | 'api' | 'content', readonly string[]>>;
  readonly embedded: readonly { readonly site: string }[];
}

/** Every site of a tool: what people open first, then what it loads. */
export function sitesOf({ sites: { app, api, content }, embedded }: Places): string[] {
  return [...app, ...embedded.map((place) => place.site), ...api, ...content];
}
