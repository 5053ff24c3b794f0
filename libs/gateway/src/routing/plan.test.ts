import { describe, expect, test } from '@jest/globals';
import type { ProviderModel } from '@weighbridge/contracts/config/provider';
import type {
  RouteRow,
  SnapshotSource,
  WorkspaceRow,
} from '@weighbridge/contracts/snapshot/snapshot-source';
import { createMemoryCounters } from '../limits/memory-counters.js';
import { admitProvider } from '../limits/admit-request.js';
import { viewAvailability } from './availability.js';
import type { AvailabilityView, Refusal, RequestNeeds } from './filter-target.js';
import { createHealth } from './health/health.js';
import { type PlanInputs, planRequest } from './plan.js';
import { renderDecision } from './render-decision.js';
import {
  idsOf,
  inputsFor,
  keyOf,
  providerRow,
  routeRow,
  UNBUILT,
  workspaceRow,
} from './snapshot.fixture.js';

interface Scene {
  providers: SnapshotSource['providers'];
  route?: Partial<RouteRow['config']>;
  targets: string[];
  workspace?: Partial<WorkspaceRow>;
  needs?: Partial<RequestNeeds>;
  availability?: AvailabilityView;
}

function inputsOf(scene: Scene): PlanInputs {
  const key = keyOf({
    workspaces: [workspaceRow('acme', scene.workspace)],
    providers: scene.providers,
    routes: [routeRow('r', scene.targets, scene.route)],
  });
  const { needs, availability } = scene;
  return inputsFor(key, 'r', { needs, ...(availability && { availability }) });
}

const orderOf = (scene: Scene): string[] => idsOf(planRequest(inputsOf(scene)));

/** Blocks the named targets. */
const blocking = (blocks: Record<string, Refusal>): AvailabilityView => ({
  blockOf: ({ target }) => blocks[target.id] ?? null,
});

const provider = (id: string, model: Partial<ProviderModel> = {}, over = {}) =>
  providerRow(id, [{ id: 'm', ...model }], over);
const PLAIN = [provider('a'), provider('b'), provider('c')];
const ALL = ['a/m', 'b/m', 'c/m'];

describe('the order', () => {
  test('is the strategy over what passed the filters, then the fallbacks', () => {
    const plan = planRequest(
      inputsOf({
        providers: PLAIN,
        targets: ['a/m', 'b/m'],
        route: { fallbacks: ['c/m', 'b/m'] },
        availability: blocking({ 'a/m': { reason: 'breaker_open', retryAfterMs: 5 } }),
      }),
    );
    const noValue = { via: null, value: null };
    expect(renderDecision(plan, { category: 'code', decidedBy: 'rule' })).toEqual({
      ...{ route: 'r', strategy: 'priority', category: 'code', decided_by: 'rule' },
      ...{ path: ['r'], auto: null },
      order: ['b/m', 'c/m'],
      candidates: [
        {
          model: 'a/m',
          stage: 'target',
          weight: 1,
          kept: false,
          reason: 'breaker_open',
          ...noValue,
        },
        { model: 'b/m', stage: 'target', weight: 1, kept: true, reason: null, ...noValue },
        { model: 'c/m', stage: 'fallback', weight: 1, kept: true, reason: null, ...noValue },
        { model: 'b/m', stage: 'fallback', weight: 1, kept: true, reason: null, ...noValue },
      ],
    });
  });

  test('takes a target that is named twice once', () => {
    expect(orderOf({ providers: PLAIN, targets: ['a/m', 'b/m', 'a/m'] })).toEqual(['a/m', 'b/m']);
  });

  test('the same inputs give the same plan', () => {
    const scene: Scene = { providers: PLAIN, targets: ALL, route: { strategy: 'shuffle' } };
    expect(orderOf(scene)).toEqual(orderOf(scene));
  });
});

describe('the filters', () => {
  const CASES: [string, Scene, string[]][] = [
    [
      'region',
      {
        providers: [
          provider('a', {}, { region: 'us' }),
          provider('b', {}, { region: 'eu' }),
          provider('c'),
        ],
        targets: ALL,
        workspace: { region: 'eu' },
      },
      ['b/m'],
    ],
    [
      'zero retention',
      {
        providers: [
          provider('a', {}, { zdr: false }),
          provider('b'),
          provider('c', {}, { zdr: true }),
        ],
        targets: ALL,
        workspace: { zdr: true },
      },
      ['c/m'],
    ],
    [
      'capabilities, where they are declared',
      {
        providers: [
          provider('a', { capabilities: ['vision'] }),
          provider('b', { capabilities: ['tools', 'vision'] }),
          provider('c'),
        ],
        targets: ALL,
        needs: { capabilities: ['tools'] },
      },
      ['b/m', 'c/m'],
    ],
    [
      'context, with a margin for the estimate',
      {
        providers: [
          provider('a', { context: 1_000 }),
          provider('b', { context: 800 }),
          provider('c', { context: 799 }),
        ],
        targets: ALL,
        needs: { inputTokens: 1_000 },
      },
      ['a/m', 'b/m'],
    ],
    [
      'provider types that are not built',
      {
        providers: [provider('a', {}, { type: UNBUILT }), provider('b')],
        targets: ['a/m', 'b/m'],
      },
      ['b/m'],
    ],
  ];

  test.each(CASES)('%s', (_name, scene, expected) => {
    expect(orderOf(scene)).toEqual(expected);
  });

  test('policy holds for fallbacks too', () => {
    const scene: Scene = {
      providers: [provider('a', {}, { region: 'us' }), provider('b')],
      targets: ['b/m'],
      route: { fallbacks: ['a/m', 'b/m'], context_fallbacks: ['a/m'] },
      workspace: { region: 'eu' },
    };
    expect(() => orderOf(scene)).toThrow(expect.objectContaining({ code: 'residency_violation' }));
  });

  test('what is too long for every target goes to the context fallbacks', () => {
    const scene: Scene = {
      providers: [provider('a', { context: 100 }), provider('b', { context: 9_000 })],
      targets: ['a/m'],
      route: { fallbacks: ['a/m'], context_fallbacks: ['b/m'] },
      needs: { inputTokens: 5_000 },
    };
    expect(orderOf(scene)).toEqual(['b/m']);
  });

  test('the context fallbacks come before other fallbacks that are long enough', () => {
    const scene: Scene = {
      providers: [provider('a', { context: 100 }), provider('b'), provider('c')],
      targets: ['a/m'],
      route: { fallbacks: ['c/m'], context_fallbacks: ['b/m'] },
      needs: { inputTokens: 5_000 },
    };
    expect(orderOf(scene)).toEqual(['b/m', 'c/m']);
    expect(orderOf({ ...scene, needs: { inputTokens: 10 } })).toEqual(['a/m', 'c/m']);
  });

  test('the context fallbacks of the branch that was led to come before its other fallbacks', () => {
    const branch = { fallbacks: ['c/m'], context_fallbacks: ['b/m'] };
    const key = keyOf({
      providers: [provider('a', { context: 100 }), provider('b'), provider('c')],
      routes: [
        routeRow('branch', ['a/m'], branch),
        routeRow('r', [], {
          strategy: 'category',
          targets: [],
          categories: [{ name: 'default', route: 'branch' }],
        }),
      ],
    });
    expect(idsOf(planRequest(inputsFor(key, 'r', { needs: { inputTokens: 5_000 } })))).toEqual([
      ...['b/m', 'c/m'],
    ]);
  });

  test('the context fallbacks stay behind where a target that is long enough is only busy', () => {
    const scene: Scene = {
      providers: [provider('a', { context: 100 }), provider('d'), provider('b'), provider('c')],
      targets: ['a/m', 'd/m'],
      route: { fallbacks: ['c/m'], context_fallbacks: ['b/m'] },
      needs: { inputTokens: 5_000 },
      availability: blocking({ 'd/m': { reason: 'breaker_open', retryAfterMs: 5 } }),
    };
    expect(orderOf(scene)).toEqual(['c/m']);
  });
});

describe('with nothing left', () => {
  const limited = (over: Scene['needs']): Partial<Scene> => ({ needs: over });
  const one = (model: Partial<ProviderModel>, over = {}): Pick<Scene, 'providers' | 'targets'> => ({
    providers: [provider('a', model, over)],
    targets: ['a/m'],
  });
  const CASES: [string, Scene, object][] = [
    [
      'region',
      { ...one({}), workspace: { region: 'eu' } },
      { code: 'residency_violation', status: 403 },
    ],
    ['zdr', { ...one({}), workspace: { zdr: true } }, { code: 'zdr_violation', status: 403 }],
    ['an unbuilt type', one({}, { type: UNBUILT }), { code: 'not_implemented', status: 501 }],
    [
      'capability',
      { ...one({ capabilities: [] }), ...limited({ capabilities: ['tools'] }) },
      { code: 'invalid_request', message: expect.stringContaining('tools') },
    ],
    [
      'a model that makes embeddings alone',
      one({ capabilities: ['embeddings'] }),
      { code: 'invalid_request', status: 400, param: 'model' },
    ],
    [
      'context',
      { ...one({ context: 10 }), ...limited({ inputTokens: 1_000 }) },
      { code: 'context_length_exceeded', status: 400 },
    ],
    [
      'dead keys',
      {
        ...one({}),
        availability: blocking({ 'a/m': { reason: 'credentials_exhausted', retryAfterMs: null } }),
      },
      { code: 'upstream_credentials_exhausted', status: 502 },
    ],
    [
      'only temporary reasons: the soonest return counts',
      {
        providers: PLAIN,
        targets: ALL,
        availability: blocking({
          'a/m': { reason: 'breaker_open', retryAfterMs: 9_000 },
          'b/m': { reason: 'quota_cooling', retryAfterMs: 3_200 },
          'c/m': { reason: 'rate_limited', retryAfterMs: 7_000 },
        }),
      },
      { code: 'no_target_available', status: 503, retryAfterSeconds: 4 },
    ],
    [
      'policy for one and a breaker for the other: the breaker, for that one will be back',
      {
        providers: [provider('a', {}, { region: 'us' }), provider('b', {}, { region: 'eu' })],
        targets: ['a/m', 'b/m'],
        workspace: { region: 'eu' },
        availability: blocking({ 'b/m': { reason: 'breaker_open', retryAfterMs: 1_500 } }),
      },
      { code: 'no_target_available', retryAfterSeconds: 2 },
    ],
    ['no targets at all', { providers: [], targets: [] }, { code: 'no_target_available' }],
  ];

  test.each(CASES)('%s', (_name, scene, expected) => {
    expect(() => planRequest(inputsOf(scene))).toThrow(expect.objectContaining(expected));
  });
});

test("a provider's own limits and cooldowns are seen while planning", async () => {
  const clock = { monotonic: () => 1_000_000 };
  const health = createHealth(clock);
  const counters = createMemoryCounters(clock);
  const scene: Scene = {
    providers: [provider('a', {}, { limits: { max_parallel: 1 } }), provider('b'), provider('c')],
    targets: ALL,
    availability: viewAvailability(health, counters),
  };
  const plan = planRequest(inputsOf(scene));
  const [first, second] = plan.attempts;
  const admission = await admitProvider(counters, first!.target.provider, 10);
  health.cool(second!.target, 5_000);
  expect(orderOf(scene)).toEqual(['c/m']);
  if (admission.admitted) admission.release(null);
  expect(orderOf(scene)).toEqual(['a/m', 'c/m']);
});
