import type { ScoreSource } from '@weighbridge/contracts/evals/score';
import type { ScoreRecord } from '@weighbridge/contracts/records/score-record';
import type { LogPosition, VisibleWorkspaces } from '../requests/request-log.js';

export interface ScoreFilters {
  /** Milliseconds since the epoch: the first moment, and the first one that is too late. */
  from: number | undefined;
  to: number | undefined;
  requestId: string | undefined;
  traceId: string | undefined;
  name: string | undefined;
  source: ScoreSource | undefined;
}

/** A score as it is stored; empty text stands for nothing. */
export interface StoredScore {
  id: string;
  workspaceId: string;
  requestId: string;
  traceId: string;
  name: string;
  value: number | null;
  label: string | null;
  comment: string | null;
  source: ScoreSource;
  /** Milliseconds since the epoch. */
  createdAt: string;
}

/** The stored scores. Every method throws ApiError `store_unavailable` when they are away. */
export interface ScoreStore {
  /** A score with the id and moment of another replaces it. */
  writeScore(score: ScoreRecord): Promise<void>;
  /** Newest first, after a position. */
  readScores(
    workspaces: VisibleWorkspaces,
    filters: ScoreFilters,
    page: { limit: number; after: LogPosition | null },
  ): Promise<StoredScore[]>;
}
