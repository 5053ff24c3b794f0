import type { JudgeTemplateName } from '@weighbridge/contracts/evals/judge-template-name';
import { judgeOutput } from '../judges/judge-output.js';
import { JUDGE_TEMPLATES } from '../judges/judge-templates.js';
import { NOTHING_EXPECTED } from './expected-of.js';
import { Unscorable } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';

/** A model scores by a rubric. */
export const llmJudge: ScorerDefinition<'llm_judge'> = {
  checkLive: ({ template }) =>
    needsReference(template)
      ? [
          {
            key: 'template',
            message: `cannot be ${template}: ${NOTHING_EXPECTED}; choose another template, or write a prompt`,
          },
        ]
      : [],
  score(scorer, subject, tools) {
    const hasReference = subject.expectedOutput !== null && subject.expectedOutput !== undefined;
    if (needsReference(scorer.template) && !hasReference)
      throw new Unscorable(`the template ${scorer.template} needs an expected output`);
    return judgeOutput(scorer, subject, tools.judge(scorer.judge_model ?? null));
  },
};

const needsReference = (template: JudgeTemplateName | undefined): boolean =>
  template !== undefined && JUDGE_TEMPLATES[template].needsExpectedOutput;
