import type { OutboundClient } from './outbound-client.js';
import type { ExchangeHandle, OutboundRequest } from './outbound-request.js';
import type { ResponseHeaders } from './response-headers.js';
import type { TransportFailure } from './transport-failure.js';

export type BufferedAnswer =
  | { ok: true; status: number; headers: ResponseHeaders; body: Buffer }
  | { ok: false; failure: TransportFailure; status: number | null };

// reliability: a decoded body above this is not an answer but an attack or a mistake
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/**
 * Sends a request and collects the whole answer, at most 32 MiB decoded (then failure `invalid`).
 * Resolves in every case; an HTTP error status is an answer, not a failure.
 * @param onHandle receives the way to abort, for a caller who may leave
 */
export function requestBuffer(
  client: OutboundClient,
  request: OutboundRequest,
  onHandle?: (handle: ExchangeHandle) => void,
): Promise<BufferedAnswer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let status = 0;
    let headers: ResponseHeaders;
    request.maxBodyBytes ??= MAX_BODY_BYTES;
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
        resolve({ ok: true, status, headers, body });
      },
      onError(failure) {
        resolve({ ok: false, failure, status: status || null });
      },
    });
    onHandle?.(handle);
  });
}
