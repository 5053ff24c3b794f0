import { type Attributes, type HrTime, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { formatUsd } from '@weighbridge/kernel/money';
import { GENAI, GENERAL, WEIGHBRIDGE } from './genai-attributes.js';
import type { RequestSpanFacts } from './request-span-facts.js';

const SCOPE = { name: 'weighbridge' };
const MS_PER_SECOND = 1000;
const NS_PER_MS = 1e6;

/**
 * Builds the finished span of a request as the exporter reads it, without a tracer: a tracer would
 * keep context and live spans on the request path for facts that our own record already holds.
 */
export function buildRequestSpan(facts: RequestSpanFacts, resource: Resource): ReadableSpan {
  const context = { traceId: facts.traceId, spanId: facts.spanId, traceFlags: facts.traceFlags };
  return {
    name: `${facts.operation} ${facts.requestModel}`,
    kind: SpanKind.CLIENT,
    spanContext: () => context,
    parentSpanContext:
      facts.parentSpanId === null
        ? undefined
        : { ...context, spanId: facts.parentSpanId, isRemote: true },
    startTime: hrTimeOf(facts.startedAt),
    endTime: hrTimeOf(facts.endedAt),
    duration: hrTimeOf(facts.endedAt - facts.startedAt),
    status: facts.errorCode
      ? { code: SpanStatusCode.ERROR, message: facts.errorCode }
      : { code: SpanStatusCode.UNSET },
    attributes: requestAttributes(facts),
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: SCOPE,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Milliseconds as OpenTelemetry's pair of whole seconds and nanoseconds. */
function hrTimeOf(ms: number): HrTime {
  const seconds = Math.floor(ms / MS_PER_SECOND);
  return [seconds, Math.round((ms - seconds * MS_PER_SECOND) * NS_PER_MS)];
}

function requestAttributes(facts: RequestSpanFacts): Attributes {
  const { parameters, usage } = facts;
  return withoutEmpty({
    [GENAI.operation]: facts.operation,
    [GENAI.provider]: facts.providerType,
    [GENAI.conversation]: facts.session,
    [GENAI.requestModel]: facts.requestModel,
    [GENAI.maxTokens]: parameters?.maxTokens,
    [GENAI.temperature]: parameters?.temperature,
    [GENAI.topP]: parameters?.topP,
    [GENAI.seed]: parameters?.seed,
    [GENAI.stream]: parameters?.stream,
    [GENAI.choiceCount]: parameters?.choiceCount,
    [GENAI.stopSequences]: parameters?.stopSequences,
    [GENAI.responseId]: facts.responseId,
    [GENAI.responseModel]: facts.responseModel,
    [GENAI.finishReasons]: facts.finishReasons,
    [GENAI.timeToFirstChunk]:
      typeof facts.ttftMs === 'number' ? facts.ttftMs / MS_PER_SECOND : null,
    [GENAI.inputTokens]: usage?.inputTokens,
    [GENAI.outputTokens]: usage?.outputTokens,
    [GENAI.cacheReadTokens]: usage?.cacheReadTokens,
    [GENAI.cacheCreationTokens]: usage?.cacheCreationTokens,
    [GENAI.reasoningTokens]: usage?.reasoningTokens,
    [GENERAL.errorType]: facts.errorCode,
    [GENERAL.userId]: facts.user,
    [WEIGHBRIDGE.requestId]: facts.requestId,
    [WEIGHBRIDGE.workspace]: facts.workspace,
    [WEIGHBRIDGE.providerId]: facts.providerId,
    [WEIGHBRIDGE.route]: facts.route,
    [WEIGHBRIDGE.strategy]: facts.strategy,
    [WEIGHBRIDGE.category]: facts.category,
    [WEIGHBRIDGE.attempts]: facts.attempts,
    [WEIGHBRIDGE.cost]: typeof facts.cost === 'bigint' ? formatUsd(facts.cost) : null,
    [WEIGHBRIDGE.overhead]: facts.overheadUs,
    [WEIGHBRIDGE.tags]: facts.tags,
  });
}

type Value = string | number | boolean | readonly string[] | null | undefined;

/** An attribute nobody knows the value of is left out, as the conventions ask. */
function withoutEmpty(values: Record<string, Value>): Attributes {
  const attributes: Attributes = {};
  for (const [name, value] of Object.entries(values))
    if (value !== null && value !== undefined && !isEmptyList(value))
      attributes[name] = typeof value === 'object' ? [...value] : value;
  return attributes;
}

const isEmptyList = (value: Value): boolean => typeof value === 'object' && value?.length === 0;
