/** A score as `POST /v1/scores` and later evaluators write it. */
export interface ScoreRecord {
  id: string;
  workspaceId: string;
  /** At least one of the two is set. */
  requestId: string | null;
  traceId: string | null;
  name: string;
  /** Null for a label. */
  value: number | null;
  /** Null for a number. */
  label: string | null;
  comment: string | null;
  /** `api`, `evaluator`, `annotation`. */
  source: string;
  keyId: string | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
}
