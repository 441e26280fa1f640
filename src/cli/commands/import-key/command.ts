/** `gatepost import-key` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { importKey, renderKey } from './run.js';
import { say, sayJson } from '../../lib/print.js';

export function addImportKey(program: Command): void {
  program
    .command('import-key')
    .description('Turn a public key of a KMS, an HSM, openssl or a JOSE tool into the one for managed configuration.')
    .argument('<file>', "public key, Ed25519 or P-256: PEM, DER, JWK, or the answer of a cloud's command")
    .option('--kid <id>', 'the id browsers know it by; its own when missing, else the start of its thumbprint')
    .option('-o, --out <file>', 'file to write it to; never overwritten')
    .option('--json', 'the key and the file it was written to, as JSON', false)
    .addHelpText('after', '\nExample:\n  gatepost import-key kms.pem --out keys/policy-key.public.jwk.json')
    .action(async (file: string, { kid, out, json }: { kid?: string; out?: string; json: boolean }) => {
      const key = await importKey({ file, keyId: kid, out });
      if (json) sayJson({ key, file: out ?? null });
      else say(out === undefined ? renderKey(key).trimEnd().split('\n') : `Public key ${key.kid}: ${out}`);
    });
}
