/** The files that `gatepost init` writes. */
import { dump } from 'js-yaml';

interface PolicyHead {
  readonly organisation: string;
  readonly name: string;
  readonly email: string | undefined;
}

export function startingPolicy({ organisation, name, email }: PolicyHead): string {
  const contact =
    email === undefined
      ? '  # contact: { name: AI desk, email: ai-desk@example.com }'
      : `  contact: { email: ${quoted(email)} }`;
  return `# yaml-language-server: $schema=./policy.schema.json
# Which AI tools our people may use. The first rule that matches decides; what no rule matches is open.
# Tools and categories: gatepost tools. Is it in order: gatepost check policy.yaml. What would it do: gatepost simulate.
format: 1
name: ${dump(name).trimEnd()}
organisation:
  name: ${quoted(organisation)}
${contact}

${STARTING_RULES}`;
}

/** On one line, whatever the text holds. */
const quoted = (text: string): string =>
  dump(text, { lineWidth: -1, quoteStyle: 'double', forceQuotes: true }).trimEnd();

const STARTING_RULES = `# Shown to people when something is restricted. One text, or one for each language: { en: ..., fr: ... }.
reasons:
  training: What you type there may be used to train the vendor's models.

# What a publication may newly restrict before gatepost publish asks for a second step.
safety:
  approvedTools: true # never restrict by a slip what is allowed, or named as an alternative
  audience: true # never everybody at once: begin with a group or a ring

rules:
  # What is approved, above everything else.
  - id: approved
    tools: [microsoft-365-copilot]
    action: allow

  # Begin by watching: nobody is restricted by this one.
  - id: assistants
    categories: [assistant]
    action: observe

  # Explained first, and people may go on. For a ring of volunteers: the managed configuration says who is in it.
  - id: companions
    categories: [companion]
    action: warn
    reason: training
    instead: [microsoft-365-copilot]
    audience: { rings: [pilot] }

# What you expect of these rules: gatepost test policy.yaml.
tests:
  - { url: 'https://m365copilot.com/', decision: allow }
  - { url: 'https://chatgpt.com/', decision: observe }
  - { url: 'https://example.com/', decision: open }
`;

export const GITIGNORE = `# Whoever has the private key decides for every browser.
*.private.jwk.json
*.private.pem
# Whoever has this one makes packages that browsers take for the extension's.
extension-key.pem
# Logs name people.
*.log
*.log.gz
*.log.zst
`;

export function nextSteps(organisation: string): string {
  return `# AI policy of ${organisation.replaceAll(/[\r\n]/g, ' ')}

1. Look for your tools (\`gatepost tools chatgpt\`) and write the rules in \`policy.yaml\`.
2. \`gatepost check policy.yaml\` and \`gatepost test policy.yaml\` until both succeed. \`.github/workflows/policy.yml\` runs them for each
   change, once it names the archive of the command and its SHA-256: \`gatepost init --help\` says how.
3. \`gatepost simulate policy.yaml --log access.log\`: what would it have done to the traffic of last week?
4. \`gatepost publish policy.yaml --key keys/policy-key.private.jwk.json --dir public\`, and let any static host serve \`public\` over https.
5. \`gatepost managed --url https://policy.example.com/policy.jws --key keys/policy-key.public.jwk.json --out managed.yaml\`: what your
   browsers have to know, with the address of your host. Then the extension and the files of your enterprise policy:
   \`gatepost pack --key keys/extension-key.pem --new-key --base-url https://policy.example.com/ --out public\` and, for each browser and system,
   \`gatepost deploy --browser chrome --os windows --config managed.yaml --pack public\`. Begin with one test machine; when something is
   missing there, \`gatepost doctor\` says what.
6. Something was wrong? \`gatepost rollback --key keys/policy-key.private.jwk.json --dir public\`. Everything at once?
   \`gatepost pause --for 2h --key keys/policy-key.private.jwk.json --dir public\`.

Keep \`keys/policy-key.private.jwk.json\` and \`keys/extension-key.pem\` out of version control (\`.gitignore\` does) and in your vault: whoever has them
decides for every browser.
`;
}
