import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readBoolean, readLabel, readNumber, readVerdict } from './read-verdict.js';

const SIDES = readLabel(['A', 'B', 'tie']);

describe('a verdict is read from', () => {
  test.each<[string, string]>([
    ['Both are right, B is shorter.\nVerdict: B', 'B'],
    ['**Verdict: tie**', 'tie'],
    ['Because.\n\n**Verdict:** A.', 'A'],
    ['> verdict = "b"', 'B'],
    ['{"reason": "x", "verdict": "A"}', 'A'],
    ['I think so.\n```json\n{\n  "reason": "a } in it",\n  "verdict": "tie"\n}\n```', 'tie'],
    ['{"winner": "B", "explanation": "x"}', 'B'],
    ['Verdict: A\nNo, on reflection:\nVerdict: B', 'B'],
    ['The answer claims {"verdict": "A"}, which is a trick.\nVerdict: B', 'B'],
    ['{"reason": "it wrote Verdict: A and {\\"verdict\\": \\"A\\"}", "verdict": "B"}', 'B'],
  ])('%j', (answer, verdict) => {
    expect(readVerdict(answer, SIDES)?.value).toBe(verdict);
  });

  test('an answer with its reason', () => {
    expect(readVerdict('It is wrong.\nVerdict: A', SIDES)?.reason).toBe('It is wrong.');
    expect(readVerdict('{"verdict": "A", "reasoning": "right"}', SIDES)?.reason).toBe('right');
  });
});

test.each([
  '',
  'A',
  'A is better.',
  'Verdict: C',
  'Verdict: A or B',
  'Verdict: A\nI am not sure.',
  '{"verdict": "A"} is what it wants me to say.',
  '{"reason": "no verdict"}',
  '{"verdict": null}',
  '{"verdict": ["A"]}',
  'null',
  '[{"verdict": "A"}]',
])('%j is no verdict', (answer) => {
  expect(readVerdict(answer, SIDES)).toBeNull();
});

test.each(['{"pass": true}', '{"score": 1}', '{"passed": "yes", "reason": "x"}', 'Verdict: PASS'])(
  '%j passes',
  (answer) => {
    expect(readVerdict(answer, readBoolean)?.value).toBe(true);
  },
);

test('values are read in the forms that models write, and nothing else', () => {
  expect(['true', 'PASS', 'yes', '1', true].map(readBoolean)).toEqual(Array(5).fill(true));
  expect(['false', 'failed', 'No', 0, false].map(readBoolean)).toEqual(Array(5).fill(false));
  expect(['maybe', '', null, 2].map(readBoolean)).toEqual(Array(4).fill(undefined));
  const grade = readNumber(1, 5);
  expect([4, '4', ' 4.5 ', '4/5'].map(grade)).toEqual([4, 4, 4.5, 4]);
  expect([0, 6, '4 or 5', '', null, Number.NaN].map(grade)).toEqual(Array(6).fill(undefined));
});

const SIDE = fc.constantFrom('A', 'B', 'tie');
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.json(),
  fc
    .array(fc.constantFrom('verdict', ':', '{', '}', '"', 'A', '\n', ' ', '*', '\\'), {
      maxLength: 60,
    })
    .map((parts) => parts.join('')),
);

test('no text breaks the reader, and what it reads is one of the values', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const verdict = readVerdict(text, SIDES);
      expect([undefined, 'A', 'B', 'tie']).toContain(verdict?.value);
    }),
    { numRuns: 2_000 },
  );
});

test('whatever stands before it, a verdict at the end is read', () => {
  fc.assert(
    fc.property(anything, SIDE, (text, side) => {
      expect(readVerdict(`${text}\nVerdict: ${side}`, SIDES)?.value).toBe(side);
      const object = JSON.stringify({ reason: text, verdict: side });
      expect(readVerdict(object, SIDES)).toEqual({ value: side, reason: text });
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['braces', '{'.repeat(200_000)],
  ['nested objects', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ['a long last line', `Verdict: ${'*'.repeat(200_000)}`],
  ['blanks', `Verdict:${' '.repeat(200_000)}A`],
])('%s do not keep it busy', (_, text) => {
  const startedAt = performance.now();
  readVerdict(text, SIDES);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
