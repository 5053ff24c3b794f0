import { distance } from 'fastest-levenshtein';
import { demandValue, expectedText, folded } from './expected-of.js';
import { full, partial } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';

/** The work grows with the product of both lengths: 20,000 characters each take some 15 ms. */
const MAX_CHARACTERS = 20_000;

/** 1 − edits ÷ the longer length. */
export const levenshtein: ScorerDefinition<'levenshtein'> = {
  checkLive: demandValue,
  score({ value, ignore_case }, subject) {
    const [expected, output] = [expectedText(value, subject), subject.output.trim()].map((text) =>
      folded(text.slice(0, MAX_CHARACTERS), ignore_case),
    ) as [string, string];
    const longer = Math.max(expected.length, output.length);
    const edits = distance(expected, output);
    if (edits === 0) return full('the output is what was expected');
    return partial(1 - edits / longer, `${edits} edits away from what was expected`);
  },
};
