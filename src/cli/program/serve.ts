/** `gatepost serve` on the command line: its flags, and what it prints. */
import { InvalidArgumentError, type Command } from 'commander';
import { serve } from '../commands/serve.js';
import { say } from './say.js';

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('Serve a folder with a published policy and the packed extension, with ETag, on this machine.')
    .argument('<folder>', 'folder that `gatepost publish` and `gatepost pack` write to')
    .option('-p, --port <number>', 'port to listen on; 0 picks a free one', parsePort, 8420)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--json', 'the address as JSON, once it is served', false)
    .addHelpText('after', '\nExample:\n  gatepost serve public --port 8420')
    .action(async (folder: string, { host, port, json }: { host: string; port: number; json: boolean }) => {
      const { url } = await serve(folder, host, port);
      say(json ? JSON.stringify({ url }) : `Serving ${url} (end with Ctrl+C)`);
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('expected a number from 0 to 65535.');
  return port;
}
