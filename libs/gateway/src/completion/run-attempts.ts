import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { cutByBudget } from '../budgets/refuse-hold.js';
import { admitProvider } from '../limits/admit-request.js';
import type { Admission, LimitRefusal } from '../limits/counters.js';
import { classifyFailure, outcomeOf, retryAfterOf } from '../routing/classify-failure.js';
import { failureToError } from '../routing/failure-to-error.js';
import { type AttemptPermit, isPermit } from '../routing/health/health.js';
import type { AttemptTiming } from '../routing/health/target-figures.js';
import type { Plan, PlanInputs } from '../routing/plan.js';
import {
  type AttemptCourse,
  nextStep,
  type Step,
  skipTarget,
  startCourse,
} from '../routing/retry-policy.js';
import { deadlineOf } from '../routing/retry-terms.js';
import type { ActiveRequest } from './active-request.js';
import { type AttemptOutcome, BUDGET_SPENT } from './attempt-outcome.js';
import { attemptTarget } from './attempt-target.js';
import type { Gateway } from './gateway.js';
import type { StreamReply } from './stream-reply.js';

export interface AttemptsTerms {
  plan: Plan;
  inputs: PlanInputs;
  /** Null: the answer is wanted in one piece. */
  stream: StreamReply | null;
}

type WholeAnswer = Exclude<AttemptOutcome, { kind: 'failure' }>;

/**
 * Calls targets in the plan's order until one has answered: retries and failover under one deadline,
 * none after the first output.
 * @throws ApiError what the caller is to be told when nothing answered
 */
export async function runAttempts(
  gateway: Gateway,
  request: ActiveRequest,
  terms: AttemptsTerms,
): Promise<WholeAnswer> {
  const { plan, inputs, stream } = terms;
  const deadlineAt = deadlineOf(plan.path, request.controls.timeoutMs, performance.now());
  const course = startCourse(plan, inputs, deadlineAt);
  const leave = watchCaller(request);
  let reason: string | null = null;
  for (;;) {
    const beginning = begin(gateway, request, course);
    const begun = beginning instanceof Promise ? await beginning : beginning;
    if (!begun.ok) {
      follow(begun.step);
      reason = 'the target before was not available';
      continue;
    }
    let outcome: AttemptOutcome;
    try {
      outcome = await attemptTarget(gateway, request, {
        routed: course.current,
        credential: begun.permit.credential,
        deadlineAt,
        route: inputs.route.id,
        strategy: plan.strategy,
        stream,
        reason,
        onAbortable: leave.watch,
      });
    } catch (error) {
      begun.end(null);
      const step = withoutMoney(course, error);
      if (!step) throw error;
      follow(step);
      reason = 'the budget of the target before has no room';
      continue;
    }
    begun.end(outcome);
    if (outcome.kind !== 'failure') {
      if (request.conversation !== null)
        gateway.affinity.remember(request.conversation, course.current.target);
      return outcome;
    }
    const { failure } = outcome;
    if (failure === BUDGET_SPENT) throw cutByBudget(gateway.book.tightest(request.budgets));
    const isDirect = inputs.route.id === null;
    if (stream?.outputSent || request.reply.left)
      throw failureToError(failure, course.current.target, isDirect);
    report(gateway, course, begun.permit, failure);
    const step = nextStep(course, failure, performance.now());
    follow(step);
    reason = `after ${failure.kind}`;
    if (step.kind === 'retry' && step.delayMs > 0) await pause(request, leave, step.delayMs);
  }
}

type Begun =
  | { ok: true; permit: AttemptPermit; end(outcome: AttemptOutcome | null): void }
  | { ok: false; step: Step };

/** Takes what one attempt occupies: the breaker's permission and the provider's own limits. */
function begin(
  gateway: Gateway,
  request: ActiveRequest,
  course: AttemptCourse,
): Begun | Promise<Begun> {
  const { current, inputs } = course;
  const permit = gateway.health.begin(current);
  if (!isPermit(permit)) return { ok: false, step: skipTarget(course, permit, performance.now()) };
  const { provider } = current.target;
  const outcome = admitProvider(gateway.counters, provider, inputs.needs.totalTokens);
  const occupy = (admission: Admission | LimitRefusal): Begun => {
    if (admission.admitted)
      return { ok: true, permit, end: (ended) => endAttempt(request, permit, admission, ended) };
    permit.end('neutral');
    return { ok: false, step: skipTarget(course, admission, performance.now()) };
  };
  return outcome instanceof Promise ? outcome.then(occupy) : occupy(outcome);
}

function endAttempt(
  request: ActiveRequest,
  permit: AttemptPermit,
  admission: Admission,
  outcome: AttemptOutcome | null,
): void {
  const usage = outcome?.usage;
  admission.release(usage ? usage.inputTokens + usage.outputTokens : outcome ? null : 0);
  if (!outcome) return permit.end('neutral');
  if (outcome.kind !== 'failure') return permit.end('success', timingOf(request, outcome));
  const { failure } = outcome;
  permit.end(failure === BUDGET_SPENT || request.reply.left ? 'neutral' : outcomeOf(failure));
}

/** Without usage the time is still worth knowing; of the tokens nothing is. */
function timingOf(
  { attempts }: ActiveRequest,
  { usage, headers }: WholeAnswer,
): AttemptTiming | undefined {
  const ended = attempts.at(-1);
  return (
    ended && {
      totalMs: ended.latency_ms,
      firstTokenMs: ended.ttft_ms,
      inputTokens: usage?.inputTokens ?? 0,
      cachedTokens: usage?.cachedTokens ?? 0,
      outputTokens: usage?.outputTokens ?? 0,
      headers,
    }
  );
}

/** Tells the others what this failure says about the account. */
function report(
  gateway: Gateway,
  course: AttemptCourse,
  permit: AttemptPermit,
  failure: Exclude<(AttemptOutcome & { kind: 'failure' })['failure'], string>,
): void {
  const { target } = course.current;
  const waitMs = retryAfterOf(failure);
  if (waitMs !== null) gateway.health.cool(target, waitMs);
  if (classifyFailure(failure) === 'credentials')
    gateway.health.markDead(target, permit.credential);
}

/**
 * A budget of one provider or model leaves the other targets; any other budget ends the request.
 * @returns null: the error stands
 */
function withoutMoney(course: AttemptCourse, error: unknown): Step | null {
  if (!(error instanceof ApiError) || error.code !== 'budget_exceeded') return null;
  const scope = error.metadata?.scope;
  if (scope !== 'provider' && scope !== 'model') return null;
  const step = skipTarget(course, { retryAfterMs: null }, performance.now());
  return step.kind === 'give-up' ? null : step;
}

/** Goes on unless the policy gives up. */
function follow(step: Step): void {
  if (step.kind === 'give-up') throw step.error;
}

/** Lets a caller who leaves break off whatever is in flight. */
function watchCaller(request: ActiveRequest): { watch(abort: (() => void) | null): void } {
  let abort: (() => void) | null = null;
  request.reply.onLeave(() => abort?.());
  return {
    watch(next) {
      abort = next;
      if (request.reply.left) next?.();
    },
  };
}

/** Waits before the next call, no longer than the caller does. */
function pause(
  request: ActiveRequest,
  leave: { watch(abort: (() => void) | null): void },
  milliseconds: number,
): Promise<void> {
  const since = performance.now();
  request.waitingSince = since;
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      request.waitingSince = null;
      request.waitedMs += performance.now() - since;
      resolve();
    };
    const timer = setTimeout(() => {
      leave.watch(null);
      end();
    }, milliseconds);
    leave.watch(end);
  });
}
