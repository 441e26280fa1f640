/** The `gatepost` command: joins its subcommands and turns what went wrong into a message and an exit code. */
import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { CommandError, EXIT } from './command-error.js';
import { NotConfirmed } from './publication.js';
import { addCheck } from './program/check.js';
import { addDiff } from './program/diff.js';
import { addExplain } from './program/explain.js';
import { addImportKey } from './program/import-key.js';
import { addKeygen } from './program/keygen.js';
import { addManaged } from './program/managed.js';
import { addPause, addResume } from './program/pause.js';
import { addPublish } from './program/publish.js';
import { addRollback } from './program/rollback.js';
import { addServe } from './program/serve.js';
import { addSimulate } from './program/simulate.js';
import { addTest } from './program/test.js';
import { addTools } from './program/tools.js';

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

const COMMANDS = [
  addKeygen,
  addImportKey,
  addManaged,
  addPublish,
  addRollback,
  addPause,
  addResume,
  addServe,
  addTools,
  addCheck,
  addTest,
  addExplain,
  addDiff,
  addSimulate,
];
for (const add of COMMANDS) add(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  if (error instanceof CommandError) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof NotConfirmed) {
    process.stderr.write('Nothing was published.\n');
    return EXIT.refused;
  }
  // The parser has printed its own message already; asking for help or the version is no mistake.
  if (error instanceof Error && 'exitCode' in error) return error.exitCode === 0 ? 0 : EXIT.unusable;
  throw error;
}
