/** The flags that every command has that publishes: who signs, where to, and which keys signed before. */
import type { Command } from 'commander';
import type { PublicationOptions } from './publication.js';

export interface PublicationFlags {
  readonly dir: string;
  readonly key?: string;
  readonly detachedSign?: string;
  readonly publicKey?: string;
}

export function addPublicationOptions(command: Command): Command {
  return command
    .requiredOption('-d, --dir <folder>', 'folder that your host serves')
    .option('-k, --key <file>', 'private signing key: JWK or PEM (PKCS#8)')
    .option(
      '--detached-sign <command>',
      'sign with a program: data on its standard input, signature on its standard output',
    )
    .option('--public-key <file>', 'public key that browsers trust; required with --detached-sign');
}

export function publicationOptions({ dir, key, detachedSign, publicKey }: PublicationFlags): PublicationOptions {
  return { folder: dir, keyFile: key, detachedSign, publicKeyFile: publicKey, nowMs: Date.now() };
}
