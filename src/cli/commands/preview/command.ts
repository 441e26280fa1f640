/** `gatepost preview` on the command line: its flags, and what it prints. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { SHEET_LANGUAGES } from '../../../events/sheet-words/sheet-words.js';
import { writeInPlace } from '../../lib/files.js';
import { another, parseMoment, parsePort, parseTimeZone } from '../../lib/parse-flags.js';
import { print, printBeside, printJson } from '../../lib/print.js';
import { printable } from '../../lib/terminal.js';
import { BUILT_EXTENSIONS } from '../../pack/built-extension.js';
import type { Scheme } from '../../preview/page-document.js';
import { preview, servePreview } from './run.js';

interface PreviewFlags {
  readonly rule: string[];
  readonly group: string[];
  readonly ring?: string;
  readonly language: string[];
  readonly at?: number;
  readonly timeZone?: string;
  readonly scheme: Scheme;
  readonly out?: string;
  readonly port: number;
  readonly dist: string;
  readonly json: boolean;
}

const EXAMPLES = `
Shows block page or warning for each rule, the dialog of the data guard, popup and status page: the pages and the code that browsers
run, with a stand-in for the browser. Buttons and links do nothing. A rule for a percentage of browsers is assumed to apply.
Without --out, the pages are served on this machine (127.0.0.1) until you stop the command.

Exit codes: 0 done, 1 the policy has errors, 2 wrong usage, no such rule, or an unusable file or port.

Examples:
  gatepost preview policy.yaml --language fr --group Marketing
  gatepost preview policy.yaml --rule consumer-assistants --at 2027-01-31T09:00:00Z --scheme dark
  gatepost preview policy.yaml --language all --out preview.html`;

export function addPreview(program: Command): void {
  program
    .command('preview')
    .description(
      'Show the pages that employees see under a policy, in a browser or as one HTML file. Publishes nothing.',
    )
    .argument('<policy>', 'a policy file (policy.yaml) or a published document (policy.jws)')
    .option('--rule <id>', 'only the pages of this rule; repeatable', another, [])
    .option('-g, --group <name>', 'group of the browser; repeatable', another, [])
    .option('-r, --ring <name>', 'ring of the browser')
    .option(
      '-l, --language <tag>',
      `${SHEET_LANGUAGES.join(', ')} or all; repeatable; default: the policy's`,
      anotherLanguage,
      [],
    )
    .option('--at <moment>', 'time, such as 2026-11-30T08:00:00Z; default: now', parseMoment)
    .option('--time-zone <name>', "its time zone, such as Europe/Paris; default: this machine's", parseTimeZone)
    .addOption(new Option('--scheme <scheme>', 'colours of the pages').choices(['light', 'dark']).default('light'))
    .option(
      '-o, --out <file>',
      'write one HTML file for those who have to agree; nothing in it is loaded from elsewhere',
    )
    .option('-p, --port <number>', 'port on this machine; default: a free one', parsePort, 0)
    .addOption(
      new Option('--dist <folder>', 'folder with the built extensions').default(BUILT_EXTENSIONS, "this package's own"),
    )
    .option('--json', 'print which pages there are as JSON; serves nothing', false)
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(policyFile: string, flags: PreviewFlags): Promise<void> {
  const { rule, group, ring = null, language, at, timeZone, scheme, out, port, dist, json } = flags;
  const zone = timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const person = { groups: group, ring, timeZone: zone, nowMs: at ?? Date.now() };
  const { pages, without, observesOnly, html } = await preview({
    policyFile,
    person,
    rules: rule,
    languages: language,
    scheme,
    dist,
  });
  if (out !== undefined) await writeInPlace(out, await html());
  const listed = pages.map(({ kind, rule: about, language: tag, url }) => ({ kind, rule: about, language: tag, url }));
  if (json) {
    printJson({ pages: listed, without, observesOnly, file: out ?? null });
    return;
  }
  print(listed.map(({ kind, rule: about, language: tag }) => printable(`${kind}  ${about ?? '-'}  ${tag}`)));
  if (observesOnly)
    printBeside('The policy only observes then, and shows no page: these are the pages of its mode enforce.');
  for (const { rule: id, why } of without) printBeside(printable(`rule ${id} has no page: ${why}`));
  if (out !== undefined) {
    print(`Written: ${out}`);
    return;
  }
  const { url } = await servePreview(await html(), port);
  print(`Open ${url} (Ctrl-C stops)`);
}

function anotherLanguage(tag: string, tags: string[]): string[] {
  if (tag !== 'all' && !(SHEET_LANGUAGES as readonly string[]).includes(tag)) {
    throw new InvalidArgumentError(`expected ${SHEET_LANGUAGES.join(', ')} or all.`);
  }
  return [...tags, tag];
}
