import type { CountedRequest } from '@weighbridge/observe/metrics/request-metrics';

/** A finished request as it is told to another process; money as text, because messages are JSON. */
export type PassedRequest = Omit<CountedRequest, 'cost'> & { cost: string };

/** What another process needs of a finished request to count it. */
export const passOnRequest = (request: CountedRequest): PassedRequest => ({
  provider: request.provider,
  model: request.model,
  httpStatus: request.httpStatus,
  errorCode: request.errorCode,
  latencyMs: request.latencyMs,
  ttftMs: request.ttftMs,
  overheadUs: request.overheadUs,
  inputTokens: request.inputTokens,
  cachedTokens: request.cachedTokens,
  outputTokens: request.outputTokens,
  reasoningTokens: request.reasoningTokens,
  attemptCount: request.attemptCount,
  flags: request.flags,
  cost: String(request.cost),
});

export const takeRequest = ({ cost, ...request }: PassedRequest): CountedRequest => ({
  ...request,
  cost: BigInt(cost),
});
