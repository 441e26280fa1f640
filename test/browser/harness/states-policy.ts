/** A policy with a rule for every state that pages can show, in all four languages. */
import path from 'node:path';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Seconds are left out as administrators leave them out. */
const moment = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16)}:00Z`;

const tool = (id: string, name: string, vendor: string, category: string, site: string) => ({
  id,
  name,
  vendor,
  category,
  sites: [site],
});

const reasons = {
  training: {
    en: 'What you type there **may be used to train** the vendor’s models. [What that means](https://intranet.contoso.example/ai)',
    fr: 'Ce que vous y saisissez **peut servir à entraîner** les modèles du fournisseur. [En savoir plus](https://intranet.contoso.example/ai)',
    de: 'Was Sie dort eingeben, **kann zum Training** der Modelle des Anbieters dienen. [Was das heißt](https://intranet.contoso.example/ai)',
    es: 'Lo que escribe allí **puede servir para entrenar** los modelos del proveedor. [Qué significa](https://intranet.contoso.example/ai)',
  },
  personal: {
    en: 'Before you translate something there:\n- take out names and numbers of customers,\n- use nothing marked *internal*.',
    fr: 'Avant d’y traduire quelque chose :\n- retirez les noms et numéros des clients,\n- n’utilisez rien qui soit marqué *interne*.',
    de: 'Bevor Sie dort etwas übersetzen:\n- nehmen Sie Namen und Nummern von Kunden heraus,\n- verwenden Sie nichts, was als *intern* gekennzeichnet ist.',
    es: 'Antes de traducir algo allí:\n- quite los nombres y números de clientes,\n- no use nada marcado como *interno*.',
  },
  release: {
    en: 'We are closing the books today. Research assistants open again after that.',
    fr: 'Nous clôturons les comptes aujourd’hui. Les assistants de recherche rouvriront ensuite.',
    de: 'Wir machen heute den Abschluss. Danach sind Recherche-Assistenten wieder offen.',
    es: 'Hoy cerramos las cuentas. Después se abrirán de nuevo los asistentes de investigación.',
  },
};

export function statesPolicy(nowMs: number) {
  return {
    format: 1,
    name: 'contoso',
    organisation: {
      name: 'Contoso',
      logo: path.resolve('demonstration/contoso.png'),
      colour: '#00755e',
      request: 'https://intranet.contoso.example/access?tool={tool}&rule={rule}&revision={revision}&support={support}',
      contact: { name: 'AI desk', email: 'ai-desk@contoso.example', url: 'https://intranet.contoso.example/ai' },
    },
    languages: ['en', 'fr', 'de', 'es'],
    reasons,
    tools: [
      tool('chatgpt', 'ChatGPT', 'OpenAI', 'assistant', 'chatgpt.com'),
      tool('deepl', 'DeepL', 'DeepL', 'translation', 'deepl.com'),
      tool('midjourney', 'Midjourney', 'Midjourney', 'image', 'midjourney.com'),
      tool('perplexity', 'Perplexity', 'Perplexity AI', 'search', 'perplexity.ai'),
      tool('gamma', 'Gamma', 'Gamma Tech', 'writing', 'gamma.app'),
      tool('suno', 'Suno', 'Suno', 'audio', 'suno.com'),
      {
        ...tool('team-ai', 'Team AI', 'Fabrikam', 'assistant', 'team.fabrikam.example'),
        home: 'https://team.fabrikam.example/login',
        account: {
          headers: [{ name: 'X-Workspace', value: 'workspace-ids' }],
          hosts: ['team.fabrikam.example'],
          anonymous: ['team.fabrikam.example/anonymous'],
        },
      },
      {
        ...tool('assistant', 'Contoso Assistant', 'Contoso', 'assistant', 'assistant.contoso.example'),
        home: 'https://assistant.contoso.example/',
        about: {
          en: 'Questions, drafts and code, confidential text included.',
          fr: 'Questions, brouillons et code, textes confidentiels compris.',
          de: 'Fragen, Entwürfe und Code, auch mit vertraulichem Text.',
          es: 'Preguntas, borradores y código, también con texto confidencial.',
        },
      },
      {
        ...tool('translator', 'Contoso Translate', 'Contoso', 'translation', 'translate.contoso.example'),
        home: 'https://translate.contoso.example/',
        about: {
          en: 'Translates whole documents, inside our own network.',
          fr: 'Traduit des documents entiers, dans notre propre réseau.',
          de: 'Übersetzt ganze Dokumente, in unserem eigenen Netz.',
          es: 'Traduce documentos enteros, dentro de nuestra propia red.',
        },
      },
    ],
    rules: [
      { id: 'approved', tools: ['assistant', 'translator'], action: 'allow' },
      { id: 'our-workspace', tools: ['team-ai'], action: 'account', account: { 'workspace-ids': ['contoso'] } },
      // Above the rule that decides until then, or it would change nothing.
      {
        id: 'music-from-next-week',
        tools: ['suno'],
        action: 'warn',
        reason: 'personal',
        window: { from: moment(nowMs + 5 * DAY_MS) },
      },
      { id: 'music', tools: ['suno'], action: 'observe' },
      {
        id: 'closing-day',
        tools: ['perplexity'],
        action: 'block',
        reason: 'release',
        alternatives: ['assistant'],
        window: { until: moment(nowMs + 3 * HOUR_MS) },
      },
      {
        id: 'translation-with-care',
        tools: ['deepl'],
        action: 'warn',
        reason: 'personal',
        alternatives: ['translator'],
        warn: { minutes: 30, justification: 'required' },
      },
      { id: 'slides', tools: ['gamma'], action: 'warn', reason: 'personal', warn: { minutes: 60 } },
      { id: 'images', tools: ['midjourney'], action: 'block' },
      {
        id: 'consumer-assistants',
        tools: ['chatgpt'],
        action: 'block',
        reason: 'training',
        alternatives: ['assistant', 'translator'],
      },
    ],
  };
}
