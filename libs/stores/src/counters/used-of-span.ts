import type { Counters } from '@weighbridge/gateway/limits/counters';

/** A limit that nothing reaches, to read what was used. */
const MOST = 1e15;

/** What was used of the present span of a subject's rates, as these counters know it. */
export function usedOf(counters: Counters, subject: string): { requests: number; tokens: number } {
  const { requests, tokens } = counters.standingOf(subject, { rpm: MOST, tpm: MOST });
  return { requests: MOST - requests!.remaining, tokens: MOST - tokens!.remaining };
}
