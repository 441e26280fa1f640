/** The flag `--column ROLE=NAME`, which says what a column of a log is. */
import { InvalidArgumentError } from 'commander';
import { COLUMN_ROLES, type ColumnNames, type ColumnRole } from './columns.js';

export function parseColumn(text: string, columns: ColumnNames): ColumnNames {
  const [role = '', ...name] = text.split('=');
  const known = COLUMN_ROLES.find((each): each is ColumnRole => each === role);
  if (known !== undefined && name.length > 0) return { ...columns, [known]: name.join('=') };
  throw new InvalidArgumentError(`expected ROLE=NAME with one of the roles ${COLUMN_ROLES.join(', ')}.`);
}
