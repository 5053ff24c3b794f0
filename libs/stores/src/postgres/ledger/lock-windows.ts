import type { EntityManager } from 'typeorm';

export interface WindowKey {
  workspaceId: string;
  budgetId: string;
  epoch: number;
}

export interface LockedWindow {
  budgetId: string;
  epoch: number;
  spent: bigint;
  leased: bigint;
}

export const windowName = (budgetId: string, epoch: number | string): string =>
  `${epoch} ${budgetId}`;

const CREATE = `
INSERT INTO budget_windows (workspace_id, budget_id, epoch)
SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[]) ORDER BY 2, 3
ON CONFLICT DO NOTHING`;

const LOCK = `
SELECT budget_id, epoch, spent, leased FROM budget_windows
JOIN unnest($1::text[], $2::bigint[]) AS wanted (budget_id, epoch) USING (budget_id, epoch)
ORDER BY budget_id, epoch FOR UPDATE OF budget_windows`;

interface WindowRow {
  budget_id: string;
  epoch: string;
  spent: string;
  leased: string;
}

/**
 * Locks budget windows for the rest of the transaction, making those that do not exist. Everybody
 * who changes a window or a lease of it locks the window first, in the order of its id, so that two
 * transactions never wait for each other.
 */
export async function lockWindows(
  manager: EntityManager,
  windows: readonly WindowKey[],
): Promise<Map<string, LockedWindow>> {
  const ids = windows.map(({ budgetId }) => budgetId);
  const epochs = windows.map(({ epoch }) => epoch);
  let rows: WindowRow[] = await manager.query(LOCK, [ids, epochs]);
  if (rows.length < windows.length) {
    await manager.query(CREATE, [windows.map(({ workspaceId }) => workspaceId), ids, epochs]);
    rows = await manager.query(LOCK, [ids, epochs]);
  }
  return new Map(
    rows.map(({ budget_id, epoch, spent, leased }) => [
      windowName(budget_id, epoch),
      {
        budgetId: budget_id,
        epoch: Number(epoch),
        spent: BigInt(spent),
        leased: BigInt(leased),
      },
    ]),
  );
}
