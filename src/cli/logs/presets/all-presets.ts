/** Every preset: those of products, the first that fits counts, and then the general formats. */
import { GATEWAYS } from './gateways.js';
import { HOST_LOGS } from './hosts.js';
import type { Preset } from './preset.js';

/** Whatever product wrote it. */
const GENERAL: readonly Preset[] = [
  { id: 'squid', title: 'Squid, native', shapes: ['squid'], roles: {} },
  { id: 'combined', title: 'common and combined log format', shapes: ['combined'], roles: {} },
  { id: 'w3c', title: 'W3C extended', shapes: ['w3c'], roles: {} },
  { id: 'csv', title: 'any CSV or TSV with headings', shapes: ['csv'], roles: {} },
  { id: 'json', title: 'any JSON lines', shapes: ['json'], roles: {} },
  { id: 'key-value', title: 'any key=value, CEF or LEEF', shapes: ['key-value'], roles: {} },
];

export const PRESETS: readonly Preset[] = [...GATEWAYS, ...HOST_LOGS, ...GENERAL];

export const LOG_FORMATS: readonly string[] = PRESETS.map(({ id }) => id);
