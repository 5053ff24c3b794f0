import { judgePair } from '../judges/judge-pair.js';
import { expectedText, NOTHING_EXPECTED } from './expected-of.js';
import { full, partial } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';
import { textOf } from './subject.js';

const VALUES = { candidate: 1, tie: 0.5, incumbent: 0 } as const;

/** The output against the expected output, judged in both orders. */
export const pairwise: ScorerDefinition<'pairwise'> = {
  checkLive: () => [
    {
      key: 'kind',
      message: `cannot be pairwise: ${NOTHING_EXPECTED}; use llm_judge, or the workspace's evals to compare models`,
    },
  ],
  async score({ criteria, judge_model }, subject, tools) {
    const question = {
      input: textOf(subject.input),
      incumbent: expectedText(undefined, subject),
      candidate: subject.output,
      criteria: criteria ?? null,
      candidateModel: null,
    };
    const { verdict, reason } = await judgePair(question, tools.judge(judge_model ?? null));
    return verdict === 'candidate' ? full(reason) : partial(VALUES[verdict], reason);
  },
};
