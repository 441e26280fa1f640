/**
 * Signs through a program outside (a KMS, an HSM, openssl): it gets the bytes to sign on its standard input and prints the
 * signature. Nothing it prints is trusted before the public key has verified it.
 */
import { spawn } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { algorithmOf, type TrustedKey } from '../../trust/trusted-key.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { signatureCandidates } from './signature-forms.js';
import type { Signer } from './signing-key.js';

/** No signature is longer in any of its forms; a program that prints more is stopped. */
const MAX_OUTPUT_BYTES = 65_536;

/** @param command run by the system's shell as it stands, with this process's environment and error output */
export function externalSigner(command: string, publicKey: TrustedKey): Signer {
  return {
    publicKey,
    async sign(input) {
      const printed = await outputOf(command, input);
      const candidates = signatureCandidates(printed, algorithmOf(publicKey));
      if (candidates.length === 0) throw failed(command, `printed ${described(printed)}`);
      const signature = candidates.find((candidate) => isSignatureOf(input, candidate, publicKey));
      if (signature !== undefined) return signature;
      throw failed(
        command,
        `printed a signature that does not belong to key ${publicKey.kid} and the bytes it was given`,
      );
    },
  };
}

function isSignatureOf(input: Uint8Array, signature: Uint8Array, publicKey: TrustedKey): boolean {
  const key = createPublicKey({ key: publicKey, format: 'jwk' });
  const digest = algorithmOf(publicKey) === 'ES256' ? 'sha256' : null;
  return verify(digest, input, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

async function outputOf(command: string, input: Uint8Array): Promise<Buffer> {
  const child = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'inherit'] });
  const parts: Buffer[] = [];
  let size = 0;
  child.stdout.on('data', (part: Buffer) => {
    size += part.byteLength;
    if (size <= MAX_OUTPUT_BYTES) parts.push(part);
    // Whatever writes there ends by that, be it a child of the shell.
    else child.stdout.destroy();
  });
  // A program that ends before it has read everything says so by its exit code or its signature.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  await new Promise<void>((resolve, reject) => {
    child.once('error', (error) => {
      reject(failed(command, `could not be started (${error.message})`));
    });
    child.once('close', (code, signal) => {
      if (size > MAX_OUTPUT_BYTES) reject(failed(command, `printed more than ${MAX_OUTPUT_BYTES} bytes`));
      else if (code === 0) resolve();
      else reject(failed(command, signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`));
    });
  });
  return Buffer.concat(parts);
}

function described(printed: Buffer): string {
  if (printed.toString('latin1').trim() === '') return 'nothing; expected the signature on its standard output';
  const forms = '64 bytes, as bytes or as base64 text; for ES256 also in DER';
  return `${printed.byteLength} bytes that are no signature; expected ${forms}`;
}

function failed(command: string, what: string): CommandError {
  return new CommandError(`the signing command \`${command}\` ${what}; nothing was published`, EXIT.refused);
}
