/**
 * Reads the support file that an employee saves from the extension's status page (`src/pages/status/bundle.ts`), and says
 * which mistake it shows. What the extension itself knows is enough for most mistakes.
 */
import * as z from 'zod';
import { problemCodes, PROBLEMS, type ProblemCode } from '../../protocol/problem-codes.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { bad, good, type Finding, type FindingCode } from './finding.js';

/** Loose, as later versions may say more. */
const bundleSchema = z.looseObject({
  format: z.literal(
    1,
    'expected 1: is this the file that the status page saves, and is this command as new as the extension?',
  ),
  madeAt: z.iso.datetime(),
  extension: z.looseObject({ id: z.string(), version: z.string(), installType: z.string() }),
  status: z.looseObject({
    managed: z.enum(['managed', 'unmanaged', 'waiting', 'demonstration']),
    policy: z.nullable(z.looseObject({ name: z.string(), revision: z.number() })),
    problems: z.array(z.looseObject({ code: z.string(), detail: z.string() })),
  }),
  overview: z.looseObject({
    managed: z.nullable(z.looseObject({ policyUrl: z.string() })),
    selfCheck: z.array(z.looseObject({ code: z.string(), ok: z.boolean(), detail: z.string() })),
  }),
});

type SupportBundle = z.infer<typeof bundleSchema>;

export function parseBundle(text: string, file: string): SupportBundle {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${file}: ${error instanceof Error ? error.message : String(error)}`, EXIT.refused);
  }
  const read = bundleSchema.safeParse(content);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const at = issue?.path.map(String).join('.') ?? '';
  throw new CommandError(`${file}: ${at}: ${issue?.message ?? 'no support file'}`, EXIT.refused);
}

export function diagnoseBundle(bundle: SupportBundle, expectedId: string | null): Finding[] {
  return [
    ...checkExtension(bundle, expectedId),
    checkManaged(bundle),
    ...checkProblems(bundle),
    ...checkItself(bundle),
    ...checkPolicy(bundle),
  ];
}

function checkExtension({ extension }: SupportBundle, expectedId: string | null): Finding[] {
  const { id, version, installType } = extension;
  const wrong =
    expectedId !== null && id !== expectedId
      ? [bad('wrong-id', `${id} runs, but ${expectedId} was packed. Its configuration is delivered to another id`)]
      : [];
  const byHand =
    installType === 'admin'
      ? []
      : [bad('force-installed', `it was installed as "${installType}", not by policy: its user can remove it`)];
  return [good('installed', `${id}, version ${version}, is running`), ...wrong, ...byHand];
}

function checkManaged({ extension, status, overview }: SupportBundle): Finding {
  const invalid = status.problems.find(({ code }) => code === 'managed-invalid');
  if (invalid !== undefined) return bad('configuration', `of the configuration, ${invalid.detail}`);
  if (overview.managed !== null)
    return good('configuration', `the configuration is complete, and leads to ${overview.managed.policyUrl}`);
  if (status.managed === 'waiting')
    return bad(
      'configuration',
      'the browser had not delivered the configuration yet: save the file again, a minute after the start',
    );
  return bad('configuration', `the extension got no configuration: is it delivered to this very id, ${extension.id}`);
}

/** Problems that are told elsewhere: by `checkManaged`. */
const TOLD: ReadonlySet<string> = new Set(['managed-invalid']);

const ADVICE: Readonly<Partial<Record<FindingCode, string>>> = {
  'host-access':
    'the extension has no access to sites, so it can only block without an explanation. Install it by policy, and remove runtime_blocked_hosts from its entry',
  'policy-host':
    'Open the policy’s address from that machine; docs/guides/host-the-policy.md says what a host must answer',
  rules: 'docs/reference/limits.md says what browsers take; gatepost check names what is too much',
  'policy-accepted': 'docs/reference/problem-codes.md, "Codes", says what to do',
};

function checkProblems({ status }: SupportBundle): Finding[] {
  return status.problems
    .filter(({ code }) => !TOLD.has(code))
    .map(({ code, detail }) => {
      const finding = findingOf(code);
      const said = `the extension reports ${code}${detail === '' ? '' : ` (${detail})`}`;
      return bad(finding, `${said}. ${ADVICE[finding] ?? ''}`.trim());
    });
}

/** The part of the browser that each item of the extension's own check is about. */
const CHECKED: Readonly<Record<string, FindingCode>> = {
  rules: 'rules',
  guards: 'rules',
  alarms: 'rules',
  'host-access': 'host-access',
};

/** A later extension may report codes that this command does not know. */
function findingOf(problem: string): FindingCode {
  const row = problemCodes.includes(problem as ProblemCode) ? PROBLEMS[problem as ProblemCode] : null;
  if (row?.isDelivery === true) return 'policy-host';
  return CHECKED[row?.item ?? ''] ?? 'policy-accepted';
}

function checkItself({ status, overview }: SupportBundle): Finding[] {
  const known = new Set(status.problems.map(({ code }) => findingOf(code)));
  return overview.selfCheck.flatMap(({ code, ok, detail }) => {
    const finding = CHECKED[code];
    if (finding === undefined || (known.has(finding) && !ok)) return [];
    if (ok) return finding === 'host-access' ? [good(finding, 'the extension has access to all sites')] : [];
    return [
      bad(
        finding,
        `its self-check of ${code} failed${detail === '' ? '' : `: ${detail}`}. ${ADVICE[finding] ?? ''}`.trim(),
      ),
    ];
  });
}

function checkPolicy({ status }: SupportBundle): Finding[] {
  const { policy } = status;
  return policy === null ? [] : [good('policy-accepted', `${policy.name}, revision ${policy.revision}, is active`)];
}
