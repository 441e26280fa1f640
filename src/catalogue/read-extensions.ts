/**
 * AI extensions of browsers by the ids that stores give them. Chrome, Edge and other browsers of Chromium share one form of id, and
 * install from each other's stores, so an id is looked up whatever browser it was found in.
 */
import * as z from 'zod';
import { isLink } from '../policy/schema.js';

export const EXTENSION_STORES = ['chrome', 'edge', 'firefox'] as const;
export type ExtensionStore = (typeof EXTENSION_STORES)[number];

export interface ExtensionId {
  readonly store: ExtensionStore;
  readonly id: string;
  /** Addresses of the places, of different owners, in which the id was read. */
  readonly sources: readonly string[];
  /** The day on which they were read. */
  readonly asOf: string;
}

export interface CatalogueExtension {
  readonly name: string;
  /** Undefined where it is not known. */
  readonly vendor?: string | undefined;
  /** The id of the tool that it belongs to; undefined where the catalogue has none. */
  readonly tool?: string | undefined;
  readonly ids: readonly ExtensionId[];
}

/** Hosts of many people's repositories: there the owner is who vouches, not the host. */
const SHARED_BY_OWNERS: readonly string[] = ['github.com', 'gist.github.com', 'gitlab.com', 'codeberg.org'];

const LEAST_SOURCES = 2;

const line = z.string().trim().min(1, 'expected some text').max(120, 'expected 120 characters at most');

const place = z
  .string()
  .refine((text) => isLink(text, ['https:']), 'expected a web address such as https://example.com/');

export const isChromiumId = (text: string): boolean => /^[a-p]{32}$/.test(text);

export const isFirefoxId = (text: string): boolean =>
  text.length <= 80 && /^(?:\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}|[\w.+-]*@[\w.-]+)$/i.test(text);

const idOf = (id: z.ZodString) =>
  z.strictObject({
    id,
    sources: z.array(z.string()),
    asOf: z.iso.date('expected a day such as 2026-11-30'),
  });

const chromiumId = idOf(z.string().refine(isChromiumId, 'expected 32 letters from a to p'));
const firefoxId = idOf(z.string().refine(isFirefoxId, 'expected name@domain or a GUID in braces'));

const fileSchema = z.strictObject({
  /** Addresses by the short names that the entries use. */
  sources: z.record(z.string(), place),
  extensions: z.array(
    z
      .strictObject({
        name: line,
        vendor: line.optional(),
        tool: z.string().optional(),
        chrome: chromiumId.optional(),
        edge: chromiumId.optional(),
        firefox: firefoxId.optional(),
      })
      .refine((entry) => EXTENSION_STORES.some((store) => entry[store] !== undefined), 'expected the id of a store'),
  ),
});

/** Reads the content of the data file. @throws Error that names the entry with a mistake */
export function readExtensions(content: unknown): CatalogueExtension[] {
  const read = fileSchema.safeParse(content);
  if (!read.success) throw new Error(`catalogue, extensions.yaml:\n${z.prettifyError(read.error)}`);
  const { sources, extensions } = read.data;
  const seen = new Set<string>();
  return extensions.map(({ name, vendor, tool, ...stores }) => {
    const fail = (what: string): never => {
      throw new Error(`catalogue, extensions.yaml, extension ${name}: ${what}`);
    };
    const once = (text: string): void => {
      if (seen.has(text)) fail(`expected ${text} once`);
      seen.add(text);
    };
    once(name.toLowerCase());
    const ids = EXTENSION_STORES.flatMap((store): ExtensionId[] => {
      const given = stores[store];
      if (given === undefined) return [];
      once(given.id);
      const addresses = given.sources.map((key) => sources[key] ?? fail(`no source is called ${key}`));
      if (new Set(addresses.map(ownerOf)).size < LEAST_SOURCES)
        fail(`expected ${LEAST_SOURCES} sources of different owners for ${given.id}`);
      return [{ store, id: given.id, sources: addresses, asOf: given.asOf }];
    });
    return { name, ...(vendor === undefined ? {} : { vendor }), ...(tool === undefined ? {} : { tool }), ids };
  });
}

/** Who answers for an address: its host, or the owner of the repository. */
function ownerOf(address: string): string {
  const { host, pathname } = new URL(address);
  return SHARED_BY_OWNERS.includes(host) ? `${host}/${pathname.split('/')[1] ?? ''}`.toLowerCase() : host;
}
