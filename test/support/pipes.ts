/** Pipes in the file system, which keep whoever opens them as files waiting. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export async function makePipe(file: string): Promise<void> {
  await promisify(execFile)('mkfifo', [file]);
}
