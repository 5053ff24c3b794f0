import type { UsageGroup } from '@weighbridge/contracts/records/request-query';
import type { RequestStatus } from '@weighbridge/contracts/records/request-record';
import type { NanoUsd } from '@weighbridge/kernel/money';

/** Workspaces a reader may see. */
export type VisibleWorkspaces = 'every' | readonly string[];

/** Milliseconds since the epoch; from inclusive, to exclusive. */
interface TimeRange {
  from: number | undefined;
  to: number | undefined;
}

export interface RequestFilters extends TimeRange {
  model: string | undefined;
  provider: string | undefined;
  status: StatusFilter | undefined;
  key: string | undefined;
  user: string | undefined;
  session: string | undefined;
  category: string | undefined;
  route: string | undefined;
  tag: string | undefined;
  text: string | undefined;
}

/** A status of ours, or a range of HTTP statuses. */
export type StatusFilter = { status: RequestStatus } | { from: number; to: number };

/** A place in the log, newest first: microseconds since the epoch as text, and the request's id. */
export type LogPosition = [startedAt: string, id: string];

/** A row as it is stored; empty text stands for nothing. */
export interface StoredRequest {
  workspaceId: string;
  id: string;
  /** Microseconds since the epoch. */
  startedAt: string;
  keyId: string;
  keyName: string;
  teamId: string;
  user: string;
  sessionId: string;
  route: string;
  strategy: string;
  category: string;
  provider: string;
  model: string;
  status: RequestStatus;
  httpStatus: number;
  errorCode: string;
  stream: boolean;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  cost: NanoUsd;
  latencyUs: number;
  ttftUs: number | null;
  overheadUs: number;
  attemptCount: number;
  cache: string;
  tags: string[];
  flags: string[];
  traceId: string;
}

/** A row with its fat columns. */
export interface StoredRequestDetail extends StoredRequest {
  requestedModel: string;
  operation: string;
  errorMessage: string;
  finishReason: string;
  spanId: string;
  parentSpanId: string;
  attempts: string;
  decision: string;
  metadata: string;
  input: string | null;
  output: string | null;
}

/** p50, p90, p95 and p99 in microseconds. */
export type StoredPercentiles = [number, number, number, number];

/** One group of a usage report. */
export interface StoredUsage {
  /** The group's value per name it is grouped by. */
  group: Record<string, string>;
  requests: number;
  errors: number;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  cost: NanoUsd;
  latencyUs: StoredPercentiles;
  /** Null: no request of the group has one. */
  ttftUs: StoredPercentiles | null;
}

/** The stored request log. Every method throws ApiError `store_unavailable` when it cannot be read. */
export interface RequestLog {
  /** Rows newest first, after the position. */
  readRequests(
    workspaces: VisibleWorkspaces,
    filters: RequestFilters,
    page: { limit: number; after: LogPosition | null },
  ): Promise<StoredRequest[]>;
  readRequest(workspaces: VisibleWorkspaces, id: string): Promise<StoredRequestDetail | undefined>;
  readUsage(
    workspaces: VisibleWorkspaces,
    groupBy: readonly UsageGroup[],
    filters: RequestFilters,
  ): Promise<StoredUsage[]>;
}
