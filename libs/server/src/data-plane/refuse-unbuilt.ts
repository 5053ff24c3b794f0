import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { budgetExceeded } from '@weighbridge/gateway/budgets/refuse-hold';
import { admitKey } from '@weighbridge/gateway/limits/admit-request';
import type { FastifyInstance, HTTPMethods } from 'fastify';
import { addRoute } from './add-route.js';
import type { DataPlane } from './data-plane.js';
import { type CallerExchange, serveCaller } from './serve-caller.js';

/** Endpoints of the contract that come later: `[methods, path]`. */
const UNBUILT: readonly [HTTPMethods[], string][] = [
  [['POST'], '/v1/completions'],
  [['POST'], '/v1/responses'],
  [['GET', 'DELETE'], '/v1/responses/:id'],
  [['POST'], '/v1/moderations'],
  [['POST'], '/v1/images/generations'],
  [['POST'], '/v1/audio/speech'],
  [['POST'], '/v1/audio/transcriptions'],
  [['POST'], '/v1/audio/translations'],
  [['POST'], '/v1/rerank'],
  [['POST'], '/v1/messages'],
  [['POST'], '/v1/messages/count_tokens'],
  [['POST'], '/v1/traces'],
  [['POST'], '/v1beta/*'],
  [['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], '/api/public/*'],
  [['GET', 'POST', 'DELETE'], '/mcp/:server'],
];

/** Answers 501 after key, limits and budget were checked, so that nobody learns more than a caller. */
export function refuseUnbuilt(fastify: FastifyInstance, plane: DataPlane): void {
  for (const [method, url] of UNBUILT)
    addRoute(
      fastify,
      method,
      url,
      serveCaller(plane, async (exchange) => {
        await checkRights(plane, exchange);
        throw new ApiError('not_implemented', `${url} is not built yet.`);
      }),
    );
}

async function checkRights({ gateway }: DataPlane, { key }: CallerExchange): Promise<void> {
  (await admitKey(gateway.counters, key, 0)).release(0);
  const budgets = gateway.book.applying({
    workspaceId: key.row.workspaceId,
    teamId: key.row.teamId,
    keyId: key.row.id,
    user: null,
    provider: '',
    model: '',
    tags: [],
  });
  const spent = (await gateway.book.view(budgets)).find(({ remaining }) => remaining <= 0n);
  if (spent) throw budgetExceeded(spent);
}
