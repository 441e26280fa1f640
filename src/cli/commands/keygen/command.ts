/** `gatepost keygen` on the command line: its flags, and what it prints. */
import { Option, type Command } from 'commander';
import type { Algorithm } from '../../../trust/trusted-key.js';
import { keygen, type KeyFiles } from '../../publishing/new-keys.js';
import { print, printJson } from '../../lib/print.js';

export function addKeygen(program: Command): void {
  program
    .command('keygen')
    .description('Create the key pair that signs your policies. Never overwrites a key.')
    .option('-o, --out <folder>', 'output folder; each key is written as JWK and as PEM', '.')
    .addOption(new Option('-a, --algorithm <name>', 'signature algorithm').choices(['EdDSA', 'ES256']).default('EdDSA'))
    .option('--json', 'print the files and the public key as JSON', false)
    .addHelpText(
      'after',
      '\nFor a key created elsewhere, use gatepost import-key.\n\nExample:\n  gatepost keygen --out keys',
    )
    .action(async ({ out, algorithm, json }: { out: string; algorithm: Algorithm; json: boolean }) => {
      const made = await keygen(out, algorithm);
      if (json) printJson(made);
      else print(renderKeyFiles(made));
    });
}

function renderKeyFiles({ privateFile, publicFile, privatePemFile, publicPemFile, publicKey }: KeyFiles): string[] {
  return [
    `Private key: ${privateFile} (keep it secret: it controls the policy of every browser)`,
    `Public key:  ${publicFile}`,
    `As PEM:      ${privatePemFile}, ${publicPemFile}`,
    '',
    'Managed configuration for your browsers (replace the URL with that of your policy):',
    ...JSON.stringify({ policyUrl: 'https://policy.example.com/policy.jws', trustedKeys: [publicKey] }, null, 2).split(
      '\n',
    ),
  ];
}
