import type { OutboundClient } from '../../outbound/outbound-client.js';
import type { OutboundRequest } from '../../outbound/outbound-request.js';
import { requestBuffer } from '../../outbound/request-buffer.js';
import type { TransportFailure } from '../../outbound/transport-failure.js';
import type { AccessTokens } from '../access-tokens.js';
import type { GrantRequest, RequestSigner, SigningTools } from '../request-signer.js';
import type { UpstreamError } from '../upstream-error.js';

/** What signing works with. */
export interface SigningParts {
  outbound: OutboundClient;
  tokens: AccessTokens;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** An authorization server answers in one short piece, or not at all. */
const GRANT_MS = 10_000;
const MAX_GRANT_BYTES = 64 * 1024;

/**
 * Adds the signer's headers to a request that is about to be sent. What a signer must fetch for that
 * goes through the same client under the same address guard and deadline.
 * @returns `failure` null: the request may go
 */
export async function signOutbound(
  { outbound, tokens, now }: SigningParts,
  request: OutboundRequest,
  signer: RequestSigner,
): Promise<{ failure: UpstreamError | TransportFailure | null; tools: SigningTools }> {
  const tools: SigningTools = {
    now,
    tokens,
    postForm: (grant) => requestBuffer(outbound, grantRequest(request, grant)),
  };
  const { origin, method, path, body, headers } = request;
  const at = headers.indexOf('content-type');
  const contentType = at < 0 ? null : headers[at + 1]!;
  const signed = await signer.sign({ origin, method, path, contentType, body }, tools);
  if (!signed.ok) return { failure: signed.failure, tools };
  for (const [name, value] of Object.entries(signed.headers)) headers.push(name, value);
  return { failure: null, tools };
}

function grantRequest(request: OutboundRequest, { url, form }: GrantRequest): OutboundRequest {
  const { connectMs, deadlineAt } = request.timeouts;
  return {
    origin: url.origin,
    allowPrivateNetwork: request.allowPrivateNetwork,
    method: 'POST',
    path: url.pathname + url.search,
    headers: [
      ...['content-type', 'application/x-www-form-urlencoded'],
      ...['accept', 'application/json'],
    ],
    body: Buffer.from(form.toString()),
    timeouts: {
      connectMs,
      firstTokenMs: 0,
      idleMs: 0,
      deadlineAt: Math.min(deadlineAt, performance.now() + GRANT_MS),
    },
    maxBodyBytes: MAX_GRANT_BYTES,
  };
}
