import type { DataSource } from 'typeorm';
import { guardStore } from '../guard-store.js';
import { lockWindows } from './lock-windows.js';
import type { NodeIdentity } from './node-identity.js';

const FIND = `
SELECT DISTINCT w.workspace_id AS "workspaceId", l.budget_id AS "budgetId", l.epoch::float8 AS epoch
FROM leases l JOIN budget_windows w USING (budget_id, epoch) WHERE l.node = $1 AND l.boot <> $2`;

const RELEASE = `
WITH gone AS (DELETE FROM leases WHERE node = $1 AND boot <> $2 RETURNING budget_id, epoch, amount),
summed AS (SELECT budget_id, epoch, sum(amount) AS amount FROM gone GROUP BY budget_id, epoch)
UPDATE budget_windows SET leased = leased - summed.amount FROM summed
WHERE budget_windows.budget_id = summed.budget_id AND budget_windows.epoch = summed.epoch`;

/**
 * Frees what earlier boots of this node had leased. Only after the node's journal has been replayed
 * into the ledger: until then nobody knows how much of it was spent.
 */
export const releaseDeadLeases = (
  dataSource: DataSource,
  { node, boot }: NodeIdentity,
): Promise<void> =>
  guardStore(() =>
    dataSource.transaction(async (manager) => {
      const windows = await manager.query(FIND, [node, boot]);
      if (windows.length > 0) await lockWindows(manager, windows);
      await manager.query(RELEASE, [node, boot]);
      await manager.query(
        `DELETE FROM idempotency_keys WHERE node = $1 AND boot <> $2 AND NOT completed`,
        [node, boot],
      );
    }),
  );
