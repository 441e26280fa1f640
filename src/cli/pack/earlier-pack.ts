/** What an earlier `gatepost pack` left in the folder, and what must not happen to it without being told. */
import { unzipSync } from 'fflate';
import path from 'node:path';
import { CommandError, EXIT } from '../lib/command-error.js';
import { readBytesIfThere, readTextIfThere } from '../lib/files.js';
import { readPackRecordIfThere, type PackRecord } from './pack-record.js';
import { readAnnounced } from './update-manifests.js';

export interface PackPermissions {
  /** Another key than before, and so another id. */
  readonly newKey: boolean;
  readonly olderVersion: boolean;
  readonly overwriteSigned: boolean;
}

/**
 * @param outputs what will be written, by name
 * @throws CommandError that names the flag which allows it
 */
export async function ensureNothingIsLost(
  out: string,
  record: PackRecord,
  outputs: ReadonlyMap<string, Buffer>,
  permissions: PackPermissions,
): Promise<void> {
  const earlier = await readPackRecordIfThere(out);
  if (earlier !== null) {
    ensureNotOlder(earlier.version, record.version, out, permissions);
    ensureSameId(earlier.chrome?.id, record.chrome?.id, out, permissions);
  }
  // The record may be gone, or of another run: what browsers ask for counts as well.
  for (const name of outputs.keys()) if (isUpdateManifest(name)) await ensureNotBehind(out, name, record, permissions);
  if (permissions.overwriteSigned) return;
  for (const [name, content] of outputs) await ensureUnsigned(path.join(out, name), content);
}

const isUpdateManifest = (name: string): boolean => /-updates\.(xml|json)$/.test(name);

async function ensureNotBehind(
  out: string,
  name: string,
  record: PackRecord,
  permissions: PackPermissions,
): Promise<void> {
  const file = path.join(out, name);
  const text = await readTextIfThere(file, 'the update manifest');
  if (text === null) return;
  const announced = readAnnounced(text);
  if (announced === null) {
    if (permissions.olderVersion) return;
    throw new CommandError(
      `${file} tells browsers which version there is, and cannot be read: expected what \`gatepost pack\` writes. Put the ` +
        'file back as it was, pack into an empty folder, or add --older-version',
      EXIT.refused,
    );
  }
  ensureNotOlder(announced.version, record.version, file, permissions);
  if (name.includes('-chrome-')) ensureSameId(announced.id, record.chrome?.id, file, permissions);
}

function ensureNotOlder(earlier: string, version: string, out: string, { olderVersion }: PackPermissions): void {
  if (olderVersion || compareVersions(version, earlier) >= 0) return;
  throw new CommandError(
    `${out} has version ${earlier}, and this is ${version}: browsers that have the newer one never downgrade. Give a higher ` +
      '--extension-version, or add --older-version',
    EXIT.refused,
  );
}

function ensureSameId(
  earlier: string | undefined,
  id: string | undefined,
  out: string,
  { newKey }: PackPermissions,
): void {
  if (newKey || earlier === undefined || id === undefined || id === earlier) return;
  throw new CommandError(
    `${out} has packages of ${earlier}, and this key makes ${id}: browsers that have the first get no updates. Use the previous ` +
      'key, or add --new-key',
    EXIT.refused,
  );
}

/** A package that browsers may have, or that Mozilla signed, stays as it is. */
async function ensureUnsigned(file: string, content: Buffer): Promise<void> {
  const there = await readBytesIfThere(file, 'the package');
  if (there === null || there.equals(content)) return;
  if (file.endsWith('.crx')) {
    throw new CommandError(
      `${file} exists already, with other content: browsers that have this version would never get it. Give a higher ` +
        '--extension-version, or add --overwrite-signed',
      EXIT.refused,
    );
  }
  if (!file.endsWith('.xpi') || !isSignedByMozilla(there) || isSignedByMozilla(content)) return;
  throw new CommandError(
    `${file} is signed by Mozilla, and what would take its place is not: Firefox would reject it. Pack into another folder, have ` +
      'that .xpi signed, and pack here with --signed-xpi and the signed file; or add --overwrite-signed',
    EXIT.refused,
  );
}

/** Whether the archive holds a signature; whose it is, only Firefox can say. */
export function isSignedByMozilla(xpi: Buffer): boolean {
  const names: string[] = [];
  try {
    unzipSync(xpi, { filter: ({ name }) => names.push(name) < 0 });
  } catch {
    return false;
  }
  return names.some((name) => /^META-INF\/(mozilla\.rsa|cose\.sig)$/i.test(name));
}

/** Versions of up to four numbers, as browsers compare them. */
function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split('.').map(Number));
  for (let at = 0; at < 4; at += 1) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
