import { expect, test } from '@jest/globals';
import { Evaluator } from '@weighbridge/contracts/evals/evaluator';
import { readInput } from './invalid-input.js';

test.each([
  [{ kind: 'contains', vlaue: 'x' }, 'unknown field scorer.vlaue; did you mean value?'],
  [{ kind: 'length', value: 'x' }, /^unknown field scorer.value; known here: kind, .*max/],
  [
    { kind: 'llm_judge', prompt: 'p', judge_model: 'm', output: { type: 'numeric', mni: 1 } },
    'unknown field scorer.output.mni; did you mean min?',
  ],
])('a misspelt field of one kind of scorer is told its nearest', (scorer, message) => {
  const read = () => readInput(Evaluator, { name: 'n', scorer });
  expect(read).toThrow(message);
});
