/** How the reader asks for access, and what "copy details" gives to the support. Neither has a part of the address. */
import type { Explanation } from '../../protocol/answers.js';
import { dayAndTime } from '../shared/date-format.js';
import type { Reader } from './view.js';

type Restricted = Extract<Explanation, { kind: 'restricted' }>;

export interface RequestView {
  readonly button: string;
  readonly address: string;
  /** Mail is written in a program of its own; a web address opens beside this page. */
  readonly kind: 'mail' | 'web';
  /** What became of it, once the reader has gone that way. */
  readonly said: string | null;
}

/** Null: there is nobody whom the policy would have asked. */
export function requestView(explanation: Restricted, reader: Reader): RequestView | null {
  const address = requestAddress(explanation, reader);
  if (address === null) return null;
  const { texts, language, nowMs } = reader;
  const kind = address.startsWith('mailto:') ? 'mail' : 'web';
  const { requestedAtMs } = explanation;
  return {
    button: texts('blocked_request'),
    address,
    kind,
    said:
      requestedAtMs === null
        ? null
        : texts(
            kind === 'mail' ? 'blocked_requested_mail' : 'blocked_requested_web',
            dayAndTime(requestedAtMs, nowMs, language),
          ),
  };
}

/** The policy's own way, else a mail to its contact, else the contact's page. */
function requestAddress(explanation: Restricted, reader: Reader): string | null {
  const { request, policy } = explanation;
  if (request?.startsWith('mailto:') === true && !request.includes('?'))
    return `${request}?${mailText(explanation, reader)}`;
  if (request !== null) return request;
  const { email, url } = policy.contact;
  if (email !== null) return `mailto:${encodeURIComponent(email)}?${mailText(explanation, reader)}`;
  return url;
}

function mailText(explanation: Restricted, reader: Reader): string {
  const { texts } = reader;
  const name = explanation.toolName ?? explanation.host;
  const body = [
    texts('request_greeting'),
    '',
    texts('request_body', name),
    '',
    '',
    detailsForSupport(explanation, reader),
  ];
  return `subject=${encodeURIComponent(texts('request_subject', name))}&body=${encodeURIComponent(body.join('\r\n'))}`;
}

/** A line for each fact. */
export function detailsForSupport(explanation: Restricted, { texts, nowMs }: Reader): string {
  const { toolName, vendor, host, ruleId, action, policy, supportId } = explanation;
  const lines = [
    [texts('details_tool'), toolName === null ? host : `${toolName} (${vendor ?? ''})`],
    [texts('details_rule'), `${ruleId} (${action})`],
    [
      texts('details_policy'),
      `${policy.name}, ${String(policy.revision)}, ${policy.keyId ?? texts('details_unsigned')}`,
    ],
    [texts('blocked_support_id'), supportId],
    [texts('details_time'), new Date(nowMs).toISOString()],
  ];
  return lines.map(([term = '', value = '']) => `${term}: ${value}`).join('\r\n');
}
