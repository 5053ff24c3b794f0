import { judgeOutput } from '../judges/judge-output.js';
import { JUDGE_TEMPLATES } from '../judges/judge-templates.js';
import { Unscorable } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';

/** A model scores by a rubric. */
export const llmJudge: ScorerDefinition<'llm_judge'> = {
  score(scorer, subject, tools) {
    const needsReference = scorer.template && JUDGE_TEMPLATES[scorer.template].needsExpectedOutput;
    const hasReference = subject.expectedOutput !== null && subject.expectedOutput !== undefined;
    if (needsReference && !hasReference)
      throw new Unscorable(`the template ${scorer.template} needs an expected output`);
    return judgeOutput(scorer, subject, tools.judge(scorer.judge_model ?? null));
  },
};
