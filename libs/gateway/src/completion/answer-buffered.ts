import type { FinishReason } from '../dialects/canonical/finish-reason.js';
import type { Usage } from '../dialects/canonical/usage.js';
import type { OutboundClient } from '../outbound/outbound-client.js';
import type { ExchangeHandle, OutboundRequest } from '../outbound/outbound-request.js';
import { requestBuffer } from '../outbound/request-buffer.js';
import type { ResponseHeaders } from '../outbound/response-headers.js';
import type { ProviderAdapter } from '../providers/provider-adapter.js';
import { UpstreamError } from '../providers/upstream-error.js';
import type { AttemptOutcome } from './attempt-outcome.js';

/** What a vendor's adapter makes of a whole answer; both endpoints have at least this. */
export interface ReadAnswer {
  body: Buffer;
  usage: Usage | null;
  finishReason?: FinishReason | null;
  model: string | null;
}

/**
 * Calls a target for an answer in one piece.
 * @param onHandle receives the way to abort, for a caller who leaves
 */
export async function answerBuffered(
  client: OutboundClient,
  request: OutboundRequest,
  adapter: ProviderAdapter,
  readAnswer: (body: Buffer) => ReadAnswer,
  onHandle: (handle: ExchangeHandle) => void,
): Promise<AttemptOutcome> {
  const answer = await requestBuffer(client, request, onHandle);
  if (answer.ok) return interpret(adapter, answer.status, answer.headers, answer.body, readAnswer);
  const { failure, status } = answer;
  return { kind: 'failure', failure, httpStatus: status, usage: null, ttftMs: null };
}

function interpret(
  adapter: ProviderAdapter,
  status: number,
  headers: ResponseHeaders,
  body: Buffer,
  readAnswer: (body: Buffer) => ReadAnswer,
): AttemptOutcome {
  if (status < 200 || status >= 300)
    return failed(adapter.readError(status, headers.toRecord(), body), status);
  try {
    const answer = readAnswer(body);
    return {
      kind: 'answer',
      httpStatus: status,
      body: answer.body,
      usage: answer.usage,
      finishReason: answer.finishReason ?? null,
      model: answer.model,
      headers,
      ttftMs: null,
    };
  } catch (error) {
    if (error instanceof UpstreamError) return failed(error, status);
    throw error;
  }
}

const failed = (error: UpstreamError, httpStatus: number): AttemptOutcome => ({
  kind: 'failure',
  failure: error,
  httpStatus,
  usage: null,
  ttftMs: null,
});
