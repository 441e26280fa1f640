/** The `gatepost` command: parses the command line, calls one function a command, prints what it did. */
import { Command, InvalidArgumentError, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { Algorithm } from '../trust/trusted-key.js';
import { CommandError, EXIT } from './command-error.js';
import { CATEGORIES } from '../catalogue/schema.js';
import { isTimeZone, momentOf } from '../policy/window.js';
import { explain, renderExplained } from './commands/explain.js';
import { keygen } from './commands/keygen.js';
import { publish } from './commands/publish.js';
import { serve } from './commands/serve.js';
import { renderNothingFound, renderTools, tools } from './commands/tools.js';

const say = (...lines: string[]): void => {
  process.stdout.write(`${lines.join('\n')}\n`);
};

// Before the subcommands are made, since they copy it: our own exit codes, not the parser's.
const program = new Command('gatepost')
  .exitOverride()
  .description('Publishes the one signed policy that says which AI tools your people may use.')
  .version(packageJson.version)
  .showHelpAfterError('Run the command with --help to see its use.')
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 the policy, key or published document was refused, 2 wrong usage or an unusable file or port.',
  );

program
  .command('keygen')
  .description('Make the key pair that signs your policies. Never overwrites a key.')
  .option('-o, --out <folder>', 'folder for the two key files', '.')
  .addOption(new Option('-a, --algorithm <name>', 'signature algorithm').choices(['EdDSA', 'ES256']).default('EdDSA'))
  .addHelpText('after', '\nExample:\n  gatepost keygen --out keys')
  .action(async ({ out, algorithm }: { out: string; algorithm: Algorithm }) => {
    const { privateFile, publicFile, publicKey } = await keygen(out, algorithm);
    say(
      `Private key: ${privateFile} (keep it secret: whoever has it decides for every browser)`,
      `Public key:  ${publicFile}`,
      '',
      'Managed configuration for your browsers (put in the address of your policy):',
      JSON.stringify({ policyUrl: 'https://policy.example.com/policy.jws', trustedKeys: [publicKey] }, null, 2),
    );
  });

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

program
  .command('serve')
  .description('Serve a folder with a published policy, with ETag, on this machine.')
  .argument('<folder>', 'folder that `gatepost publish` writes to')
  .option('-p, --port <number>', 'port to listen on; 0 picks a free one', parsePort, 8420)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .addHelpText('after', '\nExample:\n  gatepost serve public --port 8420')
  .action(async (folder: string, { host, port }: { host: string; port: number }) => {
    const { url } = await serve(folder, host, port);
    say(`Serving ${url} (end with Ctrl+C)`);
  });

program
  .command('tools')
  .description('List and search the AI tools that a policy can name.')
  .argument('[query]', 'part of a name, vendor or host, or an address from the browser', '')
  .option('-c, --category <name>', `one category only: ${CATEGORIES.join(', ')}`)
  .option('--json', 'everything that is known about each tool, as JSON', false)
  .addHelpText('after', '\nExamples:\n  gatepost tools copilot\n  gatepost tools --category image --json')
  .action((query: string, { category, json }: { category?: string; json: boolean }) => {
    const found = tools(query, { category });
    if (json) say(JSON.stringify(found, null, 2));
    else if (found.length === 0) say(renderNothingFound(query, { category }));
    else say(renderTools(found, terminal()));
  });

program
  .command('explain')
  .description('Say what a policy decides about addresses, for one browser at one moment. Publishes nothing.')
  .argument('<policy>', 'the policy file, policy.yaml')
  .argument('<url...>', 'addresses, such as https://chatgpt.com/')
  .option('-g, --group <name>', 'a group of that browser; may be repeated', another, [])
  .option('-r, --ring <name>', 'its ring')
  .option('--browser-id <id>', 'its support id')
  .option('--at <moment>', 'the moment, such as 2026-11-30T08:00:00Z; now when missing', parseMoment)
  .option('--time-zone <name>', "its time zone, such as Europe/Paris; this machine's when missing", parseTimeZone)
  .option('--json', 'the answers as JSON', false)
  .addHelpText(
    'after',
    '\nA rule for a percentage counts as reaching that browser.\n\nExample:\n  gatepost explain policy.yaml https://chatgpt.com/ --group Marketing',
  )
  .action(async (policyFile: string, urls: string[], { group, ring, browserId, at, timeZone, json }: ExplainFlags) => {
    const zone = timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const facts = { groups: group, ring: ring ?? null, browserId, timeZone: zone };
    const answers = await explain({ policyFile, urls, facts, nowMs: at ?? Date.now() });
    say(json ? JSON.stringify(answers, null, 2) : renderExplained(answers));
  });

interface ExplainFlags {
  readonly group: string[];
  readonly ring?: string;
  readonly browserId?: string;
  readonly at?: number;
  readonly timeZone?: string;
  readonly json: boolean;
}

function another(name: string, names: string[]): string[] {
  return [...names, name];
}

function parseMoment(text: string): number {
  const ms =
    /^\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?$/.test(text) && !Number.isNaN(Date.parse(text)) ? momentOf(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new InvalidArgumentError('expected a moment such as 2026-11-30T08:00:00Z.');
  return ms;
}

function parseTimeZone(name: string): string {
  if (!isTimeZone(name)) throw new InvalidArgumentError('expected a time zone such as Europe/Paris.');
  return name;
}

/** Without a terminal there is no width to keep to, and no colour. */
function terminal(): { columns: number; colour: boolean } {
  const { isTTY, columns } = process.stdout;
  return isTTY ? { columns, colour: process.stdout.hasColors() } : { columns: Number.POSITIVE_INFINITY, colour: false };
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('expected a number from 0 to 65535.');
  return port;
}

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
  // The parser has printed its own message already; asking for help or the version is no mistake.
  if (error instanceof Error && 'exitCode' in error) return error.exitCode === 0 ? 0 : EXIT.unusable;
  throw error;
}
