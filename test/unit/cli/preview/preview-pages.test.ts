/** Which pages a policy shows to whom, and what the written file lets them do: nothing. */
import { describe, expect, test } from '@jest/globals';
import path from 'node:path';
import { writeFile } from 'node:fs/promises';
import { preview, servePreview, type PreviewOptions } from '../../../../src/cli/commands/preview/run.js';
import { messagesIn, pageDocument, type BuiltPages } from '../../../../src/cli/preview/page-document.js';
import { renderPreview } from '../../../../src/cli/preview/render-preview.js';
import { previewPages, type PreviewPage } from '../../../../src/cli/preview/preview-pages.js';
import { readNamedPolicy } from '../../../../src/cli/publishing/load-policy.js';
import { NOW_MS } from '../../../support/policies.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
const POLICY = `format: 1
name: acme
organisation: { name: "Acme </script><b>" }
language: fr
reasons: { why: { fr: Parce que., de: Darum. } }
data: { secret: block }
rules:
  - { id: approved, tools: [le-chat], action: allow, data: {} }
  - { id: marketing, tools: [deepl], action: warn, reason: why, audience: { groups: [Marketing] } }
  - { id: assistants, tools: [chatgpt], action: block, reason: why, window: { until: 2027-01-01 } }
  - { id: shadowed, tools: [chatgpt], action: block, reason: why }
`;
const person = { groups: [], ring: null, timeZone: 'UTC', nowMs: NOW_MS };

async function previewed(changes: Partial<PreviewOptions> = {}) {
  const policyFile = path.join(await newFolder(), 'policy.yaml');
  await writeFile(policyFile, POLICY);
  return preview({ policyFile, person, rules: [], languages: [], scheme: 'light', dist: 'nowhere', ...changes });
}

const shown = (pages: readonly PreviewPage[]) => pages.map(({ kind, rule, language }) => [kind, rule, language]);

describe('the pages', () => {
  test('are those of each rule that decides for these people, then popup and status page', async () => {
    const { pages, without } = await previewed();
    expect(shown(pages)).toEqual([
      ['dialog', 'approved', 'fr'],
      ['block', 'assistants', 'fr'],
      ['popup', null, 'fr'],
      ['status', null, 'fr'],
    ]);
    expect(without.map(({ rule }) => rule)).toEqual(['marketing', 'shadowed']);
    expect(pages[1]?.answers['explain']).toMatchObject({
      kind: 'restricted',
      ruleId: 'assistants',
      reason: 'Parce que.',
    });
    expect(pages[2]?.answers['status']).toMatchObject({ site: { kind: 'restricted' }, problems: [] });
  });

  test.each(['secret', 'personal', 'code', 'log', 'marking'])('ask about %s in the sample text', async (kind) => {
    const policyFile = path.join(await newFolder(), 'policy.yaml');
    await writeFile(policyFile, POLICY.replace('data: { secret: block }', `data: { ${kind}: block }`));
    const { pages } = await previewed({ policyFile, rules: ['approved'] });
    const { evaluation } = pages[0]?.answers['question'] as {
      evaluation: { causes: { finding: { kind: string }; action: string }[] };
    };
    expect(evaluation.causes.filter(({ action }) => action === 'block').map(({ finding }) => finding.kind)).toContain(
      kind,
    );
  });

  test('of a policy that observes are those that it will show', async () => {
    const policyFile = path.join(await newFolder(), 'policy.yaml');
    await writeFile(policyFile, `${POLICY}mode: observe\n`);
    const { pages, observesOnly } = await previewed({ policyFile });
    expect([observesOnly, shown(pages).slice(0, 2)]).toEqual([
      true,
      [
        ['dialog', 'approved', 'fr'],
        ['block', 'assistants', 'fr'],
      ],
    ]);
  });

  test('of a rule below a wide one are found among all of its addresses', async () => {
    const policyFile = path.join(await newFolder(), 'policy.yaml');
    const rules = `rules:
  - { id: top, categories: [agents, assistant], action: block }
  - { id: rest, categories: [all], action: warn }
`;
    await writeFile(policyFile, POLICY.replace(/rules:[^]*/, rules));
    expect(shown((await previewed({ policyFile })).pages).map(([, rule]) => rule)).toContain('rest');
  });

  test('of an expired policy are missing, which is said', async () => {
    const policyFile = path.join(await newFolder(), 'policy.yaml');
    await writeFile(policyFile, POLICY);
    const { policy } = await readNamedPolicy(policyFile, { nowMs: NOW_MS, reachesAll: true });
    const nowMs = Date.parse(policy.expiresAt);
    const { without } = await previewPages(policy, { ...person, nowMs }, { rules: ['assistants'], languages: ['fr'] });
    expect(without).toEqual([{ rule: 'assistants', why: 'the policy has expired by then: choose an earlier moment' }]);
  });

  test('are those of a group, a rule, a language and a moment', async () => {
    const marketing = await previewed({
      person: { ...person, groups: ['Marketing'] },
      rules: ['marketing'],
      languages: ['de'],
    });
    expect(shown(marketing.pages)[0]).toEqual(['block', 'marketing', 'de']);
    expect(marketing.pages[0]?.answers['explain']).toMatchObject({ action: 'warn', reason: 'Darum.' });
    const later = await previewed({ person: { ...person, nowMs: Date.parse('2027-01-02') }, rules: ['shadowed'] });
    expect(shown(later.pages)[0]).toEqual(['block', 'shadowed', 'fr']);
  });

  test('come in every language, in the order they are asked for', async () => {
    const { pages } = await previewed({ rules: ['assistants'], languages: ['es', 'all'] });
    expect([...new Set(pages.map(({ language }) => language))]).toEqual(['es', 'en', 'fr', 'de']);
  });

  test('of a rule that is not there are refused, with those that are', async () => {
    const refusal = await refusalOf(() => previewed({ rules: ['assistents'] }));
    expect(refusal.message).toContain('no rule has the id assistents: expected one of approved, marketing');
  });
});

const BUILT: BuiltPages = {
  file: (name) =>
    Promise.resolve(
      name.endsWith('.html')
        ? '<html><head><meta charset="utf-8" /><meta name="color-scheme" content="light dark" /><link rel="stylesheet" href="a.css" /><script src="x.js" defer></script></head><body><main></main></body></html>'
        : name.endsWith('.css')
          ? '@media (prefers-color-scheme: dark) { main { color: red } }'
          : 'done("</script>")',
    ),
  messages: () => Promise.resolve({ key: 'text' }),
};

describe('the written file', () => {
  test('loads nothing, runs its own scripts alone, and holds no text of the policy as markup', async () => {
    const found = await previewed();
    const policyFile = path.join(await newFolder(), 'policy.yaml');
    await writeFile(policyFile, POLICY);
    const { policy } = await readNamedPolicy(policyFile, { nowMs: NOW_MS, reachesAll: true });
    const html = await renderPreview(BUILT, found, { policy, person, languages: ['fr'], scheme: 'light' });
    expect(html).toContain("default-src 'none'; script-src 'sha256-");
    expect(html.match(/sandbox="allow-scripts"/g)).toHaveLength(4);
    expect(html).not.toMatch(/<(?:script|link|img|iframe)[^>]* (?:src|href)=/);
    expect(html).not.toContain('Acme </script>');
    expect(html).toContain('Page de blocage · assistants · français');
    expect(html).not.toContain('ne fait qu’observer');
    const observing = await renderPreview(
      BUILT,
      { ...found, observesOnly: true },
      { policy, person, languages: ['fr'], scheme: 'light' },
    );
    expect(observing).toContain('ne fait qu’observer');
  });

  test.each([
    ['light', '(max-width:0px)'],
    ['dark', '(min-width:0px)'],
  ] as const)('shows a page in %s', async (scheme, query) => {
    const page: PreviewPage = { kind: 'block', rule: 'r', language: 'en', url: null, answers: {} };
    const { html, hashes } = await pageDocument(BUILT, page, { scheme, nowMs: NOW_MS });
    expect(html).toContain(`<style>@media ${query} {`);
    expect(html).toContain(`name="color-scheme" content="${scheme}"`);
    expect(html).not.toContain('src="x.js"');
    expect(html).toContain(String.raw`done("<\/script>")`);
    expect(hashes).toHaveLength(2);
  });
});

test('texts of the extension have their values in place', () => {
  const json = { a: { message: '$WHEN$, $WHO$', placeholders: { when: { content: '$2' }, who: { content: '$1' } } } };
  expect(messagesIn(JSON.stringify(json))).toEqual({ a: '$2, $1' });
});

test('is served on this machine alone, and nothing beside it', async () => {
  const { url, close } = await servePreview('<p>page', 0);
  try {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(await (await fetch(url)).text()).toBe('<p>page');
    expect((await fetch(`${url}other`)).status).toBe(404);
  } finally {
    await close();
  }
});
