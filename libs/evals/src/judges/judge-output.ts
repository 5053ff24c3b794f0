import type { JudgeOutput } from '@weighbridge/contracts/evals/judge-output';
import type { ScorerOf } from '@weighbridge/contracts/evals/scorer';
import type { Score } from '../scorers/score.js';
import { type Subject, textOf } from '../scorers/subject.js';
import { askJudge, type JudgeReply } from './ask-judge.js';
import type { Judge } from './complete.js';
import { fenceNotice, makeFence } from './fence.js';
import { fillPrompt } from './fill-prompt.js';
import { endsOf, formatOf } from './judge-format.js';
import { JUDGE_TEMPLATES } from './judge-templates.js';
import type { ReadValue } from './read-verdict.js';
import { weighVerdict } from './weigh-verdict.js';

/** Biases that judges are known to have (evals.md §4), spoken against in every prompt. */
const ATTITUDE =
  'You are a careful and impartial judge of answers that language models gave. Follow the rubric and nothing else. Length, politeness, formatting and a confident tone are no merits of their own.';

export interface JudgedScore extends Score {
  /** Of the calls that led to it. */
  requestIds: readonly string[];
}

/**
 * Scores an output by a model with a rubric: reason first, then the verdict; weighed by the
 * probabilities of the verdict where the model gives them.
 * @throws UnreadableVerdict when the judge answers with no verdict; whatever `complete` throws
 */
export async function judgeOutput(
  scorer: ScorerOf<'llm_judge'>,
  subject: Subject,
  judge: Judge,
): Promise<JudgedScore> {
  const template = scorer.template && JUDGE_TEMPLATES[scorer.template];
  const output = scorer.output ?? template?.output ?? { type: 'boolean' };
  const material = {
    input: textOf(subject.input),
    output: subject.output,
    expected_output: textOf(subject.expectedOutput),
  };
  const fence = makeFence(...Object.values(material));
  const reply = await askJudge(judge, {
    step: 'judge',
    system: `${ATTITUDE}\n\n${fenceNotice(fence)}`,
    user: fillPrompt(template?.prompt ?? scorer.prompt ?? '', material, fence),
    format: formatOf(output),
  });
  return { ...scoreOf(output, reply), requestIds: reply.requestIds };
}

function scoreOf(output: JudgeOutput, { value, reason, tokens }: JudgeReply): Score {
  const told = reason || `the judge said ${String(value)}`;
  if (output.type === 'categorical')
    return { value: null, label: String(value), reason: told, feedback: told };
  const worth = worthOf(output);
  const weighed = (tokens && weighVerdict(tokens, worth)) ?? worth(value) ?? 0;
  return { value: weighed, label: null, reason: told, feedback: weighed < 1 ? told : null };
}

/** Where a verdict lies in [0, 1]. */
function worthOf(output: Exclude<JudgeOutput, { type: 'categorical' }>): ReadValue<number> {
  const { read } = formatOf(output);
  if (output.type === 'boolean')
    return (raw) => {
      const passed = read(raw);
      return passed === undefined ? undefined : Number(passed);
    };
  const { min, max } = endsOf(output);
  return (raw) => {
    const grade = read(raw);
    return grade === undefined ? undefined : (Number(grade) - min) / (max - min);
  };
}
