import type { EvaluatorCalibration } from '@weighbridge/contracts/evals/evaluator';
import { measureAgreement } from '../statistics/agreement.js';
import { correctedRate } from '../statistics/corrected-rate.js';
import { wilsonInterval } from '../statistics/wilson-interval.js';

/** How often an evaluator passed what people passed or failed; a score from 0.5 on is a pass. */
export interface VerdictCounts {
  scores: number;
  passes: number;
  /** Of requests that people scored too: passed by both, by the evaluator alone, by people alone, by none. */
  both: number;
  evaluatorOnly: number;
  personOnly: number;
  neither: number;
}

/** What people's scores say of an evaluator, and of its pass rate. */
export function calibrateEvaluator(counts: VerdictCounts): EvaluatorCalibration {
  const { scores, passes, both, evaluatorOnly, personOnly, neither } = counts;
  const verdicts = [
    ...pairs(both, 'pass', 'pass'),
    ...pairs(evaluatorOnly, 'pass', 'fail'),
    ...pairs(personOnly, 'fail', 'pass'),
    ...pairs(neither, 'fail', 'fail'),
  ];
  const { count, agreement, kappa } = measureAgreement(verdicts);
  const calibration = {
    positives: both + personOnly,
    truePositives: both,
    negatives: evaluatorOnly + neither,
    trueNegatives: neither,
  };
  return {
    scores,
    labels: count,
    agreement: count > 0 ? agreement : null,
    kappa,
    pass_rate: wilsonInterval(passes, scores),
    corrected_rate: correctedRate(passes, scores, calibration),
  };
}

type Mark = 'pass' | 'fail';

const pairs = (count: number, judge: Mark, person: Mark): (readonly [Mark, Mark])[] =>
  Array.from({ length: count }, () => [judge, person] as const);
