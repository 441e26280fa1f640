/** Reads a built extension and gives it the manifest of what is packed: the company's key, version and addresses. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { CommandError } from '../lib/command-error.js';
import type { PackedFile } from './zip.js';

type PackTarget = 'chrome' | 'edge' | 'firefox';

/** Where the build puts the extensions: beside the folder of the command itself. */
export const BUILT_EXTENSIONS = fileURLToPath(new URL('..', import.meta.url));

const MANIFEST = 'manifest.json';

const manifestSchema = z.looseObject({
  version: z.string(),
  browser_specific_settings: z.looseObject({ gecko: z.looseObject({ id: z.string() }) }).optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;

export interface BuiltExtension {
  readonly manifest: Manifest;
  /** Everything but the manifest. */
  readonly files: readonly PackedFile[];
}

/** @param dist the folder that holds a built extension for each browser */
export async function readBuiltExtension(dist: string, target: PackTarget): Promise<BuiltExtension> {
  const folder = path.join(dist, target);
  const names = await namesIn(folder);
  if (!names.includes(MANIFEST)) {
    throw new CommandError(`${folder} holds no built extension: run \`npm run build\`, or name its folder with --dist`);
  }
  const manifest = manifestSchema.parse(JSON.parse(await readFile(path.join(folder, MANIFEST), 'utf8')));
  const others = names.filter((name) => name !== MANIFEST);
  const files = await Promise.all(
    others.map(async (name) => ({ name, content: await readFile(path.join(folder, ...name.split('/'))) })),
  );
  return { manifest, files };
}

export function withManifest({ files }: BuiltExtension, manifest: Record<string, unknown>): PackedFile[] {
  const content = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`, 'utf8');
  return [{ name: MANIFEST, content }, ...files];
}

/** For a store: it assigns the key and is the place of updates. */
export function storeManifest({ manifest }: BuiltExtension, version: string): Record<string, unknown> {
  const { key: _, update_url: __, ...rest } = manifest;
  return { ...rest, version };
}

/** For the company's own host. @param publicKey base64 of the SubjectPublicKeyInfo */
export function chromiumManifest(
  { manifest }: BuiltExtension,
  own: { version: string; publicKey: string; updateUrl: string },
): Record<string, unknown> {
  return { ...manifest, version: own.version, key: own.publicKey, update_url: own.updateUrl };
}

/** @param updateUrl null leaves updates to Mozilla's site */
export function firefoxManifest(
  { manifest }: BuiltExtension,
  own: { version: string; id: string; updateUrl: string | null },
): Record<string, unknown> {
  const settings = manifest.browser_specific_settings;
  const gecko = { ...settings?.gecko, id: own.id, ...(own.updateUrl === null ? {} : { update_url: own.updateUrl }) };
  return { ...manifest, version: own.version, browser_specific_settings: { ...settings, gecko } };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
      .sort();
  } catch {
    return [];
  }
}
