/**
 * Writes policy.schema.json, the JSON Schema of policy.yaml, from the schema by which the command reads it: editors
 * complete and check a policy with it. With --check it writes nothing, and fails when the file is out of date.
 */
import { build } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const file = path.join(root, 'policy.schema.json');

/** What editors show beside a key. The key is its path in the schema; `[]` stands for the entries of a list. */
const DESCRIPTIONS = {
  format: 'The version of this language: 1.',
  name: 'The name of the policy. Browsers that expect a name accept no other.',
  organisation: 'Shown on every page: who restricts, and whom to ask.',
  'organisation.contact': 'Whom people can ask.',
  'organisation.request':
    'A mail address, or an https: or mailto: address, for access requests; {tool}, {rule}, {revision} and {support} are filled in.',
  'organisation.logo': 'A PNG, JPEG or WebP file beside the policy, 32 KB at most.',
  'organisation.colour': 'The colour of links and buttons, such as "#0a5"; pages see to its contrast.',
  language: 'The language of texts that are given once.',
  languages: 'Languages in which every text is expected; a check names what is missing.',
  notice: 'A text for every explanation page: one text, or a text for each language.',
  reasons: 'Why something is restricted, by a name that rules refer to.',
  mode: 'enforce: the rules hold. observe: everything is let through, and counted.',
  observeUntil: 'When observing ends by itself.',
  lifetime: 'How long a published policy is good for, such as 30d.',
  expiresAt: 'The moment until which the policy is good, in place of lifetime.',
  onExpiry:
    'What holds once the policy has expired: keep the rules, only observe, or turn warnings into blocks (strict).',
  pollInterval: 'How often browsers check for a new policy: 30s to 1d.',
  safety: 'What a publication may newly restrict before `gatepost publish` asks for --override-safety.',
  'safety.people': 'Percent of the people in the log who may be newly restricted.',
  'safety.visits': 'Percent of the visits in the log that may be newly restricted.',
  'safety.approvedTools': 'true: a tool that is allowed now may not be restricted.',
  'safety.audience': 'true: a new restriction has to name an audience; none reaches everybody at once.',
  'safety.ring': 'true: a new restriction has to begin with a ring.',
  tools: 'Tools of your own, and corrections of tools in the catalogue.',
  'tools[].sites': 'Its sites: a list, or app, api and content told apart.',
  'tools[].embedded': 'Places of the tool inside other products, by path.',
  answers: 'Answers to requests for access, as `gatepost grant` and `gatepost refuse` write them.',
  tests: 'What you expect of the policy; `gatepost test` holds it to that.',
  'tests[].url': 'The address that is asked about.',
  'tests[].context': 'The browser that is asked about, and when; one that no audience names, now, when missing.',
  'tests[].decision': 'The action expected; open: no rule is about it.',
  'tests[].byRule': 'The rule that has to decide.',
  rules: 'The rules, in order: the first that matches decides.',
  'rules[].id': 'A name of its own, which pages and reports show.',
  'rules[].tools': 'Tools by id; `gatepost tools` lists them.',
  'rules[].categories': 'Every tool of these categories.',
  'rules[].sites': 'Sites: host (with its subdomains), =host (that host alone), host/path or host/path?key=value.',
  'rules[].embedded':
    'true alone: every place of a tool inside another product. false: leaves those places of the selected tools out.',
  'rules[].api': 'false leaves the hosts for programs out.',
  'rules[].except': 'What the rule says nothing about; the rules below decide it.',
  'rules[].reason': 'The name of one of the reasons.',
  'rules[].alternatives': 'Tools to use instead, by id.',
  'rules[].audience': 'Whom the rule is for; everybody when missing. Every condition given must hold.',
  'rules[].audience.percent': 'A share of the browsers, 0 to 100. Raising it only adds browsers.',
  'rules[].audience.rollout': 'Rules with the same rollout reach the same browsers; the id of the rule when missing.',
  'rules[].audience.browsers': 'Single browsers, by their device ID for support.',
  'rules[].window': 'When the rule applies; always when missing.',
  'rules[].window.timeZone':
    'An IANA time zone such as Europe/Paris. Without it, from and until are in UTC, and weekly hours in the time zone of the browser.',
  'rules[].warn': 'For action: warn.',
  'rules[].warn.justification':
    'Whether the page asks for a reason. The answer to optional and required is in an event; that to local stays in the browser.',
  'rules[].warn.justificationLength':
    'How many characters a required justification has at least; spaces and invisible characters do not count.',
  'rules[].account': 'For action: account. The ids of your company accounts, by kind.',
  'rules[].data':
    'What is done about texts that people hand over to these tools. {} takes the defaults under data; without it nothing is looked at.',
  'rules[].owner': 'The person or team that answers for the rule, in one language or in each.',
  'rules[].reviewBy':
    'The day by which the rule is reviewed; `gatepost check` warns from 14 days before. Nothing ends then.',
  'rules[].data.actions': 'Actions of single detectors, by id; stronger than the action of their kind.',
  'rules[].data.onError': 'What holds when a detector fails: allow (and count), warn or block.',
  'rules[].data.onUnreadable': 'What holds for what is no text, or too much of it: allow (and count), warn or block.',
  data: 'The data guard: defaults for all rules that have data, and your own detectors.',
  'data.secret': 'Keys and passwords: off, count, warn, redact or block.',
  'data.personal': 'Cards, accounts, numbers of persons, lists of addresses and phone numbers.',
  'data.code': 'Source code: off, count, warn or block; with lines and characters, from how much on.',
  'data.log': 'Logs and stack traces: off, count, warn or block.',
  'data.marking': 'Texts marked CONFIDENTIAL, TLP:RED and the like: off, count, warn or block.',
  'data.words': 'Your own words and patterns.',
  'data.actions': 'Actions of single detectors, by id; stronger than the action of their kind.',
  'data.onError': 'What holds when a detector fails: allow (and count), warn or block; warn when missing.',
  'data.onUnreadable': 'What holds for what is no text, or too much of it; warn when missing.',
  'data.detectors': 'Your own detectors.',
  'data.detectors[].words': 'Words and phrases, found whole, whatever their case, accents and white space.',
  'data.detectors[].patterns': 'Literal text, # a digit, @ a letter, * a short run, (one|other) alternatives.',
  'data.detectors[].regex':
    'Regular expressions of JavaScript with repeats that end; `gatepost check` proves that none is slow.',
  'data.reasons': 'What people choose from before they insert a text all the same, by a name for each.',
  'data.texts': 'Why you mind, by kind: shown when something is found.',
  'tests[].text': 'A text that is handed over there; needs data beside it.',
  'tests[].data': 'What the data guard has to do about the text.',
  'tests[].finds': 'Detectors that have to find something in the text.',
};

/** @typedef {Record<string, unknown> & { properties?: Record<string, Node>, items?: Node }} Node */

/**
 * @param {Node} schema
 * @param {string} place
 * @returns {Node}
 */
function nodeAt(schema, place) {
  let node = /** @type {Node | undefined} */ (schema);
  for (const part of place.split(/\.|(?=\[\])/)) {
    node = part === '[]' ? node?.items : node?.properties?.[part];
  }
  if (node === undefined)
    throw new Error(`scripts/policy-schema.mjs describes ${place}, which the schema does not have`);
  return node;
}

/** @returns {Promise<{ schema: Node, actions: Record<string, { about: string }> }>} */
async function generated() {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { z } from 'zod';
        import { policySourceSchema } from './src/authoring/source.ts';
        export { ACTION_WORDS as actions } from './src/policy/actions.ts';
        export const schema = z.toJSONSchema(policySourceSchema, { io: 'input' });
      `,
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    write: false,
    logLevel: 'warning',
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64');
  /** @type {unknown} */
  const module = await import(`data:text/javascript;base64,${code}`);
  return /** @type {{ schema: Node, actions: Record<string, { about: string }> }} */ (module);
}

/** @param {Record<string, { about: string }>} actions */
function actionsInWords(actions) {
  const each = Object.entries(actions).map(([action, { about }]) => `${action}: ${about.replaceAll('`', '')}`);
  return `What happens to the sites of this rule. ${each.join('. ')}.`;
}

async function policySchema() {
  const { schema: source, actions } = await generated();
  const { $schema, ...schema } = source;
  nodeAt(schema, 'rules[].action')['description'] = actionsInWords(actions);
  for (const [place, description] of Object.entries(DESCRIPTIONS)) nodeAt(schema, place)['description'] = description;
  const described = {
    $schema,
    $id: 'urn:gatepost:policy:1',
    title: 'Gatepost policy',
    description: 'Which AI tools your people may use: policy.yaml, as docs/reference/policy.md explains it.',
    ...schema,
  };
  const options = await resolveConfig(file);
  return format(JSON.stringify(described), { ...options, parser: 'json' });
}

const wanted = await policySchema();
if (!process.argv.includes('--check')) await writeFile(file, wanted);
else if ((await readFile(file, 'utf8').catch(() => '')) !== wanted) {
  process.stderr.write('policy.schema.json is out of date: run node scripts/policy-schema.mjs\n');
  process.exitCode = 1;
}
