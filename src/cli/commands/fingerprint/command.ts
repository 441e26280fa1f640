/** `gatepost fingerprint` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { print, printJson } from '../../lib/print.js';
import { progressOn } from '../../lib/progress.js';
import { paintFor } from '../../lib/terminal.js';
import { renderFingerprint, renderList } from './format.js';
import { fingerprint } from './run.js';

const MORE = `
Takes in code and documents (Word, PowerPoint, OpenDocument, PDF, mails, Markdown, text). Leaves out what git ignores, configuration,
data, lock files, vendored, generated and minified files, texts of licences, and lines in which a detector finds a secret. Takes
fingerprints out again that are public: of the open packages that lock files name, as far as they are installed; of the folders named by
--public; of licences and common idioms; and, from three repositories on, of what two of them share. Name each repository by itself.

The filter holds no text, and neither does its cache. Whoever has filter and key can check whether a guess of 26 characters is in it.
Without --key, the key is read from <out>.key, which is made when it is missing. The same files and key give the same filter.

Exit codes: 0 done, 1 nothing to recognise was found or the key is damaged, 2 wrong usage or a folder that cannot be read.

Examples:
  gatepost fingerprint payments/ ledger/ portal/ --out code.fp
  gatepost fingerprint payments/ --out code.fp --key code.key --public open-source/ --json
  gatepost fingerprint minutes/ --out minutes.fp --list`;

export function addFingerprint(program: Command): void {
  program
    .command('fingerprint')
    .description('Make the filter by which browsers recognise your own code and documents.')
    .argument('<folder...>', 'repositories or folders; also single files')
    .requiredOption('-o, --out <file>', 'the filter; its cache and key lie beside it')
    .option('--key <hex or file>', 'the key of your fingerprints, 32 hexadecimal digits; default: <out>.key')
    .option('--public <folder...>', 'folders of open code, of which nothing is to be recognised')
    .option('--no-cache', 'work out every file anew, and keep nothing for the next time')
    .option('--list', 'print every file with what became of it', false)
    .option('--json', 'print the result as JSON', false)
    .addHelpText('after', MORE)
    .action(run);
}

interface FingerprintFlags {
  readonly out: string;
  readonly key?: string;
  readonly public?: readonly string[];
  readonly cache: boolean;
  readonly list: boolean;
  readonly json: boolean;
}

async function run(named: string[], flags: FingerprintFlags): Promise<void> {
  const progress = progressOn(process.stderr);
  let done = 0;
  const report = await fingerprint({
    ...{ named, outFile: flags.out, key: flags.key ?? null, keepsCache: flags.cache },
    publicFolders: flags.public ?? [],
    onRead: (bytes) => {
      done += bytes;
      progress.update(done, null);
    },
  }).finally(() => {
    progress.end();
  });
  const { files, ...rest } = report;
  if (flags.json) printJson(flags.list ? report : rest);
  else print(...(flags.list ? renderList(files) : []), renderFingerprint(report, paintFor(process.stdout)).split('\n'));
}
