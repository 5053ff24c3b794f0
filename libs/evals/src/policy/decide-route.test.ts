import { describe, expect, test } from '@jest/globals';
import { decideRoute } from './decide-route.js';
import { forgetCell } from './evidence.js';
import { addRecord, evidenceOf, facts, terms } from './policy.fixture.js';
import { demote, emptyState, isCurrent } from './policy-state.js';

const HOUR = 3600 * 1000;
const good = { category: 'chat', model: 'cheap', win: 2, tie: 496, loss: 2 };
const bad = { category: 'code', model: 'cheap', win: 10, tie: 290, loss: 200 };
const start = emptyState();

/** A route that moved chat to cheap at time 0. */
function moved() {
  const evidence = evidenceOf([good, bad]);
  return { evidence, state: decideRoute(evidence, terms, facts, start).state };
}

test('the category where the cheap model is as good moves, the other stays', () => {
  const decision = decideRoute(evidenceOf([good, bad]), terms, facts, start);
  expect(decision.choices).toEqual({ chat: 'cheap' });
  expect(decision.loss.high).toBeLessThanOrEqual(0.01);
  expect(decision.saving).toBeCloseTo(0.45, 10);
  const [chat, code] = decision.categories;
  expect(chat).toMatchObject({ category: 'chat', model: 'cheap', moved: true, n: 500 });
  expect(chat!.reason).toMatch(/^cheap is 90 % cheaper and 0\.\d points \w+ than the default/);
  expect(code).toMatchObject({ category: 'code', model: 'strong', moved: false, since: null });
  expect(code!.reason).toMatch(
    /too far below the default for any category\. The default serves\.$/,
  );
});

test.each([
  ['fewer pairs than the workspace needs', [{ ...good, tie: 286 }], '290 of 300 judged pairs'],
  ['nine pairs in the category', [{ ...good, win: 0, tie: 9, loss: 0 }, bad], '9 of 10 pairs'],
  ['a candidate that costs more', [{ ...good, costUsd: 0.02 }], 'not cheaper'],
])('%s keep the default', (_, records, reason) => {
  const { choices, categories } = decideRoute(evidenceOf(records), terms, facts, start);
  expect(choices).toEqual({});
  expect(categories[0]!.reason).toContain(reason);
});

test('with several candidates the cheapest that is good enough serves', () => {
  const evidence = evidenceOf([
    { ...good, model: 'mid', costUsd: 0.004 },
    { ...good, model: 'cheap' },
    { ...bad, category: 'chat', model: 'tiny', costUsd: 0.0001 },
  ]);
  const wide = { ...terms, candidates: ['mid', 'tiny', 'cheap', 'strong'] };
  const { choices, categories } = decideRoute(evidence, wide, facts, start);
  expect(choices).toEqual({ chat: 'cheap' });
  expect(categories[0]!.runnerUp).toBe('mid');
});

test('the objective latency looks at time, not at price', () => {
  const evidence = evidenceOf([{ ...good, costUsd: 0.02, latencyMs: 100 }]);
  const quick = { ...terms, objective: 'latency' as const };
  expect(decideRoute(evidence, quick, facts, start).choices).toEqual({ chat: 'cheap' });
});

describe('a judge', () => {
  test('that people contradict moves nothing, and what had moved returns', () => {
    const { evidence, state } = moved();
    const distrusted = { ...facts, judge: { kappa: 0.59 } };
    const { choices, categories } = decideRoute(evidence, terms, distrusted, state);
    expect(choices).toEqual({});
    expect(categories[0]!.reason).toContain('κ 0.59');
  });

  test('that people agree with may move', () => {
    const trusted = { ...facts, judge: { kappa: 0.6 } };
    expect(decideRoute(evidenceOf([good]), terms, trusted, start).choices).toEqual({
      chat: 'cheap',
    });
  });
});

describe('what is live', () => {
  test('a price that rises sends the category back at once, without a new pair', () => {
    const { evidence, state } = moved();
    const prices = new Map([['cheap', { input: 0.00001, output: 0.0001 }]]);
    expect(decideRoute(evidence, terms, { ...facts, prices }, state).choices).toEqual({});
  });

  test('a model that is ill is passed over and has its category back when it is well', () => {
    const { evidence, state } = moved();
    const ill = decideRoute(evidence, terms, { ...facts, unhealthy: new Set(['cheap']) }, state);
    expect(ill.choices).toEqual({});
    expect(decideRoute(evidence, terms, facts, ill.state).choices).toEqual({ chat: 'cheap' });
  });
});

describe('once moved', () => {
  const rival = { ...good, model: 'rival', costUsd: 0.0001 };
  const both = { ...terms, candidates: ['cheap', 'rival'] };

  test('a better candidate waits for an hour or 200 requests', () => {
    const { evidence, state } = moved();
    addRecord(evidence, rival);
    const decide = (more: object) =>
      decideRoute(evidence, both, { ...facts, ...more }, state).choices;
    expect(decide({ now: HOUR - 1 })).toEqual({ chat: 'cheap' });
    expect(decide({ now: HOUR })).toEqual({ chat: 'rival' });
    expect(decide({ served: new Map([['chat', 200]]) })).toEqual({ chat: 'rival' });
  });

  test('a candidate cheaper by less than five points of the price never replaces it', () => {
    const { evidence, state } = moved();
    addRecord(evidence, { ...rival, costUsd: 0.0006 });
    expect(decideRoute(evidence, both, { ...facts, now: HOUR }, state).choices).toEqual({
      chat: 'cheap',
    });
  });

  test('losses send it back without waiting, and it then waits to move again', () => {
    const { evidence, state } = moved();
    addRecord(evidence, { ...good, win: 0, tie: 0, loss: 30 });
    const back = decideRoute(evidence, terms, facts, state);
    expect(back.choices).toEqual({});
    addRecord(evidence, { ...good, win: 60, tie: 500, loss: 0 });
    expect(decideRoute(evidence, terms, facts, back.state).choices).toEqual({});
    const later = { ...facts, now: HOUR };
    expect(decideRoute(evidence, terms, later, back.state).choices).toEqual({ chat: 'cheap' });
  });

  test('a demotion holds until fifty new pairs speak for the model', () => {
    const { evidence, state } = moved();
    const demoted = demote(state, 'chat', 'cheap', 5);
    forgetCell(evidence, 'chat', 'cheap');
    expect(isCurrent(demoted, { ...good, at: 5 })).toBe(false);
    expect(isCurrent(demoted, { ...good, at: 6 })).toBe(true);
    const later = { ...facts, now: HOUR };
    addRecord(evidence, { ...good, win: 0, tie: 49, loss: 0 });
    const fallen = decideRoute(evidence, terms, later, demoted);
    expect(fallen.choices).toEqual({});
    expect(fallen.categories.find(({ category }) => category === 'chat')!.reason).toContain(
      'demoted',
    );
  });

  test('evidence that dries up widens until the default serves again', () => {
    const { evidence, state } = moved();
    const week = 7 * 24 * HOUR;
    const after = (weeks: number) =>
      decideRoute(evidence, terms, { ...facts, now: weeks * week }, state).choices;
    expect(after(1)).toEqual({ chat: 'cheap' });
    expect(after(8)).toEqual({});
  });
});
