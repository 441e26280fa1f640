/** How `gatepost labels` says what files carry. */
import type { MicrosoftLabel } from '../../../data/files/label-properties.js';
import { asText, printable, type Paint } from '../../lib/terminal.js';
import type { LabelledFile } from './run.js';

export function renderLabels(files: readonly LabelledFile[], paint: Paint): string {
  const lines = files.flatMap(({ file, microsoft, properties, unread }) => [
    paint('bold', printable(file)),
    ...microsoft.map((label) => `  ${labelLine(label)}`),
    ...properties.map(({ name, value }) => `  property  ${printable(name)} = ${printable(value)}`),
    ...(unread === null ? [] : [`  ${paint('yellow', 'not read')}: ${unread}`]),
    ...(microsoft.length + properties.length === 0 && unread === null ? ['  no label'] : []),
  ]);
  const count = files.filter(({ microsoft, properties }) => microsoft.length + properties.length > 0).length;
  const unread = files.filter((each) => each.unread !== null).length;
  const left = unread === 0 ? '' : `; ${unread} not read`;
  return asText([
    ...lines,
    `${count} of ${files.length} ${files.length === 1 ? 'file' : 'files'} with a label or property${left}.`,
  ]);
}

function labelLine({ id, tenant, name, method, enabled }: MicrosoftLabel): string {
  const facts = [
    `label  ${printable(id)}`,
    `tenant ${tenant === null ? 'unknown' : printable(tenant)}`,
    ...(name === null ? [] : [`"${printable(name)}"`]),
    ...(method === null ? [] : [METHODS[method] ?? printable(method)]),
    ...(enabled ? [] : ['taken off']),
  ];
  return facts.join('  ');
}

/** How it was set (MS-OFFCRYPTO 2.6.4.4). */
const METHODS: Readonly<Record<string, string>> = {
  Privileged: 'chosen by a person',
  Standard: 'set by default or by a rule',
};
