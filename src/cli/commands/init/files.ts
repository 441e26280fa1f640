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
# Which AI tools our people may use. The first matching rule decides; sites without a matching rule are open.
# List tools and categories: gatepost tools. Validate: gatepost check policy.yaml. Preview: gatepost simulate.
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

const STARTING_RULES = `# Shown on the block page. One text, or one for each language: { en: ..., fr: ... }.
reasons:
  training: What you type there may be used to train the vendor's models.

# Safety limits for new restrictions; to exceed them, gatepost publish needs --override-safety.
safety:
  approvedTools: true # never restrict approved tools or alternatives by accident
  audience: true # never restrict everyone at once: start with a group or a ring

rules:
  # Approved tools, above everything else.
  - id: approved
    tools: [microsoft-365-copilot]
    action: allow

  # Start by observing: this rule blocks nothing.
  - id: assistants
    categories: [assistant]
    action: observe

  # A warning that people can continue past, for the ring pilot. Managed configuration assigns the ring.
  - id: companions
    categories: [companion]
    action: warn
    reason: training
    alternatives: [microsoft-365-copilot]
    audience: { rings: [pilot] }

# Expected decisions. Run them with: gatepost test policy.yaml.
tests:
  - { url: 'https://m365copilot.com/', decision: allow }
  - { url: 'https://chatgpt.com/', decision: observe }
  - { url: 'https://example.com/', decision: open }
`;

export const GITIGNORE = `# The private key controls the policy of every browser.
*.private.jwk.json
*.private.pem
# With this key, anybody can make packages that browsers accept as updates of the extension.
extension-key.pem
# Logs name people.
*.log
*.log.gz
*.log.zst
`;

export function nextSteps(organisation: string): string {
  return `# AI policy of ${organisation.replaceAll(/[\r\n]/g, ' ')}

1. Find your tools (\`gatepost tools chatgpt\`) and write the rules in \`policy.yaml\`.
2. Run \`gatepost check policy.yaml\` and \`gatepost test policy.yaml\` until both succeed. \`.github/workflows/policy.yml\` runs them for
   each change, once it names the archive of the command and its SHA-256: see \`gatepost init --help\`.
3. Run \`gatepost simulate policy.yaml --log access.log\` to see the effect on last week's traffic.
4. Run \`gatepost publish policy.yaml --key keys/policy-key.private.jwk.json --dir public\`, and serve \`public\` over https from any static host.
5. Generate the managed configuration, with the URL of your host:
   \`gatepost managed --url https://policy.example.com/policy.jws --key keys/policy-key.public.jwk.json --out managed.yaml\`.
   Then package the extension and generate the enterprise policy files:
   \`gatepost pack --key keys/extension-key.pem --new-key --base-url https://policy.example.com/ --out public\` and, for each browser and system,
   \`gatepost deploy --browser chrome --os windows --config managed.yaml --pack public\`. Start with one test machine. If
   something does not work there, run \`gatepost doctor\`.
6. To undo a publication: \`gatepost rollback --key keys/policy-key.private.jwk.json --dir public\`. To suspend the whole policy:
   \`gatepost pause --for 2h --key keys/policy-key.private.jwk.json --dir public\`.

Keep \`keys/policy-key.private.jwk.json\` and \`keys/extension-key.pem\` out of version control (see \`.gitignore\`) and in your vault: they control
every browser.
`;
}
