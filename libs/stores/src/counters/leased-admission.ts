import type { Limits } from '@weighbridge/contracts/config/limits';
import type {
  Admission,
  LimitStanding,
  WindowStanding,
} from '@weighbridge/gateway/limits/counters';
import type { RateGrant } from './limit-authority.js';
import type { SubjectLease } from './subject-lease.js';

/** Takes back what an admission occupied. */
export interface AdmissionKeeper {
  release(lease: SubjectLease, limits: Limits, surplusTokens: number): void;
  standingOf(subject: string, limits: Limits): LimitStanding;
}

/** A request admitted from a lease or, while the authority is away, from the node's share. */
export class LeasedAdmission implements Admission {
  readonly admitted = true;
  #released = false;

  constructor(
    private readonly counters: AdmissionKeeper,
    private readonly lease: SubjectLease,
    private readonly limits: Limits,
    private readonly expectedTokens: number,
    private readonly local: Admission,
  ) {}

  release(actualTokens: number | null): void {
    if (this.#released) return;
    this.#released = true;
    this.local.release(actualTokens);
    const surplus = actualTokens === null ? 0 : this.expectedTokens - Math.ceil(actualTokens);
    this.counters.release(this.lease, this.limits, surplus);
  }

  standing(): LimitStanding {
    return this.counters.standingOf(this.lease.subject, this.limits);
  }
}

/** What a node knows of a rate: its own use at once, that of the others as of the last draw. */
export function mergeStanding(
  local: WindowStanding | null,
  grant: RateGrant,
  free: number,
  age: number,
): WindowStanding | null {
  if (!local) return null;
  const remaining = Math.max(0, local.limit - grant.sum + Math.max(0, free));
  return {
    limit: local.limit,
    remaining: Math.min(local.remaining, remaining),
    resetMs: Math.max(local.resetMs, grant.resetMs - age),
  };
}
