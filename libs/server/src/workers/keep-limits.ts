import type { Admission, Counters } from '@weighbridge/gateway/limits/counters';
import type { LimitAuthority } from '@weighbridge/stores/counters/limit-authority';
import type { AdmitAnswer, AdmitAsk, DrawAsk } from './worker-messages.js';

/** Answers what one other process asks of the limits, and knows what it holds. */
export interface LimitsKeeper {
  answer(ask: DrawAsk | AdmitAsk): Promise<unknown>;
  /** A request that was admitted has ended. */
  release(admission: number, actualTokens: number | null): void;
  /** The process has ended, however that came: what it held is free. */
  releaseAll(): void;
}

/** Hands slices of a count out that several such processes share. */
export function keepSlices(authority: LimitAuthority): LimitsKeeper {
  let drawnBy: string | null = null;
  return {
    answer({ method, parameters }) {
      if (method === 'admit') throw new Error('a worker that draws slices asked for an admission');
      drawnBy = parameters[0];
      return authority[method](...(parameters as [never, never, never]));
    },
    release: () => undefined,
    releaseAll() {
      if (drawnBy !== null) void authority.leave(drawnBy);
    },
  };
}

/** Admits from the counters of this process. */
export function keepAdmissions(counters: Counters): LimitsKeeper {
  const held = new Map<number, Admission>();
  let last = 0;
  const release = (admission: number, actualTokens: number | null): void => {
    held.get(admission)?.release(actualTokens);
    held.delete(admission);
  };
  return {
    async answer({ method, parameters }): Promise<AdmitAnswer> {
      if (method !== 'admit') throw new Error('a worker that asks for admissions drew a slice');
      const outcome = await counters.admit(...parameters);
      if (!outcome.admitted) return outcome;
      held.set(++last, outcome);
      return { admitted: true, admission: last };
    },
    release,
    releaseAll() {
      for (const admission of held.keys()) release(admission, null);
    },
  };
}
