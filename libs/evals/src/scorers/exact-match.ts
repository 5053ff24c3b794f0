import { demandValue, expectedText, folded, quoted } from './expected-of.js';
import { passIf } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';

/** The output is the expected one, letter for letter. */
export const exactMatch: ScorerDefinition<'exact_match'> = {
  checkLive: demandValue,
  score({ value, ignore_case }, subject) {
    const expected = expectedText(value, subject);
    const equal = folded(subject.output.trim(), ignore_case) === folded(expected, ignore_case);
    return passIf(equal, 'the output is what was expected', `expected exactly ${quoted(expected)}`);
  },
};
