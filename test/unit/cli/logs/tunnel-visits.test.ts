/** When a tunnel begins a visit. */
import { expect, test } from '@jest/globals';
import { HostDecisions } from '../../../../src/cli/logs/host-cache.js';
import { TunnelVisits } from '../../../../src/cli/logs/tunnel-visits.js';

const START_MS = Date.parse('2026-11-24T09:00:00Z');
const MINUTE_MS = 60_000;

test('a tunnel begins a visit when there was none of the same pair for 30 minutes', () => {
  const visits = new TunnelVisits();
  const at = [0, 1, 31, 60, 91, 91];
  expect(at.map((minute) => visits.begins(7, START_MS + minute * MINUTE_MS))).toEqual([
    ...[true, false, false],
    ...[false, true, false],
  ]);
  expect(visits.begins(-7, START_MS)).toBe(true);
});

test('without moments a pair has one visit', () => {
  const visits = new TunnelVisits();
  expect([1, 1, 2, 1].map((pair) => visits.begins(pair, Number.NaN))).toEqual([true, false, true, false]);
});

test('far in the future, the half hour is the same', () => {
  const visits = new TunnelVisits();
  const farMs = Date.parse('2200-01-01T00:00:00Z');
  expect([0, 29, 60].map((minute) => visits.begins(7, farMs + minute * MINUTE_MS))).toEqual([true, false, true]);
});

test('the host of a tunnel is told apart whatever its port and case', () => {
  const decisions = new HostDecisions({ policies: ['claude.ai'], others: [] }, () => 1);
  const hostOf = (target: string) => {
    const bytes = Buffer.from(target);
    decisions.ofTunnel(bytes, 0, bytes.length);
    return decisions.host;
  };
  expect(hostOf('Claude.AI:443')).toBe(hostOf('claude.ai:8443'));
  const different = ['claude.ai:443', 'api.claude.ai:443', 'claude.ia:443', '[2001:db8::5]:443', '[2001:db8::6]:443'];
  expect(new Set(different.map(hostOf)).size).toBe(different.length);
});
