import type { ErrorCode } from '@weighbridge/contracts/errors/catalogue';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { Candidate } from './candidate.js';
import { DROP_REASONS, type DropReason, type TargetDemand } from './filter-target.js';
import type { DecisionParts } from './render-decision.js';
import type { RouteEntry } from './snapshot.js';

/** Nothing is left to try; carries what was looked at, for whoever asks why. */
export class NoCandidateError extends ApiError {
  readonly parts: DecisionParts;

  constructor({ code, message, ...details }: ApiError, parts: DecisionParts) {
    super(code, message, details);
    this.name = 'NoCandidateError';
    this.parts = parts;
  }
}

/** When nobody knows how long: soon enough for an interactive caller, rare enough for a struggling one. */
const UNKNOWN_WAIT_MS = 1_000;

const CODE_OF: Record<DropReason, ErrorCode> = {
  residency: 'residency_violation',
  zero_retention: 'zdr_violation',
  provider_not_wanted: 'invalid_request',
  not_built: 'not_implemented',
  capability: 'invalid_request',
  parameters: 'invalid_request',
  price_cap: 'invalid_request',
  context: 'context_length_exceeded',
  credentials_exhausted: 'upstream_credentials_exhausted',
  rate_limited: 'no_target_available',
  quota_cooling: 'no_target_available',
  breaker_open: 'no_target_available',
};

/** Why nothing is left, told by the candidate that came closest; with the soonest time to repeat. */
export function noCandidateError(
  route: RouteEntry,
  demand: TargetDemand,
  candidates: readonly Candidate[],
): ApiError {
  const furthest = candidates.reduce(
    (best, { dropped }) => Math.max(best, dropped ? DROP_REASONS.indexOf(dropped) : -1),
    -1,
  );
  const reason = DROP_REASONS[furthest];
  const name = route.id ?? route.names[0] ?? 'this model';
  if (!reason) return unavailableError(`the route "${name}" has no targets`, null);
  const code = CODE_OF[reason];
  if (code === 'no_target_available') {
    const waits = candidates.flatMap(({ dropped, retryAfterMs }) =>
      dropped !== null && CODE_OF[dropped] === code ? [retryAfterMs ?? UNKNOWN_WAIT_MS] : [],
    );
    return unavailableError(`no target of "${name}" is available right now`, Math.min(...waits));
  }
  return new ApiError(code, messageOf(reason, name, demand), {
    param: paramOf(reason, demand),
  });
}

/** 503 with the time after which a repeat makes sense; null: not known. */
export function unavailableError(message: string, retryAfterMs: number | null): ApiError {
  const seconds = Math.max(1, Math.ceil((retryAfterMs ?? UNKNOWN_WAIT_MS) / 1000));
  return new ApiError('no_target_available', message, { retryAfterSeconds: seconds });
}

function paramOf(reason: DropReason, { preferences, workspace }: TargetDemand): string | null {
  switch (reason) {
    case 'context':
      return 'messages';
    case 'credentials_exhausted':
      return null;
    case 'zero_retention':
      return workspace.row.zdr ? 'model' : `provider.${preferences.zeroRetention}`;
    case 'provider_not_wanted':
      return `provider.${preferences.only ? 'only' : preferences.ignore.length > 0 ? 'ignore' : 'order'}`;
    case 'parameters':
      return 'provider.require_parameters';
    case 'price_cap':
      return 'provider.max_price';
    default:
      return 'model';
  }
}

function messageOf(
  reason: DropReason,
  name: string,
  { needs, workspace: { row } }: TargetDemand,
): string {
  switch (reason) {
    case 'residency':
      return `no target of "${name}" is in the region "${row.region}" that this workspace requires`;
    case 'zero_retention':
      return row.zdr
        ? `no target of "${name}" retains nothing, as this workspace requires`
        : `no target of "${name}" retains nothing, as this request requires`;
    case 'provider_not_wanted':
      return `this request wants none of the providers of "${name}"`;
    case 'not_built':
      return `the provider type of "${name}" is not built yet`;
    case 'parameters':
      return `no target of "${name}" honours every parameter of this request`;
    case 'price_cap':
      return `no target of "${name}" is known to cost at most what this request allows`;
    case 'context':
      return `the prompt is about ${needs.inputTokens} tokens, more than any target of "${name}" takes`;
    case 'credentials_exhausted':
      return `the provider of "${name}" refuses every configured key`;
    default:
      return `no target of "${name}" supports ${needs.capabilities.join(', ') || needs.endpoint}`;
  }
}
