import { expect, test } from '@jest/globals';
import type { Candidate } from '../../../api/decision.js';
import { explainCandidate, explainDecision } from './explain-decision.js';

const KEPT: Candidate = { model: 'a/m', stage: 'target', weight: 1, kept: true, reason: null };
const DROPPED: Candidate = { ...KEPT, model: 'b/m', kept: false, reason: 'breaker_open' };

test.each([
  ['its place in the order', KEPT, 'target, to be tried as number 2'],
  ['why it was dropped', DROPPED, 'target: its breaker is open after failures'],
  [
    'a reason it has no words for',
    { ...DROPPED, stage: 'fallback' as const, reason: 'new_reason' },
    'fallback: new reason',
  ],
])('a candidate is explained by %s', (_name, candidate, text) => {
  expect(explainCandidate(candidate, ['x/y', 'a/m'])).toBe(text);
});

test('a decision is told in one sentence', () => {
  const decision = { strategy: 'priority', order: ['a/m'], candidates: [KEPT, DROPPED] };
  expect(explainDecision({ ...decision, route: 'chat' }, 'chat')).toBe(
    '“chat” is the route “chat” with the strategy “priority”: 1 of 2 candidates kept.',
  );
  expect(explainDecision({ ...decision, route: null }, 'a/m')).toContain('names a target itself');
});
