/** `gatepost publish` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { publish } from '../commands/publish.js';
import { say } from './say.js';

export function addPublish(program: Command): void {
  program
    .command('publish')
    .description('Sign a policy and put it into the folder that your host serves.')
    .argument('<policy>', 'the policy file, policy.yaml')
    .requiredOption('-k, --key <file>', 'private key that signs it')
    .requiredOption('-d, --dir <folder>', 'folder that your host serves')
    .option('--new-key', 'sign with another key than the policy published before', false)
    .addHelpText(
      'after',
      '\nExample:\n  gatepost publish policy.yaml --key keys/policy-key.private.jwk.json --dir public',
    )
    .action(async (policyFile: string, { key, dir, newKey }: { key: string; dir: string; newKey: boolean }) => {
      const done = await publish({ policyFile, keyFile: key, folder: dir, newKey, nowMs: Date.now() });
      for (const warning of done.warnings) process.stderr.write(`warning: ${warning}\n`);
      const { name, revision, expiresAt, pollSeconds, rules } = done.policy;
      say(
        `Published ${name}, revision ${revision}, ${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}, to ${done.file}`,
        `Signed with key ${done.keyId}; good until ${expiresAt}; browsers ask every ${pollSeconds} seconds.`,
      );
    });
}
