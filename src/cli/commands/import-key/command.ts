/** `gatepost import-key` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { importKey, renderKey } from './run.js';
import { print, printJson } from '../../lib/print.js';

export function addImportKey(program: Command): void {
  program
    .command('import-key')
    .description('Convert a public key from a KMS, an HSM, openssl or a JOSE tool for managed configuration.')
    .argument('<file>', 'public key, Ed25519 or P-256: PEM, DER, JWK, or the output of a cloud CLI')
    .option('--kid <id>', 'key ID (kid); default: the one in the file, else the start of its thumbprint')
    .option('-o, --out <file>', 'output file; never overwritten')
    .option('--json', 'print the key and its file as JSON', false)
    .addHelpText('after', '\nExample:\n  gatepost import-key kms.pem --out keys/policy-key.public.jwk.json')
    .action(async (file: string, { kid, out, json }: { kid?: string; out?: string; json: boolean }) => {
      const key = await importKey({ file, keyId: kid, out });
      if (json) printJson({ key, file: out ?? null });
      else print(out === undefined ? renderKey(key).trimEnd().split('\n') : `Public key ${key.kid}: ${out}`);
    });
}
