import { BoundedMemory } from '@weighbridge/kernel/bounded-memory';
import { RE2JS, RE2JSSyntaxException } from 're2js';
import { passIf } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';

const compiled = new BoundedMemory<RE2JS>(256);

/** An RE2 expression is found in the output: linear in its length, whatever the expression. */
export const regex: ScorerDefinition<'regex'> = {
  check({ pattern, ignore_case }) {
    try {
      compile(pattern, ignore_case ?? false);
      return [];
    } catch (error) {
      const why = error instanceof RE2JSSyntaxException ? error.getDescription() : String(error);
      return [{ key: 'pattern', message: `is not a valid expression in RE2 syntax: ${why}` }];
    }
  },
  score({ pattern, ignore_case, whole }, { output }) {
    const expression = compile(pattern, ignore_case ?? false);
    const found = whole ? expression.matches(output.trim()) : expression.test(output);
    return passIf(found, 'the output matches', `the output does not match ${pattern}`);
  },
};

function compile(pattern: string, ignoreCase: boolean): RE2JS {
  const key = `${ignoreCase ? 'i' : ''}/${pattern}`;
  const known = compiled.find(key);
  if (known) return known;
  const expression = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  compiled.keep(key, expression);
  return expression;
}
