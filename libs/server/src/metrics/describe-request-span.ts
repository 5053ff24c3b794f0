import type { RequestRecord } from '@weighbridge/contracts/records/request-record';
import type { ActiveRequest } from '@weighbridge/gateway/completion/active-request';
import type { ChatCall } from '@weighbridge/gateway/dialects/openai-chat/chat-call';
import type {
  RequestParameters,
  RequestSpanFacts,
} from '@weighbridge/observe/telemetry/request-span-facts';

/** What the record of a request does not hold and its span says. */
export type ServedRequest = Pick<ActiveRequest, 'usage'> & {
  call: Pick<ActiveRequest['call'], 'operation' | 'body'> & Partial<Pick<ChatCall, ChatFacts>>;
  trace: { flags: number };
  target: { model: string; provider: { type: string } } | null;
};
type ChatFacts = 'maxOutputTokens' | 'stream' | 'choices';

/** Copies what the span says: a queued span must not keep a request's bodies in memory. */
export function describeRequestSpan(
  request: ServedRequest,
  record: RequestRecord,
): RequestSpanFacts {
  const { usage } = request;
  return {
    requestId: record.id,
    traceId: record.traceId,
    spanId: record.spanId,
    parentSpanId: record.parentSpanId,
    traceFlags: request.trace.flags,
    startedAt: record.createdAt,
    endedAt: record.createdAt + record.latencyMs,
    operation: request.call.operation,
    workspace: record.workspaceId,
    requestModel: record.requestedModel,
    providerType: request.target?.provider.type ?? null,
    providerId: record.provider,
    responseModel: request.target?.model ?? null,
    route: record.route,
    strategy: record.strategy,
    category: record.category,
    user: record.user,
    session: record.sessionId,
    tags: record.tags,
    attempts: record.attemptCount,
    parameters: parametersOf(request.call),
    usage: usage && {
      inputTokens: usage.inputTokens,
      outputTokens: usage.outputTokens,
      cacheReadTokens: usage.cachedTokens,
      cacheCreationTokens: usage.cacheWriteTokens,
      reasoningTokens: usage.reasoningTokens,
    },
    finishReasons: record.finishReason === null ? [] : [record.finishReason],
    errorCode: record.errorCode,
    ttftMs: record.ttftMs,
    cost: record.cost,
    overheadUs: record.overheadUs,
  };
}

function parametersOf(call: ServedRequest['call']): RequestParameters {
  const { temperature, top_p, seed, stop } = call.body;
  return {
    maxTokens: call.maxOutputTokens ?? undefined,
    temperature: numberOf(temperature),
    topP: numberOf(top_p),
    seed: numberOf(seed),
    stream: call.stream,
    choiceCount: call.choices,
    stopSequences: textsOf(stop),
  };
}

const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;

function textsOf(value: unknown): string[] | undefined {
  const texts = Array.isArray(value) ? value : [value];
  return texts.every((text): text is string => typeof text === 'string') ? texts : undefined;
}
