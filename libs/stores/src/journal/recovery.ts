import type { IntentRecord } from '@weighbridge/contracts/records/intent-record';
import type { AttemptSummary, RequestRecord } from '@weighbridge/contracts/records/request-record';
import type { SettleRecord } from '@weighbridge/contracts/records/settle-record';
import { formatUsd } from '@weighbridge/kernel/money';
import { readSpanRowId } from '../clickhouse/span-row.js';
import { decodeExtend, decodeIntent, decodeSettle } from './encode-records.js';
import { RECORD_KINDS, type SegmentOwner, type StoredRecord } from './record-format.js';

/** An attempt that no settle followed. */
export interface LostAttempt {
  intent: IntentRecord;
  /** The boot whose lease the money was held against. */
  boot: string;
}

/** What a request without a row is known to have done. */
interface LostRequest {
  intents: IntentRecord[];
  settles: SettleRecord[];
}

/**
 * Finds what processes that died left unfinished, from the records of all their segments in order.
 */
export class Recovery {
  readonly #attempts = new Map<string, LostAttempt>();
  readonly #requests = new Map<string, LostRequest>();

  take(record: StoredRecord, owner: SegmentOwner): void {
    switch (record.kind) {
      case RECORD_KINDS.intent:
        return this.#intend(decodeIntent(record.payload), owner.boot);
      case RECORD_KINDS.extend: {
        const { requestId, attempt, hold, budgets } = decodeExtend(record.payload);
        const lost = this.#attempts.get(requestId + attempt);
        if (lost !== undefined) lost.intent = { ...lost.intent, hold, budgets };
        return;
      }
      case RECORD_KINDS.settle: {
        const settle = decodeSettle(record.payload);
        this.#attempts.delete(settle.requestId + settle.attempt);
        this.#requests.get(settle.requestId)?.settles.push(settle);
        return;
      }
      case RECORD_KINDS.request:
        this.#requests.delete(readSpanRowId(record.payload));
    }
  }

  /** The settles that are missing: each attempt is charged its hold, since nobody knows better. */
  settles(now: number): { settle: SettleRecord; boot: string }[] {
    return [...this.#attempts.values()].map(({ intent, boot }) => ({
      boot,
      settle: settleAtHold(intent, now),
    }));
  }

  /** The rows of requests that never got one. */
  requests(): RequestRecord[] {
    return [...this.#requests.values()].map((lost) => interruptedRequest(lost, this.#attempts));
  }

  #intend(intent: IntentRecord, boot: string): void {
    this.#attempts.set(intent.requestId + intent.attempt, { intent, boot });
    const request = this.#requests.get(intent.requestId);
    if (request === undefined)
      this.#requests.set(intent.requestId, { intents: [intent], settles: [] });
    else request.intents.push(intent);
  }
}

const settleAtHold = (intent: IntentRecord, now: number): SettleRecord => ({
  requestId: intent.requestId,
  attempt: intent.attempt,
  workspaceId: intent.workspaceId,
  keyId: intent.keyId,
  provider: intent.provider,
  model: intent.model,
  outcome: 'unknown',
  cost: intent.hold,
  hold: intent.hold,
  overshoot: 0n,
  budgets: intent.budgets,
  priceVersion: intent.priceVersion,
  settledAt: now,
});

function interruptedRequest(
  { intents, settles }: LostRequest,
  attempts: ReadonlyMap<string, LostAttempt>,
): RequestRecord {
  const last = intents.at(-1)!;
  const costs = intents.map((intent) => costOf(intent, settles, attempts));
  const { requestId, parentSpanId, createdAt, ...facts } = last;
  return {
    ...facts,
    id: requestId,
    createdAt,
    parentSpanId,
    requestedModel: last.route ?? `${last.provider}/${last.model}`,
    operation: 'chat',
    status: 'interrupted',
    httpStatus: 0,
    errorCode: 'internal_error',
    errorMessage: 'The gateway stopped before this request was finished.',
    finishReason: null,
    inputTokens: 0,
    cachedTokens: 0,
    outputTokens: 0,
    reasoningTokens: 0,
    cost: costs.reduce((sum, cost) => sum + cost, 0n),
    flags: ['interrupted'],
    latencyMs: 0,
    ttftMs: null,
    overheadUs: 0,
    attemptCount: intents.length,
    attempts: JSON.stringify(intents.map((intent, index) => summarise(intent, costs[index]!))),
    decision: '',
    cache: 'bypass',
    metadata: '',
    body: null,
    answer: null,
  };
}

function costOf(
  intent: IntentRecord,
  settles: readonly SettleRecord[],
  attempts: ReadonlyMap<string, LostAttempt>,
): bigint {
  const lost = attempts.get(intent.requestId + intent.attempt);
  if (lost !== undefined) return lost.intent.hold;
  return settles.find(({ attempt }) => attempt === intent.attempt)?.cost ?? 0n;
}

const summarise = (intent: IntentRecord, cost: bigint): AttemptSummary => ({
  attempt: intent.attempt,
  provider: intent.provider,
  model: intent.model,
  http_status: null,
  outcome: 'interrupted',
  error_code: null,
  started_ms: 0,
  latency_ms: 0,
  ttft_ms: null,
  cost_usd: formatUsd(cost),
  reason: 'the gateway stopped',
});
