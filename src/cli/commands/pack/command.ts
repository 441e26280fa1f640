/** `gatepost pack` on the command line: its flags, and what it prints. */
import { Option, type Command } from 'commander';
import { pack, type Packed } from './run.js';
import { BUILT_EXTENSIONS } from '../../pack/built-extension.js';
import { print, printJson } from '../../lib/print.js';

interface PackFlags {
  readonly out: string;
  readonly key?: string;
  readonly baseUrl?: string;
  readonly extensionVersion?: string;
  readonly firefoxId?: string;
  readonly signedXpi?: string;
  readonly newKey: boolean;
  readonly olderVersion: boolean;
  readonly overwriteSigned: boolean;
  readonly dist: string;
  readonly json: boolean;
}

export function addPack(program: Command): void {
  program
    .command('pack')
    .description(
      'Package the extension for the stores and for your own host. The same build and key give the same bytes.',
    )
    .requiredOption('-o, --out <folder>', 'output folder; serve it at --base-url')
    .option(
      '-k, --key <file>',
      'private key of the extension package (PEM). Keep it: the extension ID is derived from it',
    )
    .option('--new-key', 'create the key if the file does not exist', false)
    .option('-b, --base-url <address>', 'https URL at which you serve the folder')
    .option('--extension-version <version>', 'package version, such as 0.1.0.1; browsers only update to higher ones')
    .option('--firefox-id <id>', 'add-on ID in Firefox, if you sign the add-on with your own account')
    .option('--signed-xpi <file>', '.xpi of this version signed by Mozilla, to serve instead of the unsigned one')
    .option('--older-version', 'allow a lower version than the folder has', false)
    .option('--overwrite-signed', 'overwrite a .crx of the same version, or an .xpi that Mozilla signed', false)
    .addOption(
      new Option('--dist <folder>', 'folder with the built extensions').default(BUILT_EXTENSIONS, "this package's own"),
    )
    .option('--json', 'print what was packed as JSON', false)
    .addHelpText(
      'after',
      '\nWithout --key and --base-url, only the store packages are written.\n\n' +
        'Example:\n  gatepost pack --key keys/extension-key.pem --new-key --base-url https://policy.example.com/ --out public',
    )
    .action(packAndPrint);
}

async function packAndPrint(flags: PackFlags): Promise<void> {
  const { out, key, baseUrl, extensionVersion, firefoxId, signedXpi, dist } = flags;
  const { newKey, olderVersion, overwriteSigned } = flags;
  const packed = await pack({
    dist,
    out,
    keyFile: key ?? null,
    baseUrl: baseUrl ?? null,
    version: extensionVersion ?? null,
    firefoxId: firefoxId ?? null,
    signedXpiFile: signedXpi ?? null,
    permissions: { newKey, olderVersion, overwriteSigned },
  });
  if (flags.json) printJson(packed);
  else print(renderPacked(packed, flags));
}

function renderPacked({ record, files, keyCreated }: Packed, { key, out, signedXpi }: PackFlags): string[] {
  return [
    ...(keyCreated
      ? [`Created ${key ?? ''}. Keep it secret and do not lose it: another key changes the extension ID.`]
      : []),
    `Packed version ${record.version} into ${out}:`,
    ...files.map(({ name, bytes }) => `  ${name}  ${bytes} bytes`),
    ...(record.chrome === null ? [] : [`Extension ID (Chrome, Edge, Brave, Chromium): ${record.chrome.id}`]),
    `Add-on ID (Firefox): ${record.firefox.id}`,
    ...(record.firefox.installUrl === null || signedXpi !== undefined
      ? []
      : [
          'The .xpi is not signed by Mozilla. Firefox ESR can be configured to accept it; other editions need a signature, see docs/guides/roll-out.md, "Pitfalls".',
        ]),
  ];
}
