/** The parts of the data sheet about places: what leaves the browser, what is kept where, how long, and who can read it. Pure. */
import { MAX_SEGMENTS, SEGMENT_EVENTS, SHOWN_DAYS, SHOWN_SEGMENTS } from '../../events/retention.js';
import { DEFAULT_THRESHOLD } from '../report/suppression.js';
import type { Block } from './blocks.js';
import type { SheetFacts } from './facts.js';
import type { Reader } from './reader.js';

export function sentBlocks({ configuration, accounts, canAsk, pollSeconds }: SheetFacts, reader: Reader): Block[] {
  const { say, list, duration } = reader;
  const address = configuration?.policyUrl ?? say('configuredAddress');
  const texts = [
    recordsText(configuration, reader),
    say('policyFetch', { address, interval: duration(pollSeconds) }),
    ...(accounts.length === 0 ? [] : [say('accountHeaders', { tools: list(accounts) })]),
    ...(canAsk ? [say('request')] : []),
  ];
  return [{ kind: 'heading', text: say('sentTitle') }, ...texts.map((text) => ({ kind: 'text', text }) as const)];
}

function recordsText(configuration: SheetFacts['configuration'], { say, list, words }: Reader): string {
  if (configuration === null) return say('sentUnknown');
  const { collector, isNamed } = configuration;
  if (collector === null) return say('sentNothing');
  return [
    say('sentTo', { address: collector, sender: list(Object.values(words.sender)) }),
    say(isNamed ? 'named' : 'unnamed'),
  ].join(' ');
}

export function keptBlocks(facts: SheetFacts, { say, number, duration }: Reader): Block[] {
  const { guard, questions, configuration } = facts;
  const isSent = configuration?.collector !== null;
  const values = {
    shown: number(SHOWN_SEGMENTS * SEGMENT_EVENTS),
    days: duration(SHOWN_DAYS * 86_400),
    most: number(MAX_SEGMENTS * SEGMENT_EVENTS),
  };
  const rows = [
    [
      say('browser'),
      say(guard === null ? 'browserContentUnguarded' : 'browserContent'),
      say(isSent ? 'browserLongSent' : 'browserLong', values),
      say('browserReaders'),
    ],
    [
      say('session'),
      say(questions.local.length === 0 ? 'sessionContent' : 'sessionContentLocal'),
      say('sessionLong'),
      say('same'),
    ],
    [say('history'), say('historyContent'), say('historyLong'), say('historyReaders')],
    [say('support'), say('supportContent'), say('supportLong'), say('supportReaders')],
    ...(isSent ? [[say('collector'), say('collectorContent'), say('companySays'), say('companySays')]] : []),
  ];
  return [
    { kind: 'heading', text: say('keptTitle') },
    {
      kind: 'table',
      head: [say('place'), say('content'), say('howLong'), say('readers')],
      groups: [{ title: null, rows }],
    },
    ...(isSent ? [{ kind: 'text', text: say('reports', { count: number(DEFAULT_THRESHOLD) }) } as const] : []),
  ];
}
