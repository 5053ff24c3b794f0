import { newId, newSpanId, newTraceId } from '@weighbridge/kernel/ids';
import { parseTraceparent, SAMPLED } from '@weighbridge/kernel/traceparent';
import { estimateInputTokens } from '../catalogue/estimate-input-tokens.js';
import type { KeyEntry } from '../routing/snapshot.js';
import type { ActiveRequest, GatewayCall, TracePosition } from './active-request.js';
import type { RequestControls } from './read-controls.js';
import type { Reply } from './reply.js';

/** A request at its beginning. */
export function openRequest(start: {
  id: string;
  call: GatewayCall;
  key: KeyEntry;
  controls: RequestControls;
  reply: Reply;
  createdAt: number;
  startedAt: number;
}): ActiveRequest {
  const { call, controls } = start;
  return {
    // Field by field: spreading an object this wide costs some microseconds.
    id: start.id,
    call,
    key: start.key,
    controls,
    reply: start.reply,
    createdAt: start.createdAt,
    startedAt: start.startedAt,
    user: controls.user ?? call.user,
    trace: placeInTrace(controls.traceparent),
    inputEstimate: estimateInputTokens(call),
    classification: null,
    conversation: null,
    attempts: [],
    waitedMs: 0,
    waitingSince: null,
    cost: 0n,
    flags: new Set(),
    target: null,
    budgets: [],
    usage: null,
    finishReason: null,
    ttftMs: null,
  };
}

export const newRequestId = (now: number): string => newId('req', now);

function placeInTrace(traceparent: string | null): TracePosition {
  const parent = traceparent === null ? null : parseTraceparent(traceparent);
  return parent
    ? {
        traceId: parent.traceId,
        spanId: newSpanId(),
        parentSpanId: parent.parentSpanId,
        flags: parent.flags,
      }
    : { traceId: newTraceId(), spanId: newSpanId(), parentSpanId: null, flags: SAMPLED };
}
