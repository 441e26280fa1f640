/**
 * The whole command, as its parser knows it: every subcommand with its flags, in the order of an administrator's day. Each
 * is loaded when it is named, since most need a part of the code only.
 */
import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };

type Add = (program: Command) => void;

const COMMANDS: Readonly<Record<string, () => Promise<Add>>> = {
  init: async () => (await import('./commands/init/command.js')).addInit,
  tools: async () => (await import('./commands/tools/command.js')).addTools,
  import: async () => (await import('./commands/import/command.js')).addImport,
  check: async () => (await import('./commands/check/command.js')).addCheck,
  test: async () => (await import('./commands/test/command.js')).addTest,
  explain: async () => (await import('./commands/explain/command.js')).addExplain,
  preview: async () => (await import('./commands/preview/command.js')).addPreview,
  simulate: async () => (await import('./commands/simulate/command.js')).addSimulate,
  discover: async () => (await import('./commands/discover/command.js')).addDiscover,
  extensions: async () => (await import('./commands/extensions/command.js')).addExtensions,
  logs: async () => (await import('./commands/logs/command.js')).addLogs,
  scan: async () => (await import('./commands/scan/command.js')).addScan,
  labels: async () => (await import('./commands/labels/command.js')).addLabels,
  fingerprint: async () => (await import('./commands/fingerprint/command.js')).addFingerprint,
  diff: async () => (await import('./commands/diff/command.js')).addDiff,
  publish: async () => (await import('./commands/publish/command.js')).addPublish,
  rollout: async () => (await import('./commands/rollout/command.js')).addRollout,
  status: async () => (await import('./commands/status/command.js')).addStatus,
  rollback: async () => (await import('./commands/rollback/command.js')).addRollback,
  pause: async () => (await import('./commands/pause/command.js')).addPause,
  resume: async () => (await import('./commands/pause/command.js')).addResume,
  keygen: async () => (await import('./commands/keygen/command.js')).addKeygen,
  'import-key': async () => (await import('./commands/import-key/command.js')).addImportKey,
  managed: async () => (await import('./commands/managed/command.js')).addManaged,
  pack: async () => (await import('./commands/pack/command.js')).addPack,
  deploy: async () => (await import('./commands/deploy/command.js')).addDeploy,
  datasheet: async () => (await import('./commands/datasheet/command.js')).addDatasheet,
  doctor: async () => (await import('./commands/doctor/command.js')).addDoctor,
  serve: async () => (await import('./commands/serve/command.js')).addServe,
  report: async () => (await import('./commands/report/command.js')).addReport,
  requests: async () => (await import('./commands/requests/command.js')).addRequests,
  grant: async () => (await import('./commands/grant/command.js')).addGrant,
  refuse: async () => (await import('./commands/refuse/command.js')).addRefuse,
  completion: async () => (await import('./commands/completion/command.js')).addCompletion,
};

/** What asks for all of them: completion describes every command. */
const NEEDS_ALL = 'completion';

/** @param words of the command line, after the program's name; without any, the whole program */
export async function gatepostProgram(words: readonly string[] = []): Promise<Command> {
  // Before the subcommands are made, since they copy it: our own exit codes, not the parser's.
  const program = new Command('gatepost')
    .exitOverride()
    .description('Publish a signed policy that says which AI tools people in your company may use.')
    .version(packageJson.version)
    .showHelpAfterError('Run the command with --help for usage.')
    .addHelpText(
      'after',
      '\nExamples, in the order of a first setup:\n  gatepost init ai-policy --organisation Contoso\n  gatepost tools copilot\n' +
        '  gatepost check policy.yaml\n  gatepost simulate policy.yaml --log access.log\n' +
        '  gatepost publish policy.yaml --key keys/policy-key.private.jwk.json --dir public\n' +
        '  gatepost deploy --browser chrome --os windows --config managed.yaml --pack public\n' +
        '  gatepost rollback --dir public --key keys/policy-key.private.jwk.json\n\n' +
        'Run gatepost help <command> for details and examples.\n\nExit codes: 0 done, 1 the policy, key or published document was rejected, 2 wrong usage or an unusable file or port, ' +
        '3 beyond the safety limits.',
    );
  for (const load of wanted(words)) (await load())(program);
  return program;
}

function wanted([name = '']: readonly string[]): (() => Promise<Add>)[] {
  if (name === '--version' || name === '-V') return [];
  const load = Object.hasOwn(COMMANDS, name) && name !== NEEDS_ALL ? COMMANDS[name] : undefined;
  return load === undefined ? Object.values(COMMANDS) : [load];
}
