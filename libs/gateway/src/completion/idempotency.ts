/** What a claim of an idempotency key finds. */
export type IdempotencyClaim =
  | { state: 'new' }
  | { state: 'running' }
  | { state: 'mismatch' }
  | { state: 'done'; answer: StoredAnswer | null };

/** A finished 2xx answer; kept for 24 hours, never for a zero-retention workspace. */
export interface StoredAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** Where idempotency keys live, for all nodes: Postgres. */
export interface IdempotencyStore {
  /** @param fingerprint hash of method, path and body */
  claim(workspaceId: string, key: string, fingerprint: string): Promise<IdempotencyClaim>;
  /** @param answer null: the workspace keeps no bodies */
  complete(workspaceId: string, key: string, answer: StoredAnswer | null): Promise<void>;
  /** The request failed: the key may be used again. */
  abandon(workspaceId: string, key: string): Promise<void>;
}
