import { Unscorable } from './score.js';
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

/** As text, without white space at both ends. */
export const expectedText = (value: string | undefined, subject: Subject): string =>
  textOf(expectedOf(value, subject)).trim();

/** Case folded where that is asked for. */
export const folded = (text: string, ignoreCase: boolean | undefined): string =>
  ignoreCase ? text.toLowerCase() : text;

/** A piece of a text that fits into a sentence. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
