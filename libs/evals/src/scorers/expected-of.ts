import { Unscorable } from './score.js';
import type { ScorerFault } from './scorer-definition.js';
import { type Subject, textOf } from './subject.js';

/**
 * What an output is compared with: the scorer's own value, else the expected output.
 * @throws Unscorable when there is neither
 */
export function expectedOf<Value>(value: Value | undefined, subject: Subject): Value | unknown {
  const expected = value ?? subject.expectedOutput;
  if (expected === null || expected === undefined)
    throw new Unscorable('there is nothing to compare with: no value and no expected output');
  return expected;
}

/** A scorer of live traffic has nothing but its own value to compare with. */
export const demandValue = ({ value }: { value?: unknown }): ScorerFault[] =>
  value === undefined || value === null
    ? [{ key: 'value', message: `is missing: ${NOTHING_EXPECTED}; give what is compared with` }]
    : [];

/** Why a scorer needs more than live traffic has. */
export const NOTHING_EXPECTED = 'live traffic has no expected output';

/** As text, without white space at both ends. */
export const expectedText = (value: string | undefined, subject: Subject): string =>
  textOf(expectedOf(value, subject)).trim();

/** Case folded where that is asked for. */
export const folded = (text: string, ignoreCase: boolean | undefined): string =>
  ignoreCase ? text.toLowerCase() : text;

/** A piece of a text that fits into a sentence. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
