import { seededRandom } from '@weighbridge/kernel/seeded-random';
import type { SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import { OutputHistory } from '@weighbridge/gateway/budgets/output-history';
import { createMemoryCounters } from '@weighbridge/gateway/limits/memory-counters';
import { findAdapter } from '@weighbridge/gateway/providers/registry';
import { UpstreamError } from '@weighbridge/gateway/providers/upstream-error';
import { viewAvailability, viewLive } from '@weighbridge/gateway/routing/availability';
import { buildSnapshot } from '@weighbridge/gateway/routing/build-snapshot';
import { NO_PREFERENCES } from '@weighbridge/gateway/routing/controls/provider-preferences';
import { createHealth, isPermit } from '@weighbridge/gateway/routing/health/health';
import { planRequest, type PlanInputs } from '@weighbridge/gateway/routing/plan';
import {
  type AttemptCourse,
  nextStep,
  skipTarget,
  startCourse,
} from '@weighbridge/gateway/routing/retry-policy';
import { deadlineOf } from '@weighbridge/gateway/routing/retry-terms';
import type { WorkspaceEntry } from '@weighbridge/gateway/routing/snapshot';
import { EventQueue } from './event-queue.js';
import { Outcomes } from './outcomes.js';
import {
  costOf,
  durationMs,
  fateOf,
  isDown,
  pricesAt,
  requestsOf,
  type SimulatedRequest,
  type World,
} from './world.js';

const KEY = 'key';

/** Sends the requests of a world through the gateway's own plan, health, strategy and retry code. */
export function simulateStrategy(world: World, strategy: 'latency' | 'price'): Outcomes {
  const queue = new EventQueue();
  const clock = { monotonic: () => queue.now };
  const health = createHealth(clock);
  const counters = createMemoryCounters(clock);
  const history = new OutputHistory();
  const availability = viewAvailability(health, counters);
  const live = viewLive(health, counters);
  const random = seededRandom(world.seed);
  const outcomes = new Outcomes();
  let workspace = snapshotAt(world, strategy, 0);
  for (const from of new Set(world.targets.flatMap(({ prices }) => prices.map(([at]) => at))))
    queue.plan(from * durationMs(world), () => {
      workspace = snapshotAt(world, strategy, queue.now);
    });

  const inputsOf = (request: SimulatedRequest): PlanInputs => ({
    route: workspace.resolveModel('simulated'),
    alternatives: [],
    preferences: NO_PREFERENCES,
    workspace,
    needs: {
      endpoint: 'chat',
      capabilities: [],
      inputTokens: request.inputTokens,
      totalTokens: request.inputTokens,
      maxOutputTokens: null,
      body: {},
    },
    availability,
    live,
    classify: () => ({ category: 'default', decidedBy: 'default', detail: null, scores: null }),
    usualOutput: ({ id }) => history.mean(KEY, id),
    familiarTarget: () => null,
    random,
  });

  const arrive = (request: SimulatedRequest): void => {
    outcomes.requests++;
    const inputs = inputsOf(request);
    try {
      const plan = planRequest(inputs);
      call(request, startCourse(plan, inputs, deadlineOf(plan.path, null, queue.now)), 0);
    } catch {
      outcomes.failures++;
    }
  };

  const call = (request: SimulatedRequest, course: AttemptCourse, attempt: number): void => {
    const routed = course.current;
    const { target } = routed;
    const permit = health.begin(routed);
    if (!isPermit(permit)) {
      const step = skipTarget(course, permit, queue.now);
      if (step.kind === 'give-up') outcomes.failures++;
      else call(request, course, attempt);
      return;
    }
    if (permit.isProbe) noteProbe(target.model);
    const simulated = world.targets.find(({ id }) => id === target.model)!;
    const inFlight = health.figuresOf(target).inFlight - 1;
    const fate = fateOf(world, simulated, request, attempt, queue.now, inFlight);
    queue.plan(queue.now + fate.totalMs, () => {
      if (fate.ok) {
        const { inputTokens } = request;
        permit.end('success', { ...fate, firstTokenMs: null, inputTokens, cachedTokens: 0 });
        history.record(KEY, target.id, fate.outputTokens);
        return serve(request, target.model);
      }
      const failure = new UpstreamError('server_error', 'simulated', { status: 500 });
      permit.end('failure');
      const step = nextStep(course, failure, queue.now);
      if (step.kind === 'give-up') outcomes.failures++;
      else
        queue.plan(queue.now + (step.kind === 'retry' ? step.delayMs : 0), () =>
          call(request, course, attempt + 1),
        );
    });
  };

  const serve = (request: SimulatedRequest, id: string): void => {
    outcomes.latencies.push(queue.now - request.at);
    outcomes.served.set(id, (outcomes.served.get(id) ?? 0) + 1);
    const feasible = world.targets.filter((target) => !isDown(world, target, request.at));
    outcomes.cheapestCost += Math.min(
      ...feasible.map((target) => costOf(world, target, request, request.at)),
    );
    const served = world.targets.find((target) => target.id === id)!;
    outcomes.cost += costOf(world, served, request, request.at);
  };

  const noteProbe = (id: string): void => {
    const times = outcomes.probes.get(id);
    if (times) times.push(queue.now);
    else outcomes.probes.set(id, [queue.now]);
  };

  for (const request of requestsOf(world)) queue.plan(request.at, () => arrive(request));
  queue.run();
  return outcomes;
}

/** The configuration of the moment: one provider per target, all in one route. */
function snapshotAt(world: World, strategy: 'latency' | 'price', now: number): WorkspaceEntry {
  const source: SnapshotSource = {
    version: 1,
    workspaces: [
      {
        ...{ id: 'w', organizationId: 'o', region: null, zdr: false, allowedModels: null },
        evals: null,
      },
    ],
    keys: [],
    providers: world.targets.map((target) => {
      const [input, output] = pricesAt(world, target, now).map(String);
      return {
        ...{ workspaceId: null, apiKeys: ['k'], headers: {} },
        config: {
          ...{ id: target.id, type: 'openai-compatible', base_url: `https://${target.id}.test/v1` },
          models: [{ id: target.id, price: { input, output } }],
        },
      };
    }),
    routes: [
      {
        workspaceId: null,
        config: {
          ...{ id: 'simulated', strategy },
          targets: world.targets.map(({ id }) => ({ model: `${id}/${id}` })),
          // At a hundred requests a second, five failures a minute would be nothing.
          breaker: { failures: 20, window_s: 10, cooldown_s: 15 },
        },
      },
    ],
    ...{ budgets: [], categories: [], decisions: [] },
  };
  const result = buildSnapshot(source, {
    findAdapter: (type) => findAdapter(type) ?? undefined,
    findModelFacts: () => null,
    listModelIds: () => [],
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.snapshot.workspaces.get('w')!;
}
