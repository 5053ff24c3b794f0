import { expect, test } from '@jest/globals';
import { errorsOf } from '../read-config-text.fixture.js';

const matching = (expression: string) =>
  JSON.stringify({
    version: 1,
    categories: [{ name: 'c', rules: [{ user_matches: expression }] }],
  });

test.each([['C:\\\\1'], ['[(?=]x'], ['\\(?='], ['[\\\\1-9]'], ['\\Q(?<=\\E'], ['(?<name>a)']])(
  '%s is valid in RE2 though part of it looks as if it were not',
  (expression) => {
    expect(errorsOf(matching(expression))).toEqual([]);
  },
);

test.each([['(?=a)'], ['(?!a)'], ['(?<=a)'], ['(?<!a)'], ['(a)\\1'], ['(?<n>a)\\k<n>']])(
  '%s is named as what RE2 does not have',
  (expression) => {
    expect(errorsOf(matching(expression))).toEqual([
      '1:65 categories[0].rules[0].user_matches uses look-around or a back-reference, which RE2 does not have',
    ]);
  },
);
