import { describe, expect, test } from '@jest/globals';
import type { Candidate, Decision } from '../../../api/decision.js';
import { explainCandidate, explainDecision } from './explain-decision.js';

const KEPT: Candidate = {
  ...{ model: 'a/m', stage: 'target', weight: 1, kept: true },
  ...{ reason: null, via: null, value: null },
};
const DROPPED: Candidate = { ...KEPT, model: 'b/m', kept: false, reason: 'breaker_open' };

test.each([
  ['its place in the order', KEPT, 'target, to be tried as number 2'],
  ['the route that names it', { ...KEPT, via: 'x' }, 'target of x, to be tried as number 2'],
  ['why it was dropped', DROPPED, 'target: its breaker is open after failures'],
  [
    'a reason it has no words for',
    { ...DROPPED, stage: 'fallback', reason: 'new_reason' },
    'fallback: new reason',
  ],
])('a candidate is explained by %s', (_name, candidate, text) => {
  expect(explainCandidate(candidate, ['x/y', 'a/m'])).toBe(text);
});

describe('a decision is told in sentences', () => {
  const decision: Decision = {
    ...{ route: 'chat', strategy: 'priority', order: ['a/m'], candidates: [KEPT, DROPPED] },
  };
  const told = (more: Partial<Decision>) => explainDecision({ ...decision, ...more }, 'chat');
  const auto = { version: 3, chosen: 'a/m', runner_up: 'b/m', reason: 'decided' };

  test.each([
    [
      'the route',
      {},
      '“chat” is the route “chat” with the strategy “priority”: 1 of 2 candidates kept.',
    ],
    ['a target', { route: null }, '“chat” names a target itself: 1 of 2 candidates kept.'],
    [
      'the category',
      { category: 'code', decided_by: 'rule' },
      'Its category is “code”, found by a rule.',
    ],
    ['the way', { path: ['chat', 'code'] }, 'The way led over chat → code.'],
    ['the choice', { auto }, 'Version 3 of the decision table chose a/m, then b/m.'],
    [
      'that there is no table',
      { auto: { ...auto, version: null, runner_up: null } },
      'No decision table was published yet: a/m is the default.',
    ],
    [
      'that the caller sorted',
      { auto: { ...auto, reason: 'sorted' } },
      'The caller’s own sort stood before the decision table: a/m comes first, then b/m.',
    ],
  ])('%s', (_name, more, sentence) => {
    expect(told(more)).toContain(sentence);
  });

  test('a decision of an older version says what it knows', () => {
    expect(told({})).toHaveLength(1);
  });
});
