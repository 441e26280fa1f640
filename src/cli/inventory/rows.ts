/** Rows of an inventory, by what their columns are called: in osquery, in Defender, in Chrome's report and in scripts. */
import { isChromiumId, isFirefoxId } from '../../catalogue/read-extensions.js';
import type { InstalledExtension, Inventory, InventoryFormat, InventoryRow, UnreadPart } from './inventory.js';

/** In the order in which they are looked for, in lower case without spaces and underscores. */
export const COLUMNS = {
  id: ['extensionid', 'identifier', 'addonid', 'appid', 'id'],
  device: ['deviceid', 'devicename', 'hostidentifier', 'hostname', 'hosthostname', 'device', 'host', 'computername'],
  browser: ['browsername', 'browsertype', 'browser'],
  profile: ['profilepath', 'profile'],
  person: ['userprincipalname', 'username', 'user', 'email', 'accountname', 'uid'],
  count: ['browserdevicecount', 'devicecount', 'installs', 'browsers', 'devices', 'count'],
} as const;

const LONGEST_SHOWN = 60;

export function isExtensionId(text: string): boolean {
  return isChromiumId(text) || isFirefoxId(text);
}

export function mistakenId(text: string): string {
  const found = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text;
  return `found ${JSON.stringify(found)}, expected the id of an extension: 32 letters from a to p, name@domain or a GUID in braces`;
}

export function inventoryOf(
  format: InventoryFormat,
  rows: Iterable<InventoryRow>,
  unread: readonly UnreadPart[],
): Inventory {
  const extensions: InstalledExtension[] = [];
  const mistakes = [...unread];
  for (const { where, cell } of rows) {
    const id = idIn(cell(COLUMNS.id));
    const count = cell(COLUMNS.count);
    if (!isExtensionId(id)) mistakes.push({ where, reason: mistakenId(id) });
    else if (count !== '' && !/^\d{1,9}$/.test(count))
      mistakes.push({ where, reason: `found ${JSON.stringify(count)}, expected a number of browsers` });
    else extensions.push({ id, ...ownersIn(cell), count: count === '' ? null : Number(count) });
  }
  return { format, extensions, unread: mistakes };
}

/** Microsoft and others write Chromium's ids in upper case at times. */
function idIn(text: string): string {
  return isChromiumId(text.toLowerCase()) ? text.toLowerCase() : text;
}

/** A user's number means something on one device only. */
function ownersIn(cell: InventoryRow['cell']): Pick<InstalledExtension, 'browser' | 'person'> {
  const [device, browser] = [cell(COLUMNS.device), cell(COLUMNS.browser)];
  const [profile, person] = [cell(COLUMNS.profile), cell(COLUMNS.person)];
  const place = [device, browser, profile === '' ? person : profile];
  return {
    browser: device === '' && profile === '' ? null : JSON.stringify(place),
    person: person === '' ? null : /^\d+$/.test(person) ? JSON.stringify([device, person]) : person.toLowerCase(),
  };
}
