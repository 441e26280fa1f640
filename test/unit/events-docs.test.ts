/** docs/events.md must be what the schema of events says. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { eventLineSchema } from '../../src/cli/collect/event-schema.js';
import { eventKinds, eventSchema } from '../../src/events/event.js';
import { readRepositoryFile, ROOT } from '../support/repository.js';

test('is up to date: run npm run events-doc when this fails', async () => {
  const script = path.join(ROOT, 'scripts/events-doc.mjs');
  await expect(promisify(execFile)(process.execPath, [script, '--check'])).resolves.toMatchObject({ stderr: '' });
});

test.each([...eventKinds, ...Object.keys(eventLineSchema.shape)])('explains %s', (name) => {
  expect(readRepositoryFile('docs/events.md')).toMatch(new RegExp(`^\\| \`${name}\``, 'm'));
});

test('is about every field that browsers write', () => {
  expect(Object.keys(eventLineSchema.shape)).toEqual(Object.keys(eventSchema.fields));
});
