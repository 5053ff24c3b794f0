import type { Limits } from '@weighbridge/contracts/config/limits';

/** What other nodes were last known to use of the limits of a subject. */
export interface OthersUse {
  requests: number;
  tokens: number;
  slots: number;
}

/**
 * A node's part of limits that nobody counts for all: divided by the nodes, and never what others were
 * just seen to use, so that an authority that is late for a moment gives nothing away.
 */
export function shareOf(
  { rpm, tpm, max_parallel }: Limits,
  nodes: number,
  others: OthersUse,
): Limits {
  const share = (limit: number, used: number) =>
    Math.max(0, Math.min(limit - used, Math.max(1, Math.floor(limit / nodes))));
  return {
    ...(rpm !== undefined && { rpm: share(rpm, others.requests) }),
    ...(tpm !== undefined && { tpm: share(tpm, others.tokens) }),
    ...(max_parallel !== undefined && { max_parallel: share(max_parallel, others.slots) }),
  };
}
