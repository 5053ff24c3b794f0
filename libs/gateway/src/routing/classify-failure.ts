import type { TransportFailure, TransportFailureKind } from '../outbound/transport-failure.js';
import { UpstreamError, type UpstreamErrorKind } from '../providers/upstream-error.js';
import type { Outcome } from './health/breaker.js';

/** How an attempt failed: on the wire, or by what the vendor said. */
export type AttemptFailure = TransportFailure | UpstreamError;

/**
 * What follows from a failure:
 * `transient` the same target may do better; `slow` so it may, but another will be quicker;
 * `rate_limited` not now; `credentials` not with this key; `target` never at this target;
 * `request` nowhere, it is the caller's fault; `context` only where more fits; `content` only where
 * policy is laxer; `deadline` no time is left; `left` nobody is waiting any more.
 */
export type FailureClass =
  | 'transient'
  | 'slow'
  | 'rate_limited'
  | 'credentials'
  | 'target'
  | 'request'
  | 'context'
  | 'content'
  | 'deadline'
  | 'left';

const CLASS_OF_TRANSPORT: Record<TransportFailureKind, FailureClass> = {
  connect: 'transient',
  reset: 'transient',
  invalid: 'transient',
  connect_timeout: 'slow',
  first_token_timeout: 'slow',
  idle_timeout: 'slow',
  refused_address: 'target',
  deadline: 'deadline',
  aborted: 'left',
};

const CLASS_OF_UPSTREAM: Record<UpstreamErrorKind, FailureClass> = {
  overloaded: 'transient',
  server_error: 'transient',
  invalid: 'transient',
  rate_limited: 'rate_limited',
  auth: 'credentials',
  model_not_found: 'target',
  invalid_request: 'request',
  context_length_exceeded: 'context',
  content_policy: 'content',
};

export const classifyFailure = (failure: AttemptFailure): FailureClass =>
  failure instanceof UpstreamError
    ? CLASS_OF_UPSTREAM[failure.kind]
    : CLASS_OF_TRANSPORT[failure.kind];

/** Milliseconds the vendor asked us to wait; null: it did not. */
export function retryAfterOf(failure: AttemptFailure): number | null {
  if (!(failure instanceof UpstreamError) || failure.retryAfterSeconds === null) return null;
  return failure.retryAfterSeconds * 1000;
}

/**
 * What a failure says about the target's health. A refused request is a living target; a rate limit
 * with a time to wait is the quota's matter, without one the breaker has to find the time.
 */
export function outcomeOf(failure: AttemptFailure): Outcome {
  switch (classifyFailure(failure)) {
    case 'transient':
    case 'slow':
      return 'failure';
    case 'rate_limited':
      return retryAfterOf(failure) === null ? 'failure' : 'neutral';
    case 'request':
    case 'context':
    case 'content':
      return 'success';
    default:
      return 'neutral';
  }
}
