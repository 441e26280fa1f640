/** Remembers, for as long as the browser's session lasts, for which rule and tool its user has gone to ask for access. */
import * as z from '../../policy/shapes.js';
import type { Decision } from '../../policy/decide.js';
import { sessionRecord } from './records.js';

const MAX_KEPT = 50;

const requestSchema = z.object({
  /** Rule, and tool or site. */
  about: z.string(),
  /** Milliseconds since the epoch. */
  atMs: z.number(),
});

export type AccessRequest = z.infer<typeof requestSchema>;

export const accessRequestsRecord = sessionRecord('accessRequests', z.array(requestSchema));

const aboutOf = ({ rule, tool, site }: Decision): string => JSON.stringify([rule.id, tool?.id ?? site]);

export function accessRequest(decision: Decision, atMs: number): AccessRequest {
  return { about: aboutOf(decision), atMs };
}

export function withAccessRequest(list: readonly AccessRequest[], request: AccessRequest): AccessRequest[] {
  return [...list.filter(({ about }) => about !== request.about), request].slice(-MAX_KEPT);
}

/** When that was, in milliseconds since the epoch; null when it was not. */
export function requestedAtMs(list: readonly AccessRequest[], decision: Decision): number | null {
  const about = aboutOf(decision);
  return list.find((each) => each.about === about)?.atMs ?? null;
}
