import type { ApiError } from '@weighbridge/contracts/errors/api-error';
import {
  type AttemptFailure,
  classifyFailure,
  type FailureClass,
  retryAfterOf,
} from './classify-failure.js';
import { failureToError } from './failure-to-error.js';
import type { Block } from './health/health.js';
import { unavailableError } from './no-candidate-error.js';
import { type Plan, type PlanInputs, planSpecialFallbacks } from './plan.js';
import { retryTermsOf } from './retry-terms.js';
import type { RoutedTarget, RouteEntry } from './snapshot.js';

/** What to do after an attempt failed. */
export type Step =
  | { readonly kind: 'retry'; readonly delayMs: number }
  | { readonly kind: 'next-target' }
  | { readonly kind: 'give-up'; readonly error: ApiError };

/**
 * The way of one request through its plan. `current` is the target to call; only `nextStep` and
 * `skipTarget` move it on.
 */
export interface AttemptCourse {
  current: RoutedTarget;
  /** Monotonic milliseconds. */
  readonly deadlineAt: number;
  readonly inputs: PlanInputs;
  /** The routes that led to the targets. */
  readonly path: readonly RouteEntry[];
  queue: readonly RoutedTarget[];
  position: number;
  /** Calls of the current target that count against `retry.attempts`. */
  calls: number;
  /** Keys of the current target's provider that were refused in this request. */
  refusedKeys: number;
  hasLeftPlan: boolean;
  /** The last failure that was not merely "not now". */
  decisive: ApiError | null;
  /** The soonest anybody promised to be available again. */
  soonestMs: number | null;
}

const NEXT_TARGET: Step = { kind: 'next-target' };
/** Timers may fire a little early by the monotonic clock; a wait the vendor asked for must be over. */
const TIMER_SLACK_MS = 2;

/** Stands before the first attempt of a plan. */
export function startCourse(plan: Plan, inputs: PlanInputs, deadlineAt: number): AttemptCourse {
  return {
    current: plan.attempts[0]!,
    deadlineAt,
    inputs,
    path: plan.path,
    queue: plan.attempts,
    position: 0,
    calls: 1,
    refusedKeys: 0,
    hasLeftPlan: false,
    decisive: null,
    soonestMs: null,
  };
}

/**
 * Decides what follows a failed attempt, within one deadline. The caller has told the failure to
 * health first (permit, cooldown, dead key), so that what is asked here is up to date.
 */
export function nextStep(course: AttemptCourse, failure: AttemptFailure, now: number): Step {
  const isDirect = course.inputs.route.id === null;
  const error = failureToError(failure, course.current.target, isDirect);
  const kind = classifyFailure(failure);
  const waitMs = retryAfterOf(failure);
  if (waitMs !== null) noteWait(course, waitMs);
  if (kind !== 'rate_limited') course.decisive = error;
  if (kind === 'left' || kind === 'request') return { kind: 'give-up', error };
  if (kind === 'context' || kind === 'content') return leavePlan(course, kind, error, now);
  if (now >= course.deadlineAt) return giveUp(course, now);
  if (kind === 'credentials') return rotateKey(course, now);
  if (kind === 'target') return advance(course, now);
  const isSlow = kind === 'slow' || kind === 'deadline';
  const hasOther = course.position + 1 < course.queue.length;
  if (isSlow && hasOther) return advance(course, now);
  return retryOrAdvance(course, waitMs, now);
}

/** Passes over a target that cannot be begun after all: a lost probe, a full provider, a cooldown. */
export function skipTarget(
  course: AttemptCourse,
  block: Pick<Block, 'retryAfterMs'>,
  now: number,
): Step {
  if (block.retryAfterMs !== null) noteWait(course, block.retryAfterMs);
  return advance(course, now);
}

function retryOrAdvance(course: AttemptCourse, waitMs: number | null, now: number): Step {
  const { attempts, baseMs, maxMs } = retryTermsOf(course.current, course.path);
  if (course.calls >= attempts || (waitMs !== null && waitMs > maxMs)) return advance(course, now);
  // Who asks to be left alone is not waited for while somebody else can answer.
  if (waitMs !== null && waitMs > 0 && hasFreeTarget(course)) return advance(course, now);
  // Full jitter: callers that failed together must not come back together.
  const backoff = course.inputs.random() * Math.min(maxMs, baseMs * 2 ** (course.calls - 1));
  const delayMs =
    waitMs === null ? backoff : waitMs + TIMER_SLACK_MS + course.inputs.random() * baseMs;
  if (now + delayMs >= course.deadlineAt) return advance(course, now);
  course.calls++;
  return { kind: 'retry', delayMs };
}

/** Another key of the same account at once; that costs none of the target's attempts. */
function rotateKey(course: AttemptCourse, now: number): Step {
  const { current, inputs } = course;
  course.refusedKeys++;
  const block = inputs.availability.blockOf(current, inputs.needs.totalTokens);
  const isSpent = course.refusedKeys >= current.target.provider.credentials.length;
  if (isSpent || block !== null) return advance(course, now);
  return { kind: 'retry', delayMs: 0 };
}

/** Goes on to the next target that is not known to be unavailable. */
function advance(course: AttemptCourse, now: number): Step {
  if (now >= course.deadlineAt) return giveUp(course, now);
  const { availability, needs } = course.inputs;
  while (++course.position < course.queue.length) {
    const candidate = course.queue[course.position]!;
    const block = availability.blockOf(candidate, needs.totalTokens);
    if (!block) return moveTo(course, candidate);
    if (block.retryAfterMs !== null) noteWait(course, block.retryAfterMs);
  }
  return giveUp(course, now);
}

const hasFreeTarget = ({ queue, position, inputs }: AttemptCourse): boolean =>
  queue
    .slice(position + 1)
    .some((target) => !inputs.availability.blockOf(target, inputs.needs.totalTokens));

function moveTo(course: AttemptCourse, target: RoutedTarget): Step {
  course.current = target;
  course.calls = 1;
  course.refusedKeys = 0;
  return NEXT_TARGET;
}

/** Turns, once in a request, to the fallbacks meant for this failure; without any the error stands. */
function leavePlan(
  course: AttemptCourse,
  kind: Extract<FailureClass, 'context' | 'content'>,
  error: ApiError,
  now: number,
): Step {
  if (course.hasLeftPlan) return { kind: 'give-up', error };
  course.hasLeftPlan = true;
  course.queue = planSpecialFallbacks(course.inputs, course.path, `${kind}_fallback`);
  course.position = -1;
  return advance(course, now);
}

/** No time left: 504. All merely unavailable: 503 with the soonest return. Else what went wrong last. */
function giveUp(course: AttemptCourse, now: number): Step {
  const name = course.inputs.route.id ?? course.current.target.id;
  const late: AttemptFailure = { kind: 'deadline', sent: true, message: 'deadline' };
  const error =
    now >= course.deadlineAt
      ? failureToError(late, course.current.target, false)
      : (course.decisive ??
        unavailableError(`every target of "${name}" is busy`, course.soonestMs));
  return { kind: 'give-up', error };
}

function noteWait(course: AttemptCourse, waitMs: number): void {
  course.soonestMs = Math.min(course.soonestMs ?? Number.POSITIVE_INFINITY, waitMs);
}
