import { useAccess } from './use-role.js';

/** A row that belongs to one workspace, or to every one. */
interface SharedRow {
  read_only: boolean;
  /** Null: every workspace may use it. */
  workspace: string | null;
}

/** Rows of every workspace are changed by the instance owner alone, those of the file in the file. */
export function useMayChange(): (row: SharedRow) => boolean {
  const { mayChange, instanceOwner } = useAccess();
  return (row) => mayChange && !row.read_only && (instanceOwner || row.workspace !== null);
}
