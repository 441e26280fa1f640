/** The sample policy where events are looked at: people can ask for access by a form, and one more tool can be observed. */
import { samplePolicy } from './sample-policy.js';

export const eventsPolicy = {
  ...samplePolicy,
  organisation: { ...samplePolicy.organisation, request: 'https://forms.contoso.example/?tool={tool}' },
  tools: [
    ...samplePolicy.tools,
    { id: 'watched', name: 'Watched', vendor: 'Vendor', category: 'assistant', sites: ['watched.example'] },
  ],
};
