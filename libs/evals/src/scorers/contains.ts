import { demandValue, expectedText, folded, quoted } from './expected-of.js';
import { passIf } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';

/** The output contains a text, all of several texts, or any of them. */
export const contains: ScorerDefinition<'contains'> = {
  checkLive: demandValue,
  score({ value, match = 'all', ignore_case }, subject) {
    const wanted = Array.isArray(value) ? value : [expectedText(value, subject)];
    const output = folded(subject.output, ignore_case);
    const missing = wanted.filter((text) => !output.includes(folded(text, ignore_case)));
    const passed = match === 'any' ? missing.length < wanted.length : missing.length === 0;
    const list = missing.map(quoted).join(', ');
    return passIf(
      passed,
      `the output contains ${match === 'any' ? 'one of the texts' : 'what it should'}`,
      match === 'any' ? `the output contains none of ${list}` : `the output lacks ${list}`,
    );
  },
};
