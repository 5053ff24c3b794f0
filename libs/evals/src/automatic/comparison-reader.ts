import type { LabelsCreate, PairVerdict } from '@weighbridge/contracts/evals/comparison';
import type { LabelledPair } from '../statistics/agreement.js';

/** Workspaces a reader may see. */
export type SeenWorkspaces = 'every' | readonly string[];

export interface ComparisonFilter {
  category?: string | undefined;
  candidate?: string | undefined;
}

/** The judged pairs of a candidate and an incumbent in one category under one judge, summed up. */
export interface PairSeries {
  workspaceId: string;
  category: string;
  incumbent: string;
  candidate: string;
  judge: string;
  judgeVersion: string;
  n: number;
  win: number;
  tie: number;
  loss: number;
  consistent: number;
  /** Over clusters: Σ s², Σ s·n and Σ n², with s the cluster's wins minus losses and n its pairs. */
  sumSquares: number;
  sumProducts: number;
  countSquares: number;
  /** Sums over the pairs. */
  incumbentCost: number;
  candidateCost: number;
  incumbentMs: number;
  candidateMs: number;
  /** Milliseconds since the epoch. */
  lastAt: number;
}

/** What a judge and people said of the same pairs. */
export interface LabelledVerdicts {
  workspaceId: string;
  judgeVersion: string;
  judge: string;
  verdicts: LabelledPair<PairVerdict>[];
}

export interface StoredPair {
  id: string;
  workspaceId: string;
  requestId: string;
  category: string;
  incumbent: string;
  candidate: string;
  judge: string;
  verdict: PairVerdict;
  consistent: boolean;
  reason: string | null;
  replayRequestId: string | null;
  judgeRequestIds: string[];
  label: PairVerdict | null;
  /** Milliseconds since the epoch. */
  finishedAt: number;
  /** For the next page: the same moment, exact. */
  place: string;
}

/** How the answers of one model in one category fared in pairs. */
export interface JudgedSide {
  workspaceId: string;
  category: string;
  model: string;
  n: number;
  /** Σ of 1 for a won pair, 0.5 for a tie. */
  total: number;
  /** Means of one answer; null: unknown. */
  costUsd: number | null;
  latencyMs: number | null;
}

/** Where comparisons are read. */
export interface ComparisonReader {
  /** The latest series of a candidate and incumbent first. */
  readSeries(workspaces: SeenWorkspaces, filter: ComparisonFilter): Promise<PairSeries[]>;
  readLabelled(workspaces: SeenWorkspaces): Promise<LabelledVerdicts[]>;
  /** Newest first, after a place and id. */
  readPairs(
    workspaces: SeenWorkspaces,
    filter: ComparisonFilter,
    after: readonly [place: string, id: string] | null,
    limit: number,
  ): Promise<StoredPair[]>;
  /** @returns the pairs that were labelled: those the workspace has */
  addLabels(workspaceId: string, labels: LabelsCreate['labels'], actor: string): Promise<string[]>;
  readSides(workspaces: SeenWorkspaces): Promise<JudgedSide[]>;
}
