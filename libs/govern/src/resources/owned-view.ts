import type { RowSource } from '../tables/rows.js';

/** Rows of the file and of the environment are edited where they are defined. */
export const isReadOnly = ({ source }: { source: RowSource }): boolean =>
  source === 'file' || source === 'env';

/** What every view says about its row besides the row's own fields. */
export const ownedView = (row: { source: RowSource; createdAt: Date }) => ({
  created_at: row.createdAt.toISOString(),
  source: row.source,
  read_only: isReadOnly(row),
});
