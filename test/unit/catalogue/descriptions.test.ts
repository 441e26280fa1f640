/** Descriptions in the languages of the interface, and what they cost a published policy. */
import { describe, expect, test } from '@jest/globals';
import { catalogueTools } from '../../../src/authoring/catalogue-tools.js';
import { publishedFrom } from '../../../src/authoring/publish-source.js';
import { loadCatalogue } from '../../../src/catalogue/catalogue.js';
import { MAX_DOCUMENT_BYTES } from '../../../src/trust/accept-policy.js';
import { NOW_MS } from '../../support/policies.js';
import { aSource, resolvedFrom } from '../../support/sources.js';

const described = loadCatalogue().map(({ id, about }) => ({ id, about }));
const translated = described.filter(({ about }) => 'de' in about);

/** A German policy that restricts every tool of the catalogue. */
function everyTool() {
  const source = aSource({ language: 'de', rules: [{ id: 'all', categories: ['all'], action: 'block' }] });
  const { known, resolved } = resolvedFrom(source, catalogueTools());
  return publishedFrom(source, resolved, known.byId, { revision: 1, nowMs: NOW_MS, previous: null });
}

describe('descriptions', () => {
  test('are there in four languages for the tools that people know best', () => {
    expect(translated.length).toBeGreaterThanOrEqual(200);
    expect(translated.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'chatgpt',
        'claude',
        'gemini',
        'copilot',
        'le-chat',
        'github-copilot',
        'deepl',
        'midjourney',
      ]),
    );
  });

  test('say something of their own in each language', () => {
    for (const { id, about } of translated)
      expect({ id, texts: new Set(Object.values(about)).size }).toEqual({ id, texts: 4 });
  });

  test('say the same in every entry that says the same in English', () => {
    const byEnglish = new Map(translated.map(({ about }) => [about['en'], about]));
    for (const { about } of translated) expect(about).toEqual(byEnglish.get(about['en']));
    expect(described.filter(({ about }) => !('de' in about) && byEnglish.has(about['en']))).toEqual([]);
  });

  test('follow French and Spanish typography', () => {
    expect('L\'outil : "oui"').toMatch(WRONG);
    expect(translated.filter(({ about }) => WRONG.test(`${about['fr']} ${about['es']}`))).toEqual([]);
  });
});

/** Straight marks, and plain spaces before marks that take a no-break space. */
const WRONG = /['"]| [:;?!»]|« /;

describe('a policy that names every tool', () => {
  const document = everyTool();

  test('has each description under its own language, whatever the policy’s', () => {
    expect(document.tools.map(({ id, about }) => ({ id, about }))).toEqual(
      expect.arrayContaining(described.filter(({ id }) => id === 'chatgpt' || id === 'phind')),
    );
    expect(document.tools.find(({ id }) => id === 'spicywriter')?.about).toEqual({ en: 'Writes fiction for adults.' });
  });

  test('takes less than half of what browsers read', () => {
    expect(document.tools.length).toBeGreaterThan(800);
    expect((JSON.stringify(document).length * 4) / 3).toBeLessThan(MAX_DOCUMENT_BYTES / 2);
  });
});
