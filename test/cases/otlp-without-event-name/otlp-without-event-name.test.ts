/**
 * Collectors that drop a record's `eventName` on the way, and the files that an OpenTelemetry Collector writes. Without any
 * sign of its kind a record stays no event: it is counted, and nothing is guessed.
 */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { serve, type PolicyServer } from '../../../src/cli/commands/serve/run.js';
import { reportEvents } from '../../../src/cli/report/report.js';
import { collectedEvents } from '../../support/collected-files.js';
import { ROOT } from '../../support/repository.js';
import { temporaryFolders } from '../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const CASE = path.join(ROOT, 'test/cases/otlp-without-event-name');
const input = (name: string) => readFile(path.join(CASE, name), 'utf8');

/** The kind as the extension says it beside `eventName`. */
async function withAttribute(): Promise<string> {
  const uid = '"attributes":[{"key":"log.record.uid"';
  const named =
    '"attributes":[{"key":"event.name","value":{"stringValue":"gatepost.restricted"}},{"key":"log.record.uid"';
  return (await input('request-without-eventName.json')).replaceAll(uid, named);
}

/** The kind as nothing but the first word of the body. */
async function withBody(): Promise<string> {
  const body = '"severityText":"INFO","body":{"stringValue":"restricted chatgpt.com"},';
  return (await input('request-without-eventName.json')).replaceAll('"severityText":"INFO",', body);
}

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

describe('the receiver', () => {
  let server: PolicyServer;
  let events: string;

  beforeEach(async () => {
    events = path.join(folder, 'events');
    await mkdir(path.join(folder, 'public'));
    server = await serve(path.join(folder, 'public'), '127.0.0.1', 0, { folder: events, token: null });
  });
  afterEach(() => server.close());

  async function post(body: string): Promise<unknown> {
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch(server.eventsUrl ?? '', { method: 'POST', headers, body })).json();
  }

  test.each([
    ['eventName', () => input('request.json'), ['restricted', 'heartbeat']],
    ['the attribute', withAttribute, ['restricted', 'restricted']],
    ['the body', withBody, ['restricted', 'restricted']],
  ])('reads the kind from %s', async (_, body, kinds) => {
    expect(await post(await body())).toEqual({});
    expect((await collectedEvents(events)).map(({ kind }) => kind)).toEqual(kinds);
  });

  test('refuses records that say it nowhere', async () => {
    expect(await post(await input('request-without-eventName.json'))).toMatchObject({
      partialSuccess: { rejectedLogRecords: '2', errorMessage: '2 records are no events of Gatepost' },
    });
    expect(await collectedEvents(events)).toEqual([]);
  });
});

describe('the report', () => {
  test.each([
    ['request.json', () => input('request.json'), { events: 2, unreadable: 0 }],
    ['one without eventName', withAttribute, { events: 2, unreadable: 0 }],
    ['one that says it nowhere', () => input('request-without-eventName.json'), { events: 0, unreadable: 2 }],
  ])('reads %s as a line of a file', async (_, line, figures) => {
    const file = path.join(folder, 'logs.json');
    await writeFile(file, `${(await line()).trim()}\n`);
    expect(await reportEvents([file], 1)).toMatchObject({ ...figures, skipped: [] });
    expect(await reportEvents([folder], 1)).toMatchObject(figures);
  });
});
