/** The `gatepost` command: runs it and turns what went wrong into a message and an exit code. */
import { CommandError, EXIT } from './lib/command-error.js';
import { codeOf } from './lib/files.js';
import { gatepostProgram } from './program.js';
import { printBeside } from './lib/print.js';
import { NotConfirmed } from './publishing/publication.js';

// Whoever reads along may have seen enough (`| head`). What was begun goes on to its end all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (codeOf(error) !== 'EPIPE') throw error;
  });
}

try {
  const program = await gatepostProgram(process.argv.slice(2));
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  if (error instanceof CommandError) {
    printBeside(error.lines);
    return error.exitCode;
  }
  if (error instanceof NotConfirmed) {
    process.stderr.write('Nothing was published.\n');
    return EXIT.refused;
  }
  // The parser has printed its own message already; asking for help or the version is no mistake.
  if (error instanceof Error && 'exitCode' in error) return error.exitCode === 0 ? 0 : EXIT.unusable;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  printBeside(`gatepost failed with an internal error: ${what}`);
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').slice(1) : [];
  printBeside(
    process.env['GATEPOST_DEBUG'] === '1' ? stack : 'Please report it. Set GATEPOST_DEBUG=1 for a stack trace.',
  );
  return EXIT.unusable;
}
