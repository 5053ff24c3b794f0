import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { compileExpression, ExpressionText } from './compile-expression.js';

const piece = fc.constantFrom(
  ...['a', 'B', 'k', 'S', '.', '\\s', '\\S', '\\w', '\\b', '[A-Z]', '[^a-f]', '[B-b]', '[ -~]'],
  ...['(?:aB|k)', 'x*', '\\x41', '[[:upper:]]', '\\pL', 'ſ', '^', '$', '-', '\\-', '[a-c-]'],
);
const text = fc.string({ unit: fc.constantFrom(...'aAbBkKsS fF-_Kſé\n') });

test('ignoring case by lower-casing finds what the engine finds', () => {
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), text, (pieces, subject) => {
      const source = pieces.join('');
      const wanted = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE).test(subject);
      expect(compileExpression(source, true)(new ExpressionText(subject))).toBe(wanted);
    }),
    { numRuns: 2_000 },
  );
});

test.each(['(?=x)', '(a)\\1', '(unclosed', '*'])('%s is not RE2 syntax', (source) => {
  expect(() => compileExpression(source, false)).toThrow();
});

test('an expression that would never end elsewhere ends at once', () => {
  const hostile = compileExpression('(a+)+$', false);
  const startedAt = performance.now();
  expect(hostile(new ExpressionText(`${'a'.repeat(4_000)}!`))).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(500);
});

const loopFree = fc.constantFrom(
  ...[
    'a',
    'B',
    'ſ',
    ' ',
    '-',
    '_',
    '\\b',
    '\\d',
    '\\w',
    '\\.',
    '^',
    '$',
    '[ab]',
    '[a-c_]',
    '[A-F]?',
  ],
  ...['(?:aB|k)', '(a|ab|k)?', '(?:s|\\bf)(?:k|)', '|', 'k?'],
);

test('on another engine an expression without repetition finds what RE2 finds', () => {
  fc.assert(
    fc.property(fc.array(loopFree, { minLength: 1, maxLength: 5 }), text, (pieces, subject) => {
      const source = pieces.join('');
      expect(compileExpression(source, false)(new ExpressionText(subject))).toBe(
        RE2JS.compile(source).test(subject),
      );
    }),
    { numRuns: 3_000 },
  );
});

test.each([
  ['ASCII', 'a'.repeat(4_096), 'a'],
  ['two bytes each', 'é'.repeat(2_048), 'é'],
  ['three bytes each', '東'.repeat(1_365), '東'],
  ['four bytes each', '👋'.repeat(1_024), '👋'],
  ['one odd byte before two bytes each', `a${'é'.repeat(2_047)}`, 'é'],
  ['one odd byte before four bytes each', `a${'👋'.repeat(1_023)}`, '👋'],
])('the first 4 KB are bytes of UTF-8 and halve no character: %s', (_, head, next) => {
  expect(new ExpressionText(head).head).toBe(head);
  expect(new ExpressionText(head + next).head).toBe(head);
  expect(new ExpressionText(head + next.repeat(9_000)).head).toBe(head);
});
