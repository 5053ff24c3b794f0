/** What the simulation knows of a target and the router has to find out. */
export interface SimulatedTarget {
  readonly id: string;
  /** Milliseconds to the first token and per token, before drift. */
  readonly firstTokenMs: number;
  readonly perTokenMs: number;
  /** The pace swings by this share, once per period. */
  readonly swing: number;
  readonly periodS: number;
  /** Attempts under way that double the time an answer takes. */
  readonly capacity: number;
  /** Share of calls that fail while it is up. */
  readonly failureRate: number;
  /** Shares of the whole time between which every call fails. */
  readonly outages: readonly (readonly [from: number, to: number])[];
  /** Length of its answers, relative to the others. */
  readonly verbosity: number;
  /** USD per million tokens of input and output, each from a share of the whole time on. */
  readonly prices: readonly (readonly [from: number, input: number, output: number])[];
}

/** One request: what it needs is the same whoever serves it. */
export interface SimulatedRequest {
  readonly index: number;
  readonly at: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface World {
  readonly targets: readonly SimulatedTarget[];
  readonly requests: number;
  readonly perSecond: number;
  readonly seed: number;
}

/** What becomes of one call. */
export interface CallFate {
  readonly ok: boolean;
  readonly firstTokenMs: number;
  readonly totalMs: number;
  readonly outputTokens: number;
}

/** A failing call fails this soon. */
const FAILURE_MS = 120;
/** Spread of the time of equal calls: a lognormal with this sigma. */
const NOISE = 0.25;

export const durationMs = ({ requests, perSecond }: World): number =>
  (requests / perSecond) * 1_000;

/** The requests of a world: Poisson arrivals, lengths over more than a decade. */
export function requestsOf(world: World): SimulatedRequest[] {
  const requests: SimulatedRequest[] = [];
  let at = 0;
  for (let index = 0; index < world.requests; index++) {
    at += (-Math.log(1 - drawn(world.seed, index, 1)) * 1_000) / world.perSecond;
    requests.push({
      index,
      at,
      inputTokens: Math.round(100 * 40 ** drawn(world.seed, index, 2)),
      outputTokens: Math.round(20 * 20 ** drawn(world.seed, index, 3)),
    });
  }
  return requests;
}

export function isDown(world: World, target: SimulatedTarget, now: number): boolean {
  const share = now / durationMs(world);
  return target.outages.some(([from, to]) => share >= from && share < to);
}

/** Milliseconds a call is expected to take at this moment, were it to succeed. */
export function expectedMs(
  target: SimulatedTarget,
  request: SimulatedRequest,
  now: number,
  inFlight: number,
): number {
  const phase = (2 * Math.PI * now) / (target.periodS * 1_000);
  const pace = 1 + target.swing * Math.sin(phase + target.firstTokenMs);
  const load = 1 + inFlight / target.capacity;
  const tokens = request.outputTokens * target.verbosity;
  return (target.firstTokenMs + target.perTokenMs * tokens) * pace * load;
}

/** What becomes of a call; the same request finds the same luck at a target under every policy. */
export function fateOf(
  world: World,
  target: SimulatedTarget,
  request: SimulatedRequest,
  attempt: number,
  now: number,
  inFlight: number,
): CallFate {
  const place = 10 + world.targets.indexOf(target) * 40 + attempt * 4;
  const luck = (kind: number): number => drawn(world.seed, request.index, place + kind);
  const outputTokens = Math.max(1, Math.round(request.outputTokens * target.verbosity));
  if (isDown(world, target, now) || luck(0) < target.failureRate)
    return { ok: false, firstTokenMs: FAILURE_MS, totalMs: FAILURE_MS, outputTokens: 0 };
  const normal = Math.sqrt(-2 * Math.log(1 - luck(1))) * Math.cos(2 * Math.PI * luck(2));
  const totalMs = expectedMs(target, request, now, inFlight) * Math.exp(NOISE * normal);
  const share =
    target.firstTokenMs / (target.firstTokenMs + target.perTokenMs * request.outputTokens);
  return { ok: true, firstTokenMs: totalMs * share, totalMs, outputTokens };
}

/** USD per million tokens at this moment. */
export function pricesAt(world: World, target: SimulatedTarget, now: number): [number, number] {
  const share = now / durationMs(world);
  const [, input, output] = target.prices.findLast(([from]) => share >= from)!;
  return [input, output];
}

/** USD of a call of this target. */
export function costOf(
  world: World,
  target: SimulatedTarget,
  request: SimulatedRequest,
  now: number,
): number {
  const [input, output] = pricesAt(world, target, now);
  const outputTokens = Math.max(1, Math.round(request.outputTokens * target.verbosity));
  return (request.inputTokens * input + outputTokens * output) / 1e6;
}

/** A number in [0, 1) that depends on nothing but what is given (splitmix32 over a mixed seed). */
function drawn(seed: number, index: number, kind: number): number {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) | 0;
  state = (state + Math.imul(kind + 1, 0xc2b2ae35)) | 0;
  state = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
  state = Math.imul(state ^ (state >>> 15), 0x735a2d97);
  return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
}
