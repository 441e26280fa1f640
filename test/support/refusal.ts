import { CommandError } from '../../src/cli/lib/command-error.js';

/** The command's own error; anything else that is thrown, or nothing at all, fails the test. */
export async function refusalOf(work: () => unknown): Promise<CommandError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
  throw new Error('the command did not refuse');
}
