import type { PostWebhook, ScorerTools } from '@weighbridge/evals/scorers/scorer-definition';
import { Unscorable } from '@weighbridge/evals/scorers/score';
import { scoreSubject } from '@weighbridge/evals/scorers/score-subject';
import type { ScoreOutput } from '@weighbridge/evals/smart/run-evaluator';
import type { Snapshot } from '@weighbridge/gateway/routing/snapshot';
import { judgeOf } from './judge-calls.js';

/** Scores outputs; judges are asked through the calls of their task. */
export const createOutputScorer =
  (snapshot: () => Snapshot | null, post: PostWebhook): ScoreOutput =>
  async (scorer, subject, { workspaceId, call }) => {
    const tools: ScorerTools = {
      judge(model) {
        const own = snapshot()?.workspaces.get(workspaceId)?.row.evals?.judge;
        const name = model ?? own;
        if (!name) throw new Unscorable('no judge: name judge_model, or a judge of the workspace');
        return judgeOf(snapshot, workspaceId, name, call);
      },
      post,
    };
    const { value, label, reason } = await scoreSubject(scorer, subject, tools);
    return { value, label, comment: reason };
  };
