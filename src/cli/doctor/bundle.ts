/**
 * Reads a support bundle: JSON that an employee sends. What the extension itself knows is enough for most mistakes; a
 * part that is not there is not judged.
 */
import * as z from 'zod';
import { CommandError, EXIT } from '../command-error.js';
import { parseManagedConfiguration } from '../../trust/managed-configuration.js';
import { bad, good, type Finding } from './diagnose.js';

const bundleSchema = z.looseObject({
  extension: z
    .looseObject({ id: z.string(), version: z.string().optional(), installType: z.string().optional() })
    .optional(),
  /** What managed storage holds, as it is. */
  managedConfiguration: z.record(z.string(), z.unknown()).optional(),
  /** Whether the browser grants access to all sites. */
  hostAccess: z.boolean().optional(),
  problems: z.array(z.looseObject({ code: z.string(), detail: z.string().optional() })).optional(),
});

export type SupportBundle = z.infer<typeof bundleSchema>;

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
  throw new CommandError(
    `${file}: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'no support bundle'}`,
    EXIT.refused,
  );
}

export function diagnoseBundle(bundle: SupportBundle, expectedId: string | null): Finding[] {
  const { extension, managedConfiguration, hostAccess, problems } = bundle;
  return [
    ...(extension === undefined ? [] : checkExtension(extension, expectedId)),
    ...(managedConfiguration === undefined ? [] : [checkManaged(managedConfiguration)]),
    ...(hostAccess === undefined
      ? []
      : [
          hostAccess
            ? good('host-access', 'the extension has access to all sites')
            : bad(
                'host-access',
                'the extension has no access to sites, so it restricts nothing. Install it by policy, and remove runtime_blocked_hosts from its entry',
              ),
        ]),
    ...(problems ?? []).map(({ code, detail }) =>
      bad(
        'policy-accepted',
        `the extension reports ${code}${detail === undefined || detail === '' ? '' : ` (${detail})`}. docs/architecture.md, "Refusals", says what to do`,
      ),
    ),
  ];
}

function checkExtension(
  { id, installType, version }: NonNullable<SupportBundle['extension']>,
  expectedId: string | null,
): Finding[] {
  const installed = good('installed', `${id}${version === undefined ? '' : `, version ${version},`} is running`);
  const wrong =
    expectedId !== null && id !== expectedId
      ? [bad('wrong-id', `${id} runs, but ${expectedId} was packed. Its configuration is delivered to another id`)]
      : [];
  const byHand =
    installType !== undefined && installType !== 'admin'
      ? [bad('force-installed', `it was installed as "${installType}", not by policy: its user can remove it`)]
      : [];
  return [installed, ...wrong, ...byHand];
}

function checkManaged(raw: Record<string, unknown>): Finding {
  const reading = parseManagedConfiguration(raw);
  if (reading.kind === 'managed')
    return good('configuration', `the configuration is complete, and leads to ${reading.configuration.policyUrl}`);
  if (reading.kind === 'unmanaged')
    return bad('configuration', 'the extension got no configuration: is it delivered to this very id');
  return bad('configuration', `${reading.field} of the configuration: expected ${reading.expected}`);
}
