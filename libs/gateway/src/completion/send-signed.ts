import type { OutboundRequest } from '../outbound/outbound-request.js';
import type { RequestSigner } from '../providers/request-signer.js';
import { signOutbound } from '../providers/signing/sign-outbound.js';
import { UpstreamError } from '../providers/upstream-error.js';
import type { AttemptOutcome } from './attempt-outcome.js';
import type { Gateway } from './gateway.js';

/** Signs a request, then sends it; what prevents the signature is how the attempt ended. */
export async function sendSigned(
  gateway: Pick<Gateway, 'outbound' | 'tokens' | 'now'>,
  request: OutboundRequest,
  signer: RequestSigner,
  send: () => Promise<AttemptOutcome>,
): Promise<AttemptOutcome> {
  const { failure, tools } = await signOutbound(gateway, request, signer);
  if (failure) {
    const httpStatus = failure instanceof UpstreamError ? failure.status : null;
    return { kind: 'failure', failure, httpStatus, usage: null, ttftMs: null };
  }
  const outcome = await send();
  const refusal = outcome.kind === 'failure' ? outcome.failure : null;
  if (refusal instanceof UpstreamError && refusal.kind === 'auth') signer.forget(tools);
  return outcome;
}
