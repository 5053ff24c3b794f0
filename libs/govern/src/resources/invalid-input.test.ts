import { expect, test } from '@jest/globals';
import { Evaluator } from '@weighbridge/contracts/evals/evaluator';
import { UserCreate } from '@weighbridge/contracts/resources/user';
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

test.each([
  [{ kind: 'containz' }, /^scorer\.kind must be one of exact_match, .*; did you mean contains\?$/],
  [{ kind: 7 }, /^scorer\.kind must be one of .*, found a whole number$/],
  [{}, 'scorer.kind is required and missing'],
  [{ kind: 'contains', value: 7 }, 'scorer.value must be text or a list, found a whole number'],
  [{ kind: 'contains', value: [] }, 'scorer.value must have at least 1 item'],
  [{ kind: 'contains', value: ['x', ''] }, 'scorer.value[1] must not be empty'],
])('a value that fits no kind is told what would: %j', (scorer, message) => {
  expect(() => readInput(Evaluator, { name: 'n', scorer })).toThrow(message);
});

test.each([['ann'], ['ann@'], ['ann@remote']])('%s is told to be an e-mail address', (email) => {
  const read = () => readInput(UserCreate, { email });
  expect(read).toThrow('email must be an e-mail address, such as ann@example.com');
});
