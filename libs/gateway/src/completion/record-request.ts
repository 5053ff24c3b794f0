import type { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { RequestRecord, RequestStatus } from '@weighbridge/contracts/records/request-record';
import type { ActiveRequest } from './active-request.js';
import { classificationOf } from './classify-request.js';

/** How a request ended, for its record. */
export interface RequestEnd {
  status: RequestStatus;
  httpStatus: number;
  error: ApiError | null;
  /** The answer as the caller saw it; null when it is not kept. */
  answer: Buffer | null;
  stream: boolean;
  route: string | null;
  strategy: string | null;
  /** JSON text of the routing decision; empty: none was made. */
  decision: string;
}

const NO_USAGE = { inputTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };
const MICROSECONDS = 1_000;

/**
 * The record of a finished request.
 * @param keepsBodies false where the disk is short; a zero-retention workspace keeps none at all
 */
export function recordRequest(
  request: ActiveRequest,
  end: RequestEnd,
  keepsBodies: boolean,
): RequestRecord {
  const { key, call, controls, target, usage } = request;
  const { row } = key;
  const retained = !key.workspace.row.zdr;
  if (retained && !keepsBodies) request.flags.add('body_shed');
  const bodies = retained && keepsBodies;
  const latencyMs = performance.now() - request.startedAt;
  const { inputTokens, cachedTokens, outputTokens, reasoningTokens } = usage ?? NO_USAGE;
  return {
    id: request.id,
    createdAt: request.createdAt,
    operation: call.operation,
    requestedModel: call.model,
    provider: target?.provider.id ?? null,
    model: target?.model ?? call.model,
    route: end.route,
    strategy: end.strategy,
    category: classificationOf(request).category,
    workspaceId: row.workspaceId,
    teamId: row.teamId,
    keyId: row.id,
    keyName: row.name,
    user: request.user,
    sessionId: controls.sessionId,
    status: end.status,
    httpStatus: end.httpStatus,
    errorCode: end.error?.code ?? null,
    errorMessage: retained ? (end.error?.message ?? null) : null,
    finishReason: request.finishReason,
    stream: end.stream,
    inputTokens,
    cachedTokens,
    outputTokens,
    reasoningTokens,
    cost: request.cost,
    flags: request.flags.size === 0 ? NO_FLAGS : [...request.flags],
    latencyMs,
    ttftMs: request.ttftMs,
    overheadUs: overheadUs(request),
    attemptCount: request.attempts.length,
    attempts: JSON.stringify(request.attempts),
    decision: end.decision,
    cache: 'bypass',
    tags: tagsOf(request),
    metadata: metadataOf(request, retained),
    traceId: request.trace.traceId,
    spanId: request.trace.spanId,
    parentSpanId: request.trace.parentSpanId,
    body: bodies ? call.raw : null,
    answer: bodies ? end.answer : null,
  };
}

const NO_FLAGS: readonly string[] = [];

/** Time the gateway itself took so far, in whole microseconds. */
export function overheadUs(request: ActiveRequest): number {
  const own = (request.waitingSince ?? performance.now()) - request.startedAt - request.waitedMs;
  return Math.max(0, Math.round(own * MICROSECONDS));
}

const tagsOf = ({ controls }: ActiveRequest): readonly string[] => controls.tags;

/** The caller's `metadata` object is the caller's text: it falls under zero retention too. */
function metadataOf({ call }: ActiveRequest, retained: boolean): string {
  const { metadata } = call.body;
  return retained && metadata && typeof metadata === 'object' ? JSON.stringify(metadata) : '';
}
