/** docs/reference/events.md must be what the schema of events says. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { eventLineSchema } from '../../src/server/event-schema.js';
import { eventSchema, type Event } from '../../src/events/event.js';
import { eventKinds } from '../../src/events/event-kinds.js';
import { MAX_JUSTIFICATION } from '../../src/policy/limits.js';
import { anEvent } from '../support/recorded-events.js';
import { readRepositoryFile, ROOT } from '../support/repository.js';

test('is up to date: run npm run events-doc when this fails', async () => {
  const script = path.join(ROOT, 'scripts/events-doc.mjs');
  await expect(promisify(execFile)(process.execPath, [script, '--check'])).resolves.toMatchObject({ stderr: '' });
});

test.each([...eventKinds, ...Object.keys(eventLineSchema.shape)])('explains %s', (name) => {
  expect(readRepositoryFile('docs/reference/events.md')).toMatch(new RegExp(`^\\| \`${name}\``, 'm'));
});

/** One of each type of JSON; of texts one that is in bounds for some field, and for one of the closed lists each. */
const VALUES: readonly unknown[] = [
  ...['chatgpt.com', 'block', 'restricted', 1, 1.5, null, true, [], ['one'], [1], [null], {}, undefined],
];

describe('the schema that the page is made from, and the one that the browser writes by', () => {
  test('are about the same fields', () => {
    expect(Object.keys(eventLineSchema.shape)).toEqual(Object.keys(eventSchema.fields));
  });

  test.each(Object.keys(eventSchema.fields))('take the same types for %s', (field) => {
    for (const value of VALUES) {
      const event: unknown = { ...anEvent(), [field]: value };
      const [own, documented] = [eventSchema.safeParse(event).success, eventLineSchema.safeParse(event).success];
      expect({ value, taken: documented }).toEqual({ value, taken: own });
    }
  });

  test('differ in bounds that no browser exceeds', () => {
    const longest: Event = anEvent({
      ...{ detail: 'x'.repeat(300), host: 'y'.repeat(253), identity: 'z'.repeat(300) },
      ...{ justification: 'j'.repeat(MAX_JUSTIFICATION), decisions: Array.from({ length: 60 }, () => 'd'.repeat(36)) },
    });
    expect(eventLineSchema.parse(longest)).toEqual(longest);
  });
});
