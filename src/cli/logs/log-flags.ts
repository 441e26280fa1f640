/** The flags that say how logs are read; every command that reads logs has them. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { parseTimeZone } from '../lib/parse-flags.js';
import { COLUMN_ROLES, type ColumnNames, type ColumnRole } from './columns.js';
import { LOG_FORMATS } from './presets/all-presets.js';
import { DATE_ORDERS, type DateOrder } from './log-clock.js';
import type { LogOptions } from './read-log.js';

export interface LogFlags {
  /** The id of a preset, or `auto`. */
  readonly format: string;
  readonly column: ColumnNames;
  readonly map: ColumnNames;
  readonly dateOrder?: DateOrder;
  readonly timeZone?: string;
}

export function addLogFlags(command: Command): Command {
  return command
    .addOption(
      new Option('-f, --format <name>', 'log format; auto detects it from the first lines, and the report says which')
        .choices(['auto', ...LOG_FORMATS])
        .default('auto'),
    )
    .option('--map <role=name>', `log field to use for ${COLUMN_ROLES.join(', ')}; repeatable`, parseColumn, {})
    .option('--column <role=name>', 'the same as --map', parseColumn, {})
    .addOption(
      new Option(
        '--date-order <order>',
        'order of day and month in dates such as 06/12/2026; default: as other dates of the log tell it',
      ).choices(DATE_ORDERS),
    )
    .option('--time-zone <zone>', 'zone of times without one; default: UTC', parseTimeZone);
}

export function logOptionsFrom({ format, column, map, dateOrder, timeZone }: LogFlags): LogOptions {
  return { format: format === 'auto' ? null : format, columns: { ...column, ...map }, dateOrder, timeZone };
}

function parseColumn(text: string, columns: ColumnNames): ColumnNames {
  const [role = '', ...name] = text.split('=');
  const known = COLUMN_ROLES.find((each): each is ColumnRole => each === role);
  if (known !== undefined && name.join('=') !== '') return { ...columns, [known]: name.join('=') };
  throw new InvalidArgumentError(`expected ROLE=NAME with one of the roles ${COLUMN_ROLES.join(', ')}.`);
}
