import type { ErrorCode } from '@weighbridge/contracts/errors/catalogue';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { TransportFailureKind } from '../outbound/transport-failure.js';
import { UpstreamError, type UpstreamErrorKind } from '../providers/upstream-error.js';
import type { AttemptFailure } from './classify-failure.js';
import type { Target } from './snapshot.js';
import { unknownModelError } from './unknown-model-error.js';

const TRANSPORT: Record<TransportFailureKind, readonly [ErrorCode, string]> = {
  connect: ['upstream_error', 'could not be reached'],
  reset: ['upstream_error', 'broke the connection'],
  refused_address: ['upstream_error', 'has an address that may not be called'],
  invalid: ['upstream_invalid', 'sent an answer that cannot be read'],
  connect_timeout: ['upstream_timeout', 'could not be reached in time'],
  first_token_timeout: ['upstream_timeout', 'did not begin to answer in time'],
  idle_timeout: ['upstream_timeout', 'fell silent'],
  deadline: ['upstream_timeout', 'did not answer before the deadline'],
  aborted: ['upstream_error', 'was not waited for'],
};

const UPSTREAM: Record<UpstreamErrorKind, ErrorCode> = {
  invalid_request: 'invalid_request',
  context_length_exceeded: 'context_length_exceeded',
  content_policy: 'content_policy_violation',
  auth: 'upstream_credentials_exhausted',
  model_not_found: 'upstream_error',
  rate_limited: 'no_target_available',
  overloaded: 'upstream_error',
  server_error: 'upstream_error',
  invalid: 'upstream_invalid',
};

/**
 * The error a caller gets when nothing more can be tried after this failure.
 * @param isDirect the caller named the target itself, so an unknown model is the caller's to fix
 */
export function failureToError(
  failure: AttemptFailure,
  target: Target,
  isDirect: boolean,
): ApiError {
  const metadata = { provider: target.provider.id, model: target.model };
  if (!(failure instanceof UpstreamError)) {
    const [code, what] = TRANSPORT[failure.kind];
    return new ApiError(code, `the provider "${target.provider.id}" ${what}`, { metadata });
  }
  if (failure.kind === 'model_not_found' && isDirect)
    return unknownModelError(target.id, siblingsOf(target));
  return new ApiError(UPSTREAM[failure.kind], failure.message, {
    param: failure.param,
    metadata,
    retryAfterSeconds: failure.retryAfterSeconds ?? undefined,
    cause: failure,
  });
}

const siblingsOf = ({ provider, model }: Target): string[] =>
  provider.modelIds.filter((id) => id !== model).map((id) => `${provider.id}/${id}`);
