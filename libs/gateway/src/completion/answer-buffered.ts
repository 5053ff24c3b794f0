import type { FinishReason } from '../dialects/canonical/finish-reason.js';
import type { Usage } from '../dialects/canonical/usage.js';
import type { OutboundClient } from '../outbound/outbound-client.js';
import type { ExchangeHandle, OutboundRequest } from '../outbound/outbound-request.js';
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

// reliability §2: a decoded answer above this is not an answer
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/**
 * Calls a target for an answer in one piece.
 * @param onHandle receives the way to abort, for a caller who leaves
 */
export function answerBuffered(
  client: OutboundClient,
  request: OutboundRequest,
  adapter: ProviderAdapter,
  readAnswer: (body: Buffer) => ReadAnswer,
  onHandle: (handle: ExchangeHandle) => void,
): Promise<AttemptOutcome> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let status = 0;
    let headers: ResponseHeaders;
    request.maxBodyBytes = MAX_BODY_BYTES;
    const handle = client.sendRequest(request, {
      onHeaders(answerStatus, answerHeaders) {
        status = answerStatus;
        headers = answerHeaders;
      },
      onData(chunk) {
        chunks.push(chunk);
      },
      onComplete() {
        const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
        resolve(interpret(adapter, status, headers, body, readAnswer));
      },
      onError(failure) {
        resolve({
          kind: 'failure',
          failure,
          httpStatus: status || null,
          usage: null,
          ttftMs: null,
        });
      },
    });
    onHandle(handle);
  });
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
