import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { KeyEntry, ProviderEntry } from '../routing/snapshot.js';
import type { Admission, AdmitOutcome, Counters, LimitRefusal, LimitStanding } from './counters.js';

const LIMIT_NAMES = {
  rpm: 'requests per minute',
  tpm: 'tokens per minute',
  max_parallel: 'parallel requests',
} as const;

/** Whole names: put together for each answer they cost more than their values. */
const HEADERS = {
  requests: {
    limit: 'x-ratelimit-limit-requests',
    remaining: 'x-ratelimit-remaining-requests',
    reset: 'x-ratelimit-reset-requests',
  },
  tokens: {
    limit: 'x-ratelimit-limit-tokens',
    remaining: 'x-ratelimit-remaining-tokens',
    reset: 'x-ratelimit-reset-tokens',
  },
} as const;
const UNITS = ['requests', 'tokens'] as const;

/**
 * Admits a request under the limits of its key: at once while the slice in hand covers it.
 * @param expectedTokens input and output together
 * @throws ApiError (also as a rejection) rate_limited, naming the limit, with `retry-after`
 */
export function admitKey(
  counters: Counters,
  key: KeyEntry,
  expectedTokens: number,
): Admission | Promise<Admission> {
  const outcome = counters.admit(keySubject(key), key.row.limits, expectedTokens);
  return outcome instanceof Promise ? outcome.then(admissionOf) : admissionOf(outcome);
}

function admissionOf(admission: Admission | LimitRefusal): Admission {
  if (admission.admitted) return admission;
  throw new ApiError(
    'rate_limited',
    `this key is limited to ${admission.value} ${LIMIT_NAMES[admission.limit]}`,
    {
      metadata: { limit: admission.limit, value: admission.value },
      retryAfterSeconds: toSeconds(admission.retryAfterMs),
    },
  );
}

/** Takes what one attempt occupies of a provider's own limits, or says why it cannot. */
export function admitProvider(
  counters: Counters,
  provider: ProviderEntry,
  expectedTokens: number,
): AdmitOutcome {
  return counters.admit(providerSubject(provider), provider.limits, expectedTokens);
}

/** Adds the `x-ratelimit-*` headers of the limits that are set. */
export function writeLimitHeaders(standing: LimitStanding, headers: Record<string, string>): void {
  for (const unit of UNITS) {
    const window = standing[unit];
    if (!window) continue;
    const names = HEADERS[unit];
    headers[names.limit] = String(window.limit);
    headers[names.remaining] = String(Math.floor(window.remaining));
    // A duration with its unit, as OpenAI writes it.
    headers[names.reset] = `${toSeconds(window.resetMs)}s`;
  }
}

export const keySubject = (key: KeyEntry): string => `key ${key.row.id}`;
export const providerSubject = (provider: ProviderEntry): string => `provider ${provider.key}`;

/** Whole seconds, rounded up and never zero: a repeat must not come too early. */
const toSeconds = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds / 1000));
