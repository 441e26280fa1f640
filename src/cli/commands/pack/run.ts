/** `gatepost pack`: the extension as stores, enterprise policies and a company's own host take it. */
import { createHash, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { CommandError } from '../../lib/command-error.js';
import { writeInPlace } from '../../lib/files.js';
import {
  chromiumManifest,
  firefoxManifest,
  readBuiltExtension,
  storeManifest,
  withManifest,
  type BuiltExtension,
} from '../../pack/built-extension.js';
import { crxOf, extensionIdOf, publicKeyDer } from '../../pack/crx.js';
import { ensureNothingIsLost, type PackPermissions } from '../../pack/earlier-pack.js';
import { keepExtensionKey, readExtensionKey } from '../../pack/extension-key.js';
import { PACK_RECORD, type PackRecord } from '../../pack/pack-record.js';
import { readSignedXpi } from '../../pack/signed-xpi.js';
import { renderFirefoxUpdates, renderGupdate } from '../../pack/update-manifests.js';
import { zipOf } from '../../pack/zip.js';

export interface PackOptions {
  /** The folder with the built extensions. */
  readonly dist: string;
  readonly out: string;
  /** PEM file. Null: only what the stores take. */
  readonly keyFile: string | null;
  /** Where the files will be served; null when there is no own host. */
  readonly baseUrl: string | null;
  /** Null: the version of the build. */
  readonly version: string | null;
  /** Null: the id of the build. */
  readonly firefoxId: string | null;
  /** What Mozilla gave back for this version; null: the add-on goes out unsigned. */
  readonly signedXpiFile: string | null;
  readonly permissions: PackPermissions;
}

interface PackedOutput {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Packed {
  readonly record: PackRecord;
  readonly files: readonly PackedOutput[];
  readonly keyCreated: boolean;
}

/** Up to four numbers, as Chromium and Firefox both take them. */
const VERSION = /^(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){0,3}$/;

/** The same build, key and options give the same bytes, on every machine. */
export async function pack(options: PackOptions): Promise<Packed> {
  const base = options.baseUrl === null ? null : parseBaseUrl(options.baseUrl);
  if ((base === null) !== (options.keyFile === null)) {
    throw new CommandError('--key and --base-url belong together: a package of your own needs a key and a host');
  }
  if (base === null && options.signedXpiFile !== null)
    throw new CommandError('--signed-xpi needs --key and --base-url: the stores sign for themselves');
  const [chrome, edge, firefox] = await Promise.all([
    readBuiltExtension(options.dist, 'chrome'),
    readBuiltExtension(options.dist, 'edge'),
    readBuiltExtension(options.dist, 'firefox'),
  ]);
  const version = options.version ?? chrome.manifest.version;
  if (!VERSION.test(version))
    throw new CommandError(`version ${version}: expected up to four numbers, such as 1.2.0.1`);
  const firefoxId = options.firefoxId ?? firefox.manifest.browser_specific_settings?.gecko.id ?? '';
  const outputs = new Map<string, Buffer>();
  for (const [name, built] of Object.entries({ chrome, edge, firefox })) {
    const manifest =
      name === 'firefox'
        ? firefoxManifest(built, { version, id: firefoxId, updateUrl: null })
        : storeManifest(built, version);
    outputs.set(`gatepost-${name}-${version}-store.zip`, zipOf(withManifest(built, manifest)));
  }
  const key = options.keyFile === null ? null : await readExtensionKey(options.keyFile, options.permissions.newKey);
  const signed = options.signedXpiFile;
  const signedXpi = signed === null ? null : await readSignedXpi(signed, { id: firefoxId, version });
  const own = base === null || key === null ? null : { base, version, outputs, privateKey: key.privateKey, signedXpi };
  const record: PackRecord = {
    version,
    chrome: own && packChromium('chrome', chrome, own),
    edge: own && packChromium('edge', edge, own),
    firefox: own ? packFirefox(firefox, firefoxId, own) : { id: firefoxId, installUrl: null, updateUrl: null },
  };
  await ensureNothingIsLost(options.out, record, outputs, options.permissions);
  const unkept = key?.unkeptPem ?? null;
  if (unkept !== null && options.keyFile !== null) await keepExtensionKey(options.keyFile, unkept);
  return { record, files: await writeOutputs(options.out, record, outputs), keyCreated: unkept !== null };
}

interface OwnHost {
  readonly base: string;
  readonly version: string;
  readonly outputs: Map<string, Buffer>;
  readonly privateKey: KeyObject;
  readonly signedXpi: Buffer | null;
}

function packChromium(name: 'chrome' | 'edge', built: BuiltExtension, own: OwnHost): { id: string; updateUrl: string } {
  const { base, version, outputs, privateKey } = own;
  const der = publicKeyDer(privateKey);
  const id = extensionIdOf(der);
  const updateUrl = `${base}gatepost-${name}-updates.xml`;
  const manifest = chromiumManifest(built, { version, publicKey: der.toString('base64'), updateUrl });
  const crx = crxOf(zipOf(withManifest(built, manifest)), privateKey);
  const file = `gatepost-${name}-${version}.crx`;
  outputs.set(file, crx);
  const update = { id, version, url: base + file, sha256: sha256(crx) };
  outputs.set(`gatepost-${name}-updates.xml`, Buffer.from(renderGupdate(update)));
  return { id, updateUrl };
}

function packFirefox(built: BuiltExtension, id: string, own: OwnHost): PackRecord['firefox'] {
  const { base, version, outputs, signedXpi } = own;
  const updateUrl = `${base}gatepost-firefox-updates.json`;
  // Firefox takes no add-on whose manifest names an http address for updates; one that the policy names it does take.
  const named = updateUrl.startsWith('https:') ? updateUrl : null;
  const xpi = signedXpi ?? zipOf(withManifest(built, firefoxManifest(built, { version, id, updateUrl: named })));
  const file = `gatepost-firefox-${version}.xpi`;
  outputs.set(file, xpi);
  // The policy names one address for good; the update manifest names the version.
  outputs.set('gatepost-firefox.xpi', xpi);
  const update = { id, version, url: base + file, sha256: sha256(xpi) };
  outputs.set('gatepost-firefox-updates.json', Buffer.from(renderFirefoxUpdates(update)));
  return { id, installUrl: `${base}gatepost-firefox.xpi`, updateUrl };
}

/** Packages first, the files that announce them last: no browser is sent to a package that is not there yet. */
async function writeOutputs(
  out: string,
  record: PackRecord,
  outputs: ReadonlyMap<string, Buffer>,
): Promise<PackedOutput[]> {
  const announces = (name: string) => name.includes('-updates.');
  const names = [...outputs.keys()].sort((one, other) => Number(announces(one)) - Number(announces(other)));
  const files: PackedOutput[] = [];
  for (const name of names) {
    const content = outputs.get(name) ?? Buffer.alloc(0);
    await writeInPlace(path.join(out, name), content);
    files.push({ name, bytes: content.length, sha256: sha256(content) });
  }
  await writeInPlace(path.join(out, PACK_RECORD), `${JSON.stringify(record, null, 2)}\n`);
  const sums = [...files].sort((one, other) => (one.name < other.name ? -1 : 1));
  await writeInPlace(path.join(out, 'SHA256SUMS'), sums.map((file) => `${file.sha256}  ${file.name}\n`).join(''));
  return files;
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function parseBaseUrl(text: string): string {
  const url = parseUrl(text);
  const secure =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname));
  if (url === null || !secure || url.search !== '' || url.hash !== '') {
    throw new CommandError(
      `--base-url ${text}: expected an https address such as https://policy.example.com/gatepost/ (http only on this machine)`,
    );
  }
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
