/** The name of a new policy. */
import { CommandError } from './command-error.js';

const POLICY_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** @param name made of the organisation's when missing @throws CommandError when it cannot be one */
export function policyNameFor(name: string | undefined, organisation: string): string {
  const policyName = name ?? nameFrom(organisation);
  if (POLICY_NAME.test(policyName)) return policyName;
  throw new CommandError(
    `"${policyName}" is not a valid policy name: expected lower-case letters, digits, ".", "_" and "-"; give one with --name`,
  );
}

function nameFrom(organisation: string): string {
  const plain = organisation.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
}
