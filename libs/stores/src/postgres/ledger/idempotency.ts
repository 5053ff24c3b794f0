import type { DataSource } from 'typeorm';
import { guardStore } from '../guard-store.js';
import type { NodeIdentity } from './node-identity.js';

/** A finished 2xx answer that a repeat of its request is given again. */
export interface StoredAnswer {
  requestId: string;
  status: number;
  headers: Record<string, string>;
  /** Null: the workspace keeps no bodies, so that a repeat is `replay_unavailable`. */
  body: Buffer | null;
}

export type Claim =
  | { state: 'new' }
  | { state: 'running' }
  /** The key was used with another method, path or body. */
  | { state: 'mismatch' }
  | { state: 'done'; stored: StoredAnswer };

/** Idempotency keys of a workspace (CONTRACT §4); they live 24 hours. */
export interface IdempotencyStore {
  /** @param fingerprint hash of method, path and body */
  claim(workspaceId: string, key: string, fingerprint: string, requestId: string): Promise<Claim>;
  /** Keeps a 2xx answer for repeats. */
  complete(workspaceId: string, key: string, answer: StoredAnswer): Promise<void>;
  /** Frees the key: the request failed or was refused, so a repeat may try again. */
  abandon(workspaceId: string, key: string, requestId: string): Promise<void>;
  /** Forgets keys older than 24 hours, and says how many. */
  purge(): Promise<number>;
}

const LIFETIME = `interval '24 hours'`;

const CLAIM = `
INSERT INTO idempotency_keys (workspace_id, key, fingerprint, request_id, node, boot)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (workspace_id, key) DO UPDATE SET fingerprint = excluded.fingerprint,
  request_id = excluded.request_id, node = excluded.node, boot = excluded.boot,
  answer = NULL, body = NULL, created_at = now()
  WHERE idempotency_keys.created_at < now() - ${LIFETIME}
RETURNING 1`;

const READ = `
SELECT fingerprint, request_id, answer, body FROM idempotency_keys
WHERE workspace_id = $1 AND key = $2`;

const COMPLETE = `
UPDATE idempotency_keys SET answer = $4::jsonb, body = $5
WHERE workspace_id = $1 AND key = $2 AND request_id = $3`;

const ABANDON = `
DELETE FROM idempotency_keys
WHERE workspace_id = $1 AND key = $2 AND request_id = $3 AND answer IS NULL`;

const PURGE = `
WITH gone AS (
  DELETE FROM idempotency_keys WHERE created_at < now() - ${LIFETIME} RETURNING 1)
SELECT count(*)::int AS count FROM gone`;

interface KeyRow {
  fingerprint: string;
  request_id: string;
  answer: { status: number; headers: Record<string, string> } | null;
  body: Buffer | null;
}

/** Idempotency keys in Postgres. Every method throws ApiError `store_unavailable` when it is away. */
export function createIdempotencyStore(
  dataSource: DataSource,
  { node, boot }: NodeIdentity,
): IdempotencyStore {
  const query = <Row>(sql: string, parameters: unknown[]): Promise<Row[]> =>
    guardStore(() => dataSource.query(sql, parameters));
  return {
    async claim(workspaceId, key, fingerprint, requestId) {
      const values = [workspaceId, key, fingerprint, requestId, node, boot];
      const claimed = await query(CLAIM, values);
      if (claimed.length > 0) return { state: 'new' };
      const [row] = await query<KeyRow>(READ, [workspaceId, key]);
      // Abandoned between the two statements: the caller may as well ask again.
      return row === undefined ? { state: 'running' } : judge(row, fingerprint);
    },
    async complete(workspaceId, key, { requestId, status, headers, body }) {
      const answer = JSON.stringify({ status, headers });
      await query(COMPLETE, [workspaceId, key, requestId, answer, body]);
    },
    async abandon(workspaceId, key, requestId) {
      await query(ABANDON, [workspaceId, key, requestId]);
    },
    async purge() {
      const [gone] = await query<{ count: number }>(PURGE, []);
      return gone!.count;
    },
  };
}

function judge(row: KeyRow, fingerprint: string): Claim {
  if (row.fingerprint !== fingerprint) return { state: 'mismatch' };
  if (row.answer === null) return { state: 'running' };
  const { status, headers } = row.answer;
  return {
    state: 'done',
    stored: { requestId: row.request_id, status, headers, body: row.body },
  };
}
