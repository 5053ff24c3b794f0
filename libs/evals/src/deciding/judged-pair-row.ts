import type { PairVerdict } from '@weighbridge/contracts/evals/comparison';
import type { Usage } from '../policy/evidence.js';
import type { LabelledPair } from '../statistics/agreement.js';

/** A judged pair as the policy needs it. */
export interface JudgedPairRow {
  id: string;
  category: string;
  cluster: string;
  /** `provider/model` or a route. */
  incumbent: string;
  candidate: string;
  judgeVersion: string;
  verdict: PairVerdict;
  incumbentUsage: Usage;
  candidateUsage: Usage;
  /** Milliseconds since the epoch, in order of which they are read. */
  finishedAt: number;
}

/** Judged pairs and labels of workspaces, as decisions read them. */
export interface JudgedPairs {
  /** Pairs finished at or after a moment, in that order. */
  readFinished(workspaceId: string, from: number, limit: number): Promise<JudgedPairRow[]>;
  /** The verdicts of a judge beside those of people. */
  readLabelled(workspaceId: string, judgeVersion: string): Promise<LabelledPair<PairVerdict>[]>;
  /** Changes whenever a pair or a label of the workspace does. */
  readRevision(workspaceId: string): Promise<string>;
}
