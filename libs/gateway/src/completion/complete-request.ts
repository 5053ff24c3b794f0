import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { RequestRecord } from '@weighbridge/contracts/records/request-record';
import { admitKey } from '../limits/admit-request.js';
import type { Admission } from '../limits/counters.js';
import { NoCandidateError } from '../routing/no-candidate-error.js';
import { type Plan, planRequest } from '../routing/plan.js';
import { type DecisionParts, writeDecision } from '../routing/render-decision.js';
import { nameWithoutSort } from '../routing/resolve-model.js';
import type { RouteEntry } from '../routing/snapshot.js';
import type { ActiveRequest } from './active-request.js';
import { addFinalHeaders, answerHeaders, costText, type Served } from './answer-headers.js';
import type { AttemptOutcome } from './attempt-outcome.js';
import { classificationOf } from './classify-request.js';
import type { Gateway } from './gateway.js';
import { planInputsOf } from './plan-inputs.js';
import { overheadUs, recordRequest } from './record-request.js';
import { errorBody, renderError } from './render-error.js';
import { runAttempts } from './run-attempts.js';
import { StreamReply } from './stream-reply.js';

type WholeAnswer = Exclude<AttemptOutcome, { kind: 'failure' }>;

/** A finished answer as it left, for whoever keeps it. */
export interface SentAnswer {
  headers: Record<string, string>;
  body: Buffer;
}

/**
 * Serves one request from admission to its last byte: admit → plan → attempt → settle. Answers the
 * caller itself, whatever happens, and never throws.
 * @param keepAnswer called before the last byte leaves; its failure fails the request
 */
export async function completeRequest(
  gateway: Gateway,
  request: ActiveRequest,
  keepAnswer?: (answer: SentAnswer) => Promise<void>,
): Promise<boolean> {
  const path = new RequestPath(gateway, request, keepAnswer);
  try {
    await path.serve();
    return true;
  } catch (error) {
    path.fail(error);
    return false;
  } finally {
    path.release();
  }
}

const servedNow = ({ target }: ActiveRequest): Served | null =>
  target && { provider: target.provider.id, model: target.model };

const internalError = (cause: unknown): ApiError =>
  new ApiError('internal_error', 'The gateway failed on this request.', { cause });

class RequestPath {
  private route: RouteEntry | null = null;
  private plan: Plan | null = null;
  /** What the decision was made of, whether or not a candidate was left. */
  private decided: DecisionParts | null = null;
  private admission: Admission | null = null;
  private stream: StreamReply | null = null;

  constructor(
    private readonly gateway: Gateway,
    private readonly request: ActiveRequest,
    private readonly keepAnswer: ((answer: SentAnswer) => Promise<void>) | undefined,
  ) {}

  async serve(): Promise<void> {
    const { gateway, request } = this;
    if (!gateway.journal.accepting)
      throw new ApiError(
        'store_unavailable',
        'The journal cannot take records: the disk is full.',
        {
          retryAfterSeconds: 5,
        },
      );
    const inputs = planInputsOf(gateway, request);
    this.route = inputs.route;
    const admission = admitKey(gateway.counters, request.key, inputs.needs.totalTokens);
    this.admission = admission instanceof Promise ? await admission : admission;
    const plan = planRequest(inputs);
    this.plan = plan;
    this.decided = plan;
    if (request.call.operation === 'chat' && request.call.stream) this.openStream();
    const answer = await runAttempts(gateway, request, { plan, inputs, stream: this.stream });
    request.finishReason = answer.finishReason;
    if (answer.kind === 'stream') await this.finishStream(answer);
    else await this.finishBuffered(answer);
  }

  /** Answers with the error, in the stream if it has begun; the record says what happened. */
  fail(error: unknown): void {
    const { gateway, request, stream } = this;
    const apiError = error instanceof ApiError ? error : internalError(error);
    if (error instanceof NoCandidateError) this.decided = error.parts;
    const { left } = request.reply;
    const record = this.record(
      left ? 'cancelled' : 'error',
      left ? 0 : stream?.begun ? 200 : apiError.status,
      left ? null : apiError, // nothing failed: the caller did not wait
      stream?.sent ? Buffer.concat(stream.sent) : null,
    );
    gateway.journal.appendRequest(record).catch(() => undefined); // the caller is told of its error anyway
    if (stream?.begun) stream.fail(`data: ${JSON.stringify(errorBody(apiError, 'openai'))}\n\n`);
    else {
      stream?.close();
      const { status, headers, body } = renderError(apiError, 'openai');
      const told = this.headers(request.attempts.at(-1) ?? null);
      if (this.plan) addFinalHeaders(told, request);
      request.reply.send(status, { ...told, ...headers }, body);
    }
    gateway.observer.onFinished(request, record, apiError);
  }

  release(): void {
    const { usage } = this.request;
    this.stream?.close();
    this.admission?.release(usage ? usage.inputTokens + usage.outputTokens : null);
  }

  private async finishBuffered(answer: WholeAnswer & { kind: 'answer' }): Promise<void> {
    const { gateway, request } = this;
    const record = this.record('ok', 200, null, answer.body);
    const headers = this.headers();
    headers['content-type'] = 'application/json; charset=utf-8';
    addFinalHeaders(headers, request);
    await gateway.journal.appendRequest(record);
    if (this.keepAnswer) await this.keepAnswer({ headers, body: answer.body });
    request.reply.send(200, headers, answer.body);
    gateway.observer.onFinished(request, record, null);
  }

  private async finishStream(answer: WholeAnswer & { kind: 'stream' }): Promise<void> {
    const { gateway, request } = this;
    const stream = this.stream!;
    const trailer = answer.renderTrailer(costText(request), request.usage);
    const sent = stream.sent ? Buffer.concat([...stream.sent, trailer]) : null;
    const keeps = !request.key.workspace.row.zdr;
    const record = this.record('ok', 200, null, keeps ? sent : null);
    await gateway.journal.appendRequest(record);
    if (this.keepAnswer) {
      const headers = this.streamHeaders(request.attempts.length);
      headers['content-type'] = 'text/event-stream; charset=utf-8';
      await this.keepAnswer({ headers, body: sent! });
    }
    stream.finish(trailer);
    gateway.observer.onFinished(request, record, null);
  }

  private openStream(): void {
    const { gateway, request } = this;
    this.stream = new StreamReply(request.reply, gateway.heartbeat, {
      keep:
        this.keepAnswer !== undefined ||
        (gateway.journal.keepsBodies && !request.key.workspace.row.zdr),
      headers: () => this.streamHeaders(request.attempts.length + 1),
    });
  }

  /** What is known while a stream begins; the rest is told by its last chunk. */
  private streamHeaders(attempts: number): Record<string, string> {
    const headers = this.headers();
    headers['x-wb-attempts'] = String(attempts);
    headers['x-wb-overhead-us'] = String(overheadUs(this.request));
    return headers;
  }

  /** @param served whoever is being asked, unless it is known that nobody was */
  private headers(served: Served | null = servedNow(this.request)): Record<string, string> {
    const { gateway, request, plan } = this;
    const route = plan && {
      name: nameWithoutSort(plan.path[0]!, request.call.model),
      strategy: plan.strategy,
    };
    return answerHeaders(gateway, request, route, served);
  }

  private renderDecision(): string {
    if (!this.decided) return '';
    return writeDecision(this.decided, classificationOf(this.request));
  }

  private record(
    status: RequestRecord['status'],
    httpStatus: number,
    error: ApiError | null,
    answer: Buffer | null,
  ): RequestRecord {
    const { request, gateway } = this;
    const end = {
      status,
      httpStatus,
      error,
      answer,
      stream: this.stream !== null,
      route: this.route?.id ?? null,
      strategy: this.decided?.strategy ?? this.route?.strategy ?? null,
      decision: this.renderDecision(),
    };
    return recordRequest(request, end, gateway.journal.keepsBodies);
  }
}
