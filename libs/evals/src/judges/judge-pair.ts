import type { PairVerdict } from '@weighbridge/contracts/evals/comparison';
import { Unscorable } from '../scorers/score.js';
import { askJudge } from './ask-judge.js';
import type { Judge } from './complete.js';
import { fenceNotice, makeFence } from './fence.js';
import type { VerdictFormat } from './judge-format.js';
import { readLabel } from './read-verdict.js';

export interface PairQuestion {
  input: string;
  incumbent: string;
  candidate: string;
  /** What makes an answer the better one; null: general helpfulness. */
  criteria: string | null;
  /** The model that wrote the candidate's answer; null: no model did. */
  candidateModel: string | null;
}

export interface JudgedPair {
  verdict: PairVerdict;
  /** Both orders led to the same verdict; if not, it is a tie. */
  consistent: boolean;
  reason: string;
  requestIds: readonly string[];
  /** Characters of each answer: judges prefer the longer one more often than people do. */
  lengths: { incumbent: number; candidate: number };
}

const ATTITUDE =
  'You are a careful and impartial judge. Two answers to the same request are shown; say which one serves better. The order in which they stand means nothing. Length, politeness, formatting and a confident tone are no merits of their own; an error, an omission or an ignored instruction is a fault.';
const CRITERIA =
  'Better is what is correct, does what was asked, and helps whoever asked. Where neither is better in substance, it is a tie.';

const FORMAT: VerdictFormat = {
  schema: { type: 'string', enum: ['A', 'B', 'tie'] },
  example: 'A | B | tie',
  meaning: 'The verdict is A (answer A is better), B (answer B is better) or tie.',
  read: readLabel(['A', 'B', 'tie']),
};

/**
 * Compares two answers, asked in both orders: a judge that prefers a place contradicts itself, and a
 * contradiction is a tie. The second order is asked after the first has been paid for.
 * @throws Unscorable when the judge would judge its own answer (it prefers it: evals.md §4);
 *   UnreadableVerdict; whatever `complete` throws
 */
export async function judgePair(question: PairQuestion, judge: Judge): Promise<JudgedPair> {
  const { incumbent, candidate, candidateModel } = question;
  if (candidateModel === judge.model)
    throw new Unscorable(`${judge.model} may not judge its own answer: name another judge`);
  const lengths = { incumbent: incumbent.length, candidate: candidate.length };
  const first = await askInOrder(judge, question, 'incumbent-first', [incumbent, candidate]);
  const second = await askInOrder(judge, question, 'candidate-first', [candidate, incumbent]);
  const one = winnerOf(first.value, ['incumbent', 'candidate']);
  const other = winnerOf(second.value, ['candidate', 'incumbent']);
  return {
    verdict: one === other ? one : 'tie',
    consistent: one === other,
    reason: `Incumbent first: ${first.reason || one}\nCandidate first: ${second.reason || other}`,
    requestIds: [...first.requestIds, ...second.requestIds],
    lengths,
  };
}

const winnerOf = (
  verdict: unknown,
  [a, b]: ['incumbent', 'candidate'] | ['candidate', 'incumbent'],
): PairVerdict => (verdict === 'A' ? a : verdict === 'B' ? b : 'tie');

function askInOrder(
  judge: Judge,
  { input, criteria }: PairQuestion,
  step: string,
  [a, b]: readonly [string, string],
): ReturnType<typeof askJudge> {
  const fence = makeFence(input, a, b);
  return askJudge(judge, {
    step,
    system: `${ATTITUDE}\n\n${fenceNotice(fence)}`,
    user: [
      criteria ?? CRITERIA,
      `The request:\n${fence.wrap('request', input)}`,
      `Answer A:\n${fence.wrap('answer-A', a)}`,
      `Answer B:\n${fence.wrap('answer-B', b)}`,
    ].join('\n\n'),
    format: FORMAT,
  });
}
