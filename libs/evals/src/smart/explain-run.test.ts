import { expect, test } from '@jest/globals';
import { finishedRequest } from '../sampling/requests.fixture.js';
import { type EvaluatorTerms, evaluatorTerms } from './evaluator-terms.js';
import { explainRun, reasonNotToRun, type StoredRun } from './explain-run.js';
import { planRuns } from './plan-runs.js';

const terms = (more: Partial<EvaluatorTerms> = {}): EvaluatorTerms => ({
  ...evaluatorTerms(
    {
      ...{ id: 'evl_1', workspaceId: 'acme', name: 'polite', version: 'v1' },
      config: { name: 'polite', scorer: { kind: 'contains', value: 'please' } },
      createdAt: new Date(0),
    },
    null,
  ),
  ...more,
});
const run = (more: Partial<StoredRun>): StoredRun => ({
  ...{ state: 'pending', reason: null, value: null, label: null, comment: null, dueAt: 0 },
  ...more,
});

test.each([
  ['disabled', terms({ enabled: false }), {}, false],
  ['loop guard', terms(), { tags: ['wb:eval'] }, false],
  ['zero retention', terms(), {}, true],
  ['session', terms({ target: 'session' }), { sessionId: '', traceId: 't' }, false],
  ['filter', terms({ filter: { category: 'law' } }), {}, false],
  ['sampling', terms({ sampleRate: 0 }), {}, false],
  ['sampling', terms({ createdAt: 5_000 }), {}, false],
])('%s is named when it keeps an evaluator from running', (word, evaluator, request, zdr) => {
  const reason = reasonNotToRun(evaluator, finishedRequest(request), zdr);
  expect(reason).toMatch(new RegExp(`^${word}:`));
  expect(explainRun(evaluator, finishedRequest(request), zdr, undefined, 0)).toEqual({
    ran: false,
    reason,
  });
  expect(planRuns([evaluator], finishedRequest(request), zdr)).toEqual([]);
});

test('a run that is done says its score', () => {
  const told = (more: Partial<StoredRun>) =>
    explainRun(terms(), finishedRequest(), false, run({ state: 'done', ...more }), 0);
  expect(told({ value: 0.5, comment: 'so so' })).toEqual({ ran: true, reason: 'score 0.5: so so' });
  expect(told({ label: 'good' })).toEqual({ ran: true, reason: 'score "good"' });
});

test('what waits says until when, what was given up says why', () => {
  const told = (stored: StoredRun | undefined, now: number, evaluator = terms()) =>
    explainRun(evaluator, finishedRequest(), false, stored, now).reason;
  expect(told(run({ dueAt: 9_000 }), 5_500)).toBe('delay: it is due in 4 s');
  expect(told(undefined, 1_500, terms({ delayMs: 60_000 }))).toBe('delay: it is due in 60 s');
  expect(told(undefined, 10_000)).toMatch(/^delay: it waits for the worker/);
  const limit = 'limit: the daily limit is spent';
  expect(told(run({ state: 'skipped', reason: limit }), 0)).toBe(limit);
});

test('requests of one trace or session are one subject, and the same run', () => {
  const first = finishedRequest({ id: 'req_a', sessionId: 's' });
  const second = finishedRequest({ id: 'req_b', sessionId: 's', traceId: 'other' });
  const ids = (target: EvaluatorTerms['target']) =>
    [first, second].flatMap((request) => planRuns([terms({ target })], request, false));
  expect(new Set(ids('session').map(({ id }) => id)).size).toBe(1);
  expect(new Set(ids('trace').map(({ id }) => id)).size).toBe(2);
  expect(new Set(ids('generation').map(({ id }) => id)).size).toBe(2);
});
