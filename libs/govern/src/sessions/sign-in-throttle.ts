import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { Clock } from '@weighbridge/kernel/clock';

const ATTEMPTS = 10;
const WINDOW_MS = 5 * 60_000;
/** Bounds the memory that made-up addresses can take. */
const MAX_TRACKED = 10_000;

/** Counts sign-in attempts per source in this process. */
export interface SignInThrottle {
  /** @throws ApiError `rate_limited` after ten attempts within five minutes. */
  admit(source: string): void;
}

/** A throttle that forgets an attempt after five minutes. */
export function createSignInThrottle(clock: Clock): SignInThrottle {
  const attempts = new Map<string, number[]>();
  return {
    admit(source) {
      const now = clock.now();
      const recent = (attempts.get(source) ?? []).filter((at) => at > now - WINDOW_MS);
      if (recent.length >= ATTEMPTS) {
        throw new ApiError('rate_limited', 'too many attempts to sign in; wait a few minutes', {
          retryAfterSeconds: Math.ceil((recent[0]! + WINDOW_MS - now) / 1000),
        });
      }
      attempts.delete(source);
      attempts.set(source, [...recent, now]);
      if (attempts.size > MAX_TRACKED) attempts.delete(attempts.keys().next().value!);
    },
  };
}
