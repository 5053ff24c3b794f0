import { passIf } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';

/** The output is neither too short nor too long. */
export const length: ScorerDefinition<'length'> = {
  check: ({ min, max }) =>
    min === undefined && max === undefined
      ? [{ key: 'max', message: 'is missing: give min or max' }]
      : (min ?? 0) > (max ?? Number.POSITIVE_INFINITY)
        ? [{ key: 'min', message: 'must not be above max' }]
        : [],
  score({ min = 0, max = Number.POSITIVE_INFINITY, unit = 'characters' }, { output }) {
    const counted = COUNT[unit](output);
    const reason = `the output has ${counted} ${unit}`;
    const feedback =
      counted < min
        ? `${reason}, at least ${min} were asked for`
        : `${reason}, at most ${max} were allowed`;
    return passIf(counted >= min && counted <= max, reason, feedback);
  },
};

const COUNT = {
  /** Code points, so that an emoji is one. */
  characters(text: string): number {
    let count = 0;
    for (const _ of text) count++;
    return count;
  },
  words: (text: string): number => text.split(/\s+/).filter(Boolean).length,
  lines: (text: string): number => (text === '' ? 0 : text.split('\n').length),
};
