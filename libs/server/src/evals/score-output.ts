import { parseUsd } from '@weighbridge/kernel/money';
import { judgeOutput } from '@weighbridge/evals/judges/judge-output';
import type { ScoreOutput } from '@weighbridge/evals/smart/run-evaluator';
import type { Snapshot } from '@weighbridge/gateway/routing/snapshot';
import { judgeOf } from './judge-calls.js';

/** Scores outputs; judges are asked through the calls of their task. */
export const createOutputScorer =
  (snapshot: () => Snapshot | null): ScoreOutput =>
  async (scorer, scored, { workspaceId, call }) => {
    if (scorer.kind !== 'llm_judge') throw new Error(`no scorer for ${scorer.kind}`);
    const judge = scorer.judge_model ?? snapshot()?.workspaces.get(workspaceId)?.row.evals?.judge;
    if (!judge) throw new Error('name judge_model, or a judge of the workspace');
    const subject = { ...scored, expectedOutput: null, cost: parseUsd(scored.costUsd) };
    const score = await judgeOutput(scorer, subject, judgeOf(snapshot, workspaceId, judge, call));
    return { value: score.value, label: score.label, comment: score.reason };
  };
