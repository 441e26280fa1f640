/** `gatepost publish` on the command line: its flags. */
import { Option, type Command } from 'commander';
import { addPublicationOptions } from '../../publishing/publication-options.js';
import { addPublishFlags, publishAndPrint, refusing, type PublishFlags } from '../../publishing/publish-flags.js';

export function addPublish(program: Command): void {
  const command = program
    .command('publish')
    .description('Check a policy, show what it changes, sign it and write it to the folder that your host serves.')
    .argument('<policy>', 'the policy file, policy.yaml');
  addPublishFlags(addPublicationOptions(command))
    .addOption(replaced('--ring <name>'))
    .addOption(replaced('--then <whom>'))
    .addOption(replaced('--after <duration>'))
    .option('--json', 'print the changes and the publication as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action((policyFile: string, flags: PublishFlags) => publishAndPrint(policyFile, flags));
}

const replaced = (flag: string): Option =>
  new Option(flag)
    .argParser(
      refusing('Use `gatepost rollout start <name> <policy> --stage "ring pilot" --stage "everyone after 24h"`.'),
    )
    .hideHelp();

const EXAMPLES = `
Rollouts go on as they are, whatever you publish. \`gatepost rollout\` starts and steers them.

Exit codes: 0 published, 1 rejected (policy errors or failing tests), 2 wrong usage, 3 safety limits exceeded (nothing was published).
All revisions are stored in <folder>/history, for \`gatepost rollback\`.

Examples:
  gatepost publish policy.yaml --key keys/policy-key.private.jwk.json --dir public
  gatepost publish policy.yaml --key keys/policy-key.private.jwk.json --dir public --log access.log --dry-run
  gatepost publish policy.yaml --dir public --public-key keys/policy-key.public.jwk.json \\
    --detached-sign "openssl dgst -sha256 -sign key.pem"
  gatepost publish policy.yaml --key keys/policy-key.private.pem --dir public --revision 57`;
