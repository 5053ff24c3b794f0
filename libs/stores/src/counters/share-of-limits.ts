import type { Limits } from '@weighbridge/contracts/config/limits';

/** A node's part of limits that nobody counts for all. */
export function shareOf({ rpm, tpm, max_parallel }: Limits, nodes: number): Limits {
  const share = (limit: number) => Math.max(1, Math.floor(limit / nodes));
  return {
    ...(rpm !== undefined && { rpm: share(rpm) }),
    ...(tpm !== undefined && { tpm: share(tpm) }),
    ...(max_parallel !== undefined && { max_parallel: share(max_parallel) }),
  };
}
