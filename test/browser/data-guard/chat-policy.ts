/** The policy of the data guard's tests: a chat that people may use, and what must not go there as it is. */
import { samplePolicy } from '../harness/sample-policy.js';

export const chatPolicy = {
  ...samplePolicy,
  tools: [
    ...samplePolicy.tools,
    {
      id: 'chat',
      name: 'Example Chat',
      vendor: 'Example',
      category: 'assistant',
      sites: ['chat.example', 'embedded.example'],
    },
  ],
  data: {
    secret: 'redact',
    personal: 'count',
    code: { action: 'warn', lines: 5 },
    marking: 'block',
    words: 'warn',
    detectors: [{ id: 'projects', label: { en: 'project name' }, words: ['Project Nightingale'] }],
    reasons: { 'test-data': { en: 'It is test data' }, agreed: { en: 'My manager agrees' } },
    texts: { secret: { en: 'Keys belong in the **vault**.' } },
  },
  rules: [{ id: 'chat', tools: ['chat'], action: 'allow', data: {} }, ...samplePolicy.rules],
};

/** Made up, of a vendor's documented shape: `redact`. */
export const KEY = `ghp_aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5`;
export const PLACEHOLDER = '[GitHub token 1]';
/** `warn`. */
export const PROJECT = 'Project Nightingale';
/** `block`. */
export const MARKED = 'TLP:RED minutes of the meeting';
