/** The whole command, as its parser knows it: every subcommand with its flags, in the order of an administrator's day. */
import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { addCheck } from './program/check.js';
import { addCompletion } from './program/completion.js';
import { addDeploy } from './program/deploy.js';
import { addDiff } from './program/diff.js';
import { addDoctor } from './program/doctor.js';
import { addExplain } from './program/explain.js';
import { addImportKey } from './program/import-key.js';
import { addInit } from './program/init.js';
import { addKeygen } from './program/keygen.js';
import { addManaged } from './program/managed.js';
import { addPack } from './program/pack.js';
import { addPause, addResume } from './program/pause.js';
import { addPublish } from './program/publish.js';
import { addRollback } from './program/rollback.js';
import { addServe } from './program/serve.js';
import { addSimulate } from './program/simulate.js';
import { addStatus } from './program/status.js';
import { addTest } from './program/test.js';
import { addTools } from './program/tools.js';

const COMMANDS = [
  ...[addInit, addTools, addCheck, addTest, addExplain, addSimulate, addDiff],
  ...[addPublish, addStatus, addRollback, addPause, addResume],
  ...[addKeygen, addImportKey, addManaged, addPack, addDeploy, addDoctor, addServe, addCompletion],
];

export function gatepostProgram(): Command {
  // Before the subcommands are made, since they copy it: our own exit codes, not the parser's.
  const program = new Command('gatepost')
    .exitOverride()
    .description('Publishes the one signed policy that says which AI tools your people may use.')
    .version(packageJson.version)
    .showHelpAfterError('Run the command with --help to see its use.')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 the policy, key or published document was refused, 2 wrong usage or an unusable file or port, ' +
        '3 beyond the safety limits.',
    );
  for (const add of COMMANDS) add(program);
  return program;
}
