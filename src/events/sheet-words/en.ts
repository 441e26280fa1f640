/** Events, fields and sender as the data sheet names them, in English. */
import type { SheetWords } from './sheet-words.js';

export const en: SheetWords = {
  kinds: {
    restricted: {
      what: 'A blocked site was opened, and the block page appeared',
      purpose: 'See what a block affects, and correct mistakes',
    },
    warned: { what: 'A warning was shown before a site', purpose: 'See whether the warning is needed and understood' },
    continued: {
      what: 'Somebody continued after the warning, with the answer if one was asked for and is recorded',
      purpose: 'The same',
    },
    requested: { what: 'Somebody asked for access on the block page', purpose: 'Answer the request' },
    'alternative-opened': {
      what: 'Somebody opened a tool that the block page offers instead',
      purpose: 'See whether the alternatives help',
    },
    'bypass-ended': { what: 'A temporary access ended', purpose: 'Connect it with the warning; troubleshooting' },
    observed: {
      what: 'A page of an observed site was opened',
      purpose: 'Know how widely a tool is used before deciding about it',
    },
    'guard-blocked': {
      what: 'A page guard ended a page that was open already or came without a request',
      purpose: 'Verify that the rules work',
    },
    'data-found': {
      what: 'The data guard found something: a count for a day',
      purpose: 'See which data is at risk, and adjust the data guard',
    },
    'policy-accepted': { what: 'A new policy became active', purpose: 'See that all browsers have the current rules' },
    'policy-refused': { what: 'A document was rejected as a policy', purpose: 'Detect errors and tampering' },
    'check-failed': { what: 'The policy could not be fetched', purpose: 'Find faults of the network or the host' },
    'trust-domain-changed': {
      what: 'The address, the name or the keys of the policy’s source changed',
      purpose: 'Detect tampering',
    },
    'state-repaired': {
      what: 'Data of the extension was lost or removed, and restored',
      purpose: 'Detect faults and tampering',
    },
    'problem-found': { what: 'The self-check found a problem', purpose: 'Repair it' },
    'problem-resolved': { what: 'A problem was resolved', purpose: 'Close the case' },
    'data-guard-degraded': { what: 'The data guard of a page works only in part', purpose: 'Repair it' },
    heartbeat: {
      what: 'This browser is active, once a day, with the codes of its problems',
      purpose: 'Find browsers on which the rules do not work',
    },
    'events-lost': {
      what: 'Records were lost before they were sent: their number',
      purpose: 'Know whether figures are complete',
    },
  },
  fields: {
    id: 'random number of the record',
    kind: 'kind of event',
    decisions: 'random numbers that connect the records of one visit',
    code: 'code of the problem or of the circumstances',
    detail: 'technical detail about policy and health',
    host: 'host name of the site (such as chatgpt.com)',
    tool: 'tool',
    rule: 'rule of the policy',
    action: 'action of the rule',
    revision: 'revision of the policy',
    ring: 'rollout ring of the browser',
    identity: 'user name',
    justification: 'answer to the question of a warning',
    dataKind: 'kind of data found',
    detector: 'detector',
    channel: 'way in (such as pasted, dropped or sent)',
    outcome: 'what became of the text',
    firstAtMs: 'time',
    lastAtMs: 'time of the last repetition',
    count: 'number of repetitions',
  },
  sender: {
    extensionVersion: 'version of the extension',
    supportId: 'device ID for support',
    browser: 'browser',
    browserVersion: 'version of the browser',
    os: 'operating system',
  },
  dataKinds: {
    secret: 'keys and passwords',
    personal: 'personal data',
    code: 'source code',
    log: 'logs and stack traces',
    marking: 'confidentiality markings',
    words: 'words that the company has defined',
    own: 'the company’s own code and documents',
    label: 'documents with a confidentiality label',
    file: 'files that may not be handed over, whatever is in them',
  },
};
