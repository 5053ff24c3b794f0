import type {
  IdempotencyClaim,
  IdempotencyStore,
} from '@weighbridge/gateway/completion/idempotency';
import type { DataSource } from 'typeorm';
import { guardStore } from '../guard-store.js';
import type { NodeIdentity } from './node-identity.js';

const LIFETIME = `interval '24 hours'`;

const CLAIM = `
INSERT INTO idempotency_keys (workspace_id, key, fingerprint, node, boot)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (workspace_id, key) DO UPDATE SET fingerprint = excluded.fingerprint,
  node = excluded.node, boot = excluded.boot, completed = false, status = NULL, headers = NULL,
  body = NULL, created_at = now()
  WHERE idempotency_keys.created_at < now() - ${LIFETIME}
RETURNING 1`;

const READ = `
SELECT fingerprint, completed, status, headers, body FROM idempotency_keys
WHERE workspace_id = $1 AND key = $2`;

const COMPLETE = `
UPDATE idempotency_keys SET completed = true, status = $4, headers = $5::jsonb, body = $6
WHERE workspace_id = $1 AND key = $2 AND boot = $3`;

const ABANDON = `
DELETE FROM idempotency_keys
WHERE workspace_id = $1 AND key = $2 AND boot = $3 AND NOT completed`;

const PURGE = `
WITH gone AS (
  DELETE FROM idempotency_keys WHERE created_at < now() - ${LIFETIME} RETURNING 1)
SELECT count(*)::int AS count FROM gone`;

interface KeyRow {
  fingerprint: string;
  completed: boolean;
  status: number | null;
  headers: Record<string, string> | null;
  body: Buffer | null;
}

/**
 * Idempotency keys in Postgres, alive for 24 hours. Every method throws ApiError `store_unavailable`
 * when it is away. A claim of a boot that died is freed with its leases (`releaseDeadLeases`).
 */
export function createIdempotencyStore(
  dataSource: DataSource,
  { node, boot }: NodeIdentity,
): IdempotencyStore {
  const query = <Row>(sql: string, parameters: unknown[]): Promise<Row[]> =>
    guardStore(() => dataSource.query(sql, parameters));
  return {
    async claim(workspaceId, key, fingerprint) {
      const claimed = await query(CLAIM, [workspaceId, key, fingerprint, node, boot]);
      if (claimed.length > 0) return { state: 'new' };
      const [row] = await query<KeyRow>(READ, [workspaceId, key]);
      // Abandoned between the two statements: the caller may as well ask again.
      return row === undefined ? { state: 'running' } : judge(row, fingerprint);
    },
    async complete(workspaceId, key, answer) {
      const headers = answer && JSON.stringify(answer.headers);
      const values = [workspaceId, key, boot, answer?.status ?? null, headers];
      await query(COMPLETE, [...values, answer?.body ?? null]);
    },
    async abandon(workspaceId, key) {
      await query(ABANDON, [workspaceId, key, boot]);
    },
  };
}

/** Forgets keys older than 24 hours, and says how many. */
export const purgeIdempotencyKeys = (dataSource: DataSource): Promise<number> =>
  guardStore(async () => {
    const [gone]: { count: number }[] = await dataSource.query(PURGE);
    return gone!.count;
  });

function judge(row: KeyRow, fingerprint: string): IdempotencyClaim {
  if (row.fingerprint !== fingerprint) return { state: 'mismatch' };
  if (!row.completed) return { state: 'running' };
  const { status, headers, body } = row;
  if (status === null || headers === null || body === null) return { state: 'done', answer: null };
  return { state: 'done', answer: { status, headers, body } };
}
