import { judgePair } from '../judges/judge-pair.js';
import { seededRandom } from '../statistics/seeded-random.js';
import { type Measurement, repetitions, within } from './check.js';

/** Of the verdicts, how many name the answer that stands first. */
const FIRST = 0.8;

/** What a judge that prefers the first place makes of equal models, asked in both orders. */
export async function checkJudge(effort: number): Promise<Measurement[]> {
  const random = seededRandom(1);
  const judge = {
    model: 'judge',
    abilities: { jsonSchema: false, logprobs: false, temperature: true },
    complete: async () => {
      const verdict = random() < FIRST ? 'A' : 'B';
      const content = `The one is the better answer.\nVerdict: ${verdict}`;
      return { requestId: 'r', body: JSON.stringify({ choices: [{ message: { content } }] }) };
    },
  };
  const question = {
    input: 'What is two and two?',
    incumbent: 'Four.',
    candidate: '4.',
    criteria: null,
    candidateModel: 'candidate',
  };
  const pairs = Math.max(2000, repetitions(20_000, effort));
  let points = 0;
  for (let pair = 0; pair < pairs; pair++) {
    const { verdict } = await judgePair(question, judge);
    points += verdict === 'candidate' ? 1 : verdict === 'tie' ? 0.5 : 0;
  }
  const what = 'a judge that prefers the first place 4 times of 5: wins of an equal candidate';
  return [within(what, points / pairs, 0.48, 0.52)];
}
