import type { WorkspaceRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import { type NanoUsd, parseUsd } from '@weighbridge/kernel/money';

/** Automatic evaluations of one workspace, with defaults filled in. */
export interface ComparisonTerms {
  sampleRate: number;
  /** As the configuration names it. */
  judge: string;
  candidates: readonly string[];
  dailyLimit: NanoUsd | null;
  maxQualityLoss: number;
}

/** A tenth of the traffic, where nobody says how much: each pair costs three calls. */
const DEFAULT_SAMPLE_RATE = 0.1;
export const DEFAULT_MAX_QUALITY_LOSS = 0.01;

/**
 * What the workspace wants compared; null: nothing. A zero-retention workspace has nothing that could
 * be replayed, so nothing is compared whatever it says.
 */
export function comparisonTerms({
  evals,
  zdr,
}: Pick<WorkspaceRow, 'evals' | 'zdr'>): ComparisonTerms | null {
  if (!evals?.judge || zdr) return null;
  return {
    sampleRate: evals.sample_rate ?? DEFAULT_SAMPLE_RATE,
    judge: evals.judge,
    candidates: evals.candidates ?? [],
    dailyLimit: evals.daily_limit ? parseUsd(evals.daily_limit) : null,
    maxQualityLoss: evals.max_quality_loss ?? DEFAULT_MAX_QUALITY_LOSS,
  };
}
