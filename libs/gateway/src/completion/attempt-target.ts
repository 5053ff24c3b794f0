import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { formatUsd, priceUnits } from '@weighbridge/kernel/money';
import type { Hold } from '../budgets/hold.js';
import { pricesAt } from '../catalogue/price-usage.js';
import type { OutboundRequest } from '../outbound/outbound-request.js';
import type { ProviderAdapter, UpstreamRequest } from '../providers/provider-adapter.js';
import type { Credential, RoutedTarget, Target } from '../routing/snapshot.js';
import { type ActiveRequest, choicesOf } from './active-request.js';
import { answerBuffered } from './answer-buffered.js';
import { answerStreamed } from './answer-streamed.js';
import type { AnswerFailure, AttemptOutcome } from './attempt-outcome.js';
import { classificationOf } from './classify-request.js';
import type { Gateway } from './gateway.js';
import { budgetsOf, holdMoney } from './hold-money.js';
import { OutputMeter } from './meter-stream.js';
import { priceOutcome } from './price-outcome.js';
import { sendSigned } from './send-signed.js';
import type { StreamReply } from './stream-reply.js';

export interface AttemptTerms {
  routed: RoutedTarget;
  credential: Credential;
  /** Monotonic milliseconds at which the whole request ends. */
  deadlineAt: number;
  route: string | null;
  strategy: string;
  /** Null: the answer is wanted in one piece. */
  stream: StreamReply | null;
  /** Why this attempt is made, for the decision shown to people. */
  reason: string | null;
  /** Receives the way to abort; called at once and with null when the attempt is over. */
  onAbortable(abort: (() => void) | null): void;
}

/**
 * Calls one target once: holds the money, journals the intent, sends, settles. The settle record is
 * on its way into the journal when this returns; the caller awaits it together with its own.
 * @throws ApiError when the money cannot be held or the target cannot express the request
 */
export async function attemptTarget(
  gateway: Gateway,
  request: ActiveRequest,
  terms: AttemptTerms,
): Promise<AttemptOutcome> {
  const { target } = terms.routed;
  const adapter = target.provider.adapter;
  if (!adapter)
    throw new ApiError(
      'not_implemented',
      `Providers of type ${target.provider.type} are not built yet.`,
    );
  const wire = buildWireRequest(adapter, request, target);
  request.target = target;
  request.budgets = budgetsOf(gateway, request, target);
  const holding = holdMoney(gateway, request, target, request.budgets);
  const hold = holding instanceof Promise ? await holding : holding;
  const attempt = request.attempts.length + 1;
  try {
    await journalIntent(gateway, request, terms, attempt, hold);
  } catch (error) {
    hold.release();
    throw error;
  }
  if (request.reply.left) {
    settle(gateway, request, terms, attempt, hold, neverSent, 0, performance.now());
    return neverSent;
  }
  const startedAt = performance.now();
  const meter = terms.stream ? meterOutput(gateway, request, target, attempt, hold) : null;
  request.waitingSince = startedAt;
  const outcome = await dispatch(gateway, request, terms, adapter, wire, meter);
  terms.onAbortable(null);
  request.waitingSince = null;
  request.waitedMs += performance.now() - startedAt;
  settle(gateway, request, terms, attempt, hold, outcome, meter?.tokens ?? 0, startedAt);
  return outcome;
}

function meterOutput(
  gateway: Gateway,
  request: ActiveRequest,
  { facts }: Target,
  attempt: number,
  hold: Hold,
): OutputMeter {
  const prices = facts.price && pricesAt(facts.price, request.inputEstimate);
  const inputCost = priceUnits(request.inputEstimate, prices?.input ?? 0n);
  const identity = { requestId: request.id, attempt };
  return new OutputMeter(hold, prices, inputCost, gateway.journal, identity);
}

const neverSent: AttemptOutcome = {
  kind: 'failure',
  failure: { kind: 'aborted', sent: false, message: 'the caller left' },
  httpStatus: null,
  usage: null,
  ttftMs: null,
};

const codeOf = (failure: AnswerFailure): string =>
  typeof failure === 'string' ? failure : failure.kind;

function buildWireRequest(
  adapter: ProviderAdapter,
  { call }: ActiveRequest,
  target: Target,
): UpstreamRequest {
  if (call.operation === 'chat') return adapter.chat.buildRequest(call, target.adapterTarget);
  if (adapter.embeddings) return adapter.embeddings.buildRequest(call, target.adapterTarget);
  throw new ApiError('invalid_request', `${target.id} makes no embeddings.`, { param: 'model' });
}

function journalIntent(
  gateway: Gateway,
  request: ActiveRequest,
  terms: AttemptTerms,
  attempt: number,
  hold: Hold,
): Promise<void> {
  const { row } = request.key;
  const { target } = terms.routed;
  return gateway.journal.appendIntent({
    requestId: request.id,
    attempt,
    createdAt: request.createdAt,
    workspaceId: row.workspaceId,
    keyId: row.id,
    keyName: row.name,
    teamId: row.teamId,
    user: request.user,
    sessionId: request.controls.sessionId,
    tags: request.controls.tags,
    route: terms.route,
    strategy: terms.strategy,
    category: classificationOf(request).category,
    provider: target.provider.id,
    model: target.model,
    stream: terms.stream !== null,
    hold: hold.amount,
    budgets: hold.charges,
    priceVersion: target.facts.priceOrigin?.date ?? null,
    traceId: request.trace.traceId,
    spanId: request.trace.spanId,
    parentSpanId: request.trace.parentSpanId,
  });
}

function dispatch(
  gateway: Gateway,
  request: ActiveRequest,
  terms: AttemptTerms,
  adapter: ProviderAdapter,
  wire: UpstreamRequest,
  meter: OutputMeter | null,
): Promise<AttemptOutcome> {
  const outbound = outboundRequest(terms, wire);
  const { signer } = terms.credential;
  if (!signer) return send(gateway, request, terms, adapter, outbound, meter);
  return sendSigned(gateway, outbound, signer, () =>
    send(gateway, request, terms, adapter, outbound, meter),
  );
}

function send(
  gateway: Gateway,
  { call }: ActiveRequest,
  terms: AttemptTerms,
  adapter: ProviderAdapter,
  outbound: OutboundRequest,
  meter: OutputMeter | null,
): Promise<AttemptOutcome> {
  const onHandle = (handle: { abort(): void }) => terms.onAbortable(() => handle.abort());
  if (call.operation === 'embeddings') {
    const { embeddings } = adapter;
    return answerBuffered(
      gateway.outbound,
      outbound,
      adapter,
      (body) => embeddings!.readAnswer(body, call),
      onHandle,
    );
  }
  if (!terms.stream || !meter)
    return answerBuffered(
      gateway.outbound,
      outbound,
      adapter,
      (body) => adapter.chat.readAnswer(body, call),
      onHandle,
    );
  const stream = adapter.chat.openStream(call);
  return answerStreamed(gateway.outbound, outbound, adapter, stream, terms.stream, meter, onHandle);
}

function outboundRequest(terms: AttemptTerms, wire: UpstreamRequest): OutboundRequest {
  const { target, timeouts } = terms.routed;
  const headers: string[] = [];
  for (const name in wire.headers) headers.push(name, wire.headers[name]!);
  for (const text of terms.credential.headers) headers.push(text);
  return {
    origin: target.provider.origin,
    allowPrivateNetwork: target.provider.allowPrivateNetwork,
    method: wire.method,
    path: wire.path,
    headers,
    body: wire.body,
    timeouts: {
      connectMs: timeouts.connectMs,
      // An answer in one piece has its first byte when it is finished: only streams have this clock.
      firstTokenMs: terms.stream ? timeouts.firstTokenMs : 0,
      idleMs: terms.stream ? timeouts.idleMs : 0,
      deadlineAt: Math.min(terms.deadlineAt, performance.now() + timeouts.totalMs),
    },
  };
}

/** Ends the hold, journals the settlement and notes the attempt in the request. */
function settle(
  gateway: Gateway,
  request: ActiveRequest,
  terms: AttemptTerms,
  attempt: number,
  hold: Hold,
  outcome: AttemptOutcome,
  meteredOutput: number,
  startedAt: number,
): void {
  const { target } = terms.routed;
  const { row } = request.key;
  const settled = priceOutcome(outcome, {
    price: target.facts.price,
    isDeclared: target.facts.priceOrigin?.source === 'operator',
    hold: hold.amount,
    inputEstimate: request.inputEstimate,
    meteredOutput,
  });
  const { cost } = settled;
  const overshoot = cost > hold.amount ? cost - hold.amount : 0n;
  hold.settle(cost);
  request.cost += cost;
  request.usage = settled.usage;
  request.ttftMs = outcome.ttftMs;
  for (const flag of settled.flags) request.flags.add(flag);
  if (overshoot > 0n && hold.charges.length > 0) request.flags.add('overshoot');
  const ok = outcome.kind !== 'failure';
  if (ok && outcome.usage)
    gateway.history.record(row.id, target.id, outcome.usage.outputTokens / choicesOf(request.call));
  request.attempts.push({
    attempt,
    provider: target.provider.id,
    model: target.model,
    http_status: outcome.httpStatus,
    outcome: ok ? 'ok' : request.reply.left ? 'cancelled' : 'error',
    error_code: ok ? null : codeOf(outcome.failure),
    started_ms: startedAt - request.startedAt,
    latency_ms: performance.now() - startedAt,
    ttft_ms: outcome.ttftMs,
    cost_usd: settled.flags.includes('unknown_price') ? null : formatUsd(cost),
    reason: terms.reason,
  });
  void gateway.journal
    .appendSettle({
      requestId: request.id,
      attempt,
      workspaceId: row.workspaceId,
      keyId: row.id,
      provider: target.provider.id,
      model: target.model,
      outcome: settled.outcome,
      cost,
      hold: hold.amount,
      overshoot,
      budgets: hold.charges,
      priceVersion: target.facts.priceOrigin?.date ?? null,
      settledAt: gateway.now(),
    })
    .catch(() => undefined); // the request record of the same turn carries the failure to the caller
}
