/** The policy most browser tests publish: ChatGPT restricted in favour of an approved assistant. */
export const samplePolicy = {
  format: 1,
  name: 'contoso',
  organisation: { name: 'Contoso', contact: { name: 'AI desk', email: 'ai-desk@contoso.example' } },
  notice: { en: 'We are moving to our own assistant.', fr: 'Nous passons à notre propre assistant.' },
  reasons: {
    data: {
      en: 'Text you type there may be used to train the vendor’s models.',
      fr: 'Les textes saisis peuvent servir à entraîner les modèles du fournisseur.',
    },
  },
  tools: [
    {
      id: 'chatgpt',
      name: 'ChatGPT',
      vendor: 'OpenAI',
      category: 'assistant',
      sites: ['chatgpt.com', 'chat.openai.com'],
    },
    {
      id: 'bing-image-creator',
      name: 'Bing Image Creator',
      vendor: 'Microsoft',
      category: 'image',
      sites: ['bing.com/images/create'],
    },
    {
      id: 'assistant',
      name: 'Contoso Assistant',
      vendor: 'Contoso',
      category: 'assistant',
      home: 'https://assistant.contoso.example/',
      about: { en: 'For everything, confidential text included.', fr: 'Pour tout, textes confidentiels compris.' },
      sites: ['assistant.contoso.example'],
    },
  ],
  rules: [
    { id: 'approved', tools: ['assistant'], action: 'allow' },
    {
      id: 'consumer-assistants',
      tools: ['chatgpt', 'bing-image-creator'],
      action: 'block',
      reason: 'data',
      alternatives: ['assistant'],
    },
  ],
};

/** The same company with nothing restricted. */
export const liftedPolicy = { ...samplePolicy, rules: samplePolicy.rules.slice(0, 1) };

/** Brings an address before the sample policy's reader. */
export const RESTRICTED_URL = 'https://chatgpt.com/c/42?model=x&q=1#part-2';
