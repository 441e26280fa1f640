/** `gatepost pack` on the command line: its flags, and what it prints. */
import { Option, type Command } from 'commander';
import { pack, type Packed } from './run.js';
import { BUILT_EXTENSIONS } from '../../pack/built-extension.js';
import { say, sayJson } from '../../lib/print.js';

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
    .description('Pack the extension for the stores and for your own host. The same build and key give the same bytes.')
    .requiredOption('-o, --out <folder>', 'folder to write to; serve it at --base-url')
    .option(
      '-k, --key <file>',
      "your key for the extension's package (PEM). Keep it for good: the extension's id follows from it",
    )
    .option('--new-key', 'make the key when it is not there; without this, a mistyped path is refused', false)
    .option('-b, --base-url <address>', 'address at which you will serve the folder, https')
    .option('--extension-version <version>', 'version to pack as, such as 0.1.0.1; browsers update to higher ones only')
    .option('--firefox-id <id>', 'id in Firefox, when you sign the add-on with an account of your own')
    .option(
      '--signed-xpi <file>',
      'the .xpi of this version as Mozilla gave it back, to serve instead of the unsigned one',
    )
    .option('--older-version', 'pack a lower version than the folder has', false)
    .option('--overwrite-signed', 'overwrite a .crx of the same version, or an .xpi that Mozilla signed', false)
    .addOption(
      new Option('--dist <folder>', 'folder with the built extensions').default(BUILT_EXTENSIONS, "this package's own"),
    )
    .option('--json', 'what was packed, as JSON', false)
    .addHelpText(
      'after',
      '\nWithout --key and --base-url only the packages for the stores are written.\n\n' +
        'Example:\n  gatepost pack --key keys/extension-key.pem --new-key --base-url https://policy.example.com/ --out public',
    )
    .action(packAndSay);
}

async function packAndSay(flags: PackFlags): Promise<void> {
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
    leave: { newKey, olderVersion, overwriteSigned },
  });
  if (flags.json) sayJson(packed);
  else say(renderPacked(packed, flags));
}

function renderPacked({ record, files, keyCreated }: Packed, { key, out, signedXpi }: PackFlags): string[] {
  return [
    ...(keyCreated
      ? [`Made ${key ?? ''}. Keep it secret and for good: with another key the extension gets another id.`]
      : []),
    `Packed version ${record.version} into ${out}:`,
    ...files.map(({ name, bytes }) => `  ${name}  ${bytes} bytes`),
    ...(record.chrome === null ? [] : [`Extension id (Chrome, Edge, Brave, Chromium): ${record.chrome.id}`]),
    `Add-on id (Firefox): ${record.firefox.id}`,
    ...(record.firefox.installUrl === null || signedXpi !== undefined
      ? []
      : [
          'The .xpi is not signed by Mozilla. Firefox ESR can be told to take it; other editions need it signed, see docs/guides/roll-out.md, "Pitfalls".',
        ]),
  ];
}
