/** `gatepost serve` on the command line: its flags, and what it prints. */
import { InvalidArgumentError, type Command } from 'commander';
import type { CollectOptions } from '../../../server/receiver.js';
import { CommandError } from '../../lib/command-error.js';
import { serve } from './run.js';
import { readText } from '../../lib/files.js';
import { parsePort } from '../../lib/parse-flags.js';
import { print } from '../../lib/print.js';

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('Serve a published policy and the packed extension over HTTP on this machine, with ETag.')
    .argument('<folder>', 'output folder of `gatepost publish` and `gatepost pack`')
    .option('-p, --port <number>', 'port to listen on; 0 picks a free one', parsePort, 8420)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--collect <folder>', 'receive events at /v1/logs and append them to daily files in this folder')
    .option('--collect-token <file>', 'file with the token that browsers must send; default: no token')
    .option(
      '--trust-forwarded-for',
      'behind a reverse proxy: use the last address in X-Forwarded-For as the client',
      false,
    )
    .option('--keep-days <number>', 'delete event files after this many days', parseDays, 90)
    .option('--json', 'print the URLs as JSON once the server is ready', false)
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, flags: ServeFlags) => {
      const { url, eventsUrl } = await serve(folder, flags.host, flags.port, await collecting(flags));
      if (flags.json) print(JSON.stringify({ url, eventsUrl }));
      else {
        print(`Serving ${url} (stop with Ctrl+C)`);
        if (eventsUrl !== null) print(`Collecting events at ${eventsUrl} in ${flags.collect ?? ''}`);
      }
    });
}

interface ServeFlags {
  readonly host: string;
  readonly port: number;
  readonly collect?: string;
  readonly collectToken?: string;
  readonly trustForwardedFor: boolean;
  readonly keepDays: number;
  readonly json: boolean;
}

const EXAMPLES = `
Browsers send events over https only, or over http on this machine: for a company, put a host with TLS in front. With
--trust-forwarded-for each of its clients has a rate of its own; only a host in front that writes X-Forwarded-For can be trusted so.

Examples:
  gatepost serve public --port 8420
  gatepost serve public --collect events --collect-token events.token`;

async function collecting(flags: ServeFlags): Promise<CollectOptions | null> {
  const { collect, collectToken, trustForwardedFor, keepDays } = flags;
  if (collect === undefined) {
    if (trustForwardedFor) throw new CommandError('--trust-forwarded-for needs --collect <folder>');
    if (collectToken !== undefined) throw new CommandError('--collect-token needs --collect <folder>');
    return null;
  }
  const token = collectToken === undefined ? null : await readToken(collectToken);
  const report = (problem: string) => void process.stderr.write(`events not written: ${problem}\n`);
  return { folder: collect, token, trustForwardedFor, limits: { keepDays }, report };
}

async function readToken(file: string): Promise<string> {
  const token = (await readText(file, 'the token')).trim();
  if (/^[\x21-\x7e]{16,500}$/.test(token)) return token;
  throw new CommandError(
    `the token in ${file} is not usable: expected one line of 16 to 500 characters without spaces`,
  );
}

function parseDays(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('expected a number of days from 1 to 9999.');
  return Number(text);
}
