import type { EntitySchemaOptions } from 'typeorm';

type ForeignKey = NonNullable<EntitySchemaOptions<object>['foreignKeys']>[number];

/** A column that names a row of another table, which takes this row along when it goes. */
export const belongsTo = (
  table: string,
  column: string,
  target: string,
  onDelete: 'CASCADE' | 'NO ACTION' = 'CASCADE',
): ForeignKey => ({
  name: `${table}_${target}`,
  target,
  columnNames: [column],
  referencedColumnNames: ['id'],
  onDelete,
});
