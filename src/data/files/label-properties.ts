/** From custom properties to labels: `MSIP_Label_<id>_<Field>` are Microsoft's, the rest are the company's own or another program's. */
import type { UnreadReason } from './unreadable.js';

export interface FileProperty {
  readonly name: string;
  readonly value: string;
}

export interface MicrosoftLabel {
  /** Of the label, a GUID in lower case. */
  readonly id: string;
  /** Of the company that made it, a GUID; null where the file does not say. */
  readonly tenant: string | null;
  /** As it was called when it was set; newer files do not carry it. */
  readonly name: string | null;
  /** `Privileged`: chosen by a person; `Standard`: by default or by a rule. */
  readonly method: string | null;
  /** False: it was taken off. */
  readonly enabled: boolean;
}

export interface FileLabels {
  readonly microsoft: readonly MicrosoftLabel[];
  /** Custom properties that are no part of Microsoft's labels. */
  readonly properties: readonly FileProperty[];
  /** Why the file may carry a label that is not seen; null: it was looked at. */
  readonly unread: { readonly reason: UnreadReason; readonly message: string } | null;
}

const FIELD = /^MSIP_Label_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_(\w+)$/i;

/** The newer place first: what it says of a label holds over the properties. */
function microsoftLabels(infos: readonly MicrosoftLabel[], properties: readonly FileProperty[]): MicrosoftLabel[] {
  const fields = new Map<string, Map<string, string>>();
  for (const { name, value } of properties) {
    const [, id, field] = FIELD.exec(name) ?? [];
    if (id === undefined || field === undefined) continue;
    const known = fields.get(id.toLowerCase()) ?? new Map<string, string>();
    fields.set(id.toLowerCase(), known.set(field.toLowerCase(), value));
  }
  const older = [...fields].map(([id, values]): MicrosoftLabel => ({
    id,
    tenant: values.get('siteid')?.toLowerCase() ?? null,
    name: values.get('name') ?? null,
    method: values.get('method') ?? null,
    enabled: values.get('enabled')?.toLowerCase() === 'true',
  }));
  const named = infos.map((info) => ({ ...info, name: older.find(({ id }) => id === info.id)?.name ?? info.name }));
  return [...named, ...older.filter(({ id }) => infos.every((info) => info.id !== id))];
}

export function labelsOf(infos: readonly MicrosoftLabel[], properties: readonly FileProperty[]): FileLabels {
  return {
    microsoft: microsoftLabels(infos, properties),
    properties: properties.filter(({ name }) => !FIELD.test(name)),
    unread: null,
  };
}
