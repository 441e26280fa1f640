/** `gatepost publish` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { publish } from '../commands/publish.js';
import { parseRevision } from './parse-flags.js';
import { addPublicationOptions, publicationOptions, type PublicationFlags } from './publication-options.js';
import { report } from './report.js';

interface PublishFlags extends PublicationFlags {
  readonly newKey: boolean;
  readonly revision?: number;
}

export function addPublish(program: Command): void {
  const command = program
    .command('publish')
    .description('Sign a policy and put it into the folder that your host serves.')
    .argument('<policy>', 'the policy file, policy.yaml');
  addPublicationOptions(command)
    .option('--new-key', 'sign with another key than the policy published before', false)
    .option('--revision <number>', 'continue above this count after the folder was lost', parseRevision)
    .addHelpText('after', EXAMPLES)
    .action(async (policyFile: string, { newKey, revision, ...flags }: PublishFlags) => {
      const options = publicationOptions(flags);
      report(await publish({ ...options, policyFile, newKey, revision }), options.nowMs);
    });
}

const EXAMPLES = `
Every revision is kept in <folder>/history, for \`gatepost rollback\`.

Examples:
  gatepost publish policy.yaml --key keys/policy-key.private.jwk.json --dir public
  gatepost publish policy.yaml --dir public --public-key keys/policy-key.public.jwk.json \\
    --detached-sign "openssl dgst -sha256 -sign key.pem"
  gatepost publish policy.yaml --key keys/policy-key.private.pem --dir public --revision 57`;
