import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { NewScore } from '@weighbridge/contracts/records/read-score';
import { readJsonObject } from '@weighbridge/gateway/dialects/openai-chat/read-chat-call';
import { readInput } from '@weighbridge/govern/resources/invalid-input';
import { makeScore } from '@weighbridge/observe/scores/make-score';
import type { FastifyInstance } from 'fastify';
import { addRoute } from './add-route.js';
import { answerOnce } from './answer-once.js';
import type { DataPlane } from './data-plane.js';
import { plainBody } from './plain-body.js';
import { type CallerExchange, serveCaller } from './serve-caller.js';

/** `POST /v1/scores`: feedback of a caller; a public key may send it too. */
export function serveScores(fastify: FastifyInstance, plane: DataPlane): void {
  addRoute(
    fastify,
    'POST',
    '/v1/scores',
    serveCaller(
      plane,
      (exchange) => {
        const score = readScore(exchange);
        return answerOnce(plane, exchange, 'score', () => keepScore(plane, exchange, score));
      },
      'scores',
    ),
  );
}

async function keepScore(
  plane: DataPlane,
  { key, createdAt }: CallerExchange,
  score: NewScore,
): Promise<object> {
  const { workspaceId } = key.row;
  const { request_id: requestId } = score;
  if (requestId !== undefined && !(await plane.knowsRequest(workspaceId, requestId)))
    throw new ApiError('not_found', `There is no request "${requestId}".`, {
      param: 'request_id',
    });
  const record = makeScore(score, { workspaceId, keyId: key.row.id, source: 'api', createdAt });
  await plane.gateway.journal.appendScore(record);
  return {
    id: record.id,
    request_id: record.requestId,
    trace_id: record.traceId,
    name: record.name,
    value: score.value,
    comment: record.comment,
  };
}

const readScore = (exchange: CallerExchange): NewScore =>
  readInput(NewScore, readJsonObject(plainBody(exchange)));
