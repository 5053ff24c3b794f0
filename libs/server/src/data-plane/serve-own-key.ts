import { formatUsd } from '@weighbridge/kernel/money';
import type { KeyRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import type { BudgetView } from '@weighbridge/gateway/budgets/budget-book';
import type { FastifyInstance } from 'fastify';
import { addRoute } from './add-route.js';
import type { DataPlane } from './data-plane.js';
import { sendJson, serveCaller } from './serve-caller.js';

/** `GET /v1/key`: what the caller's own key may do and what it has left. */
export function serveOwnKey(fastify: FastifyInstance, plane: DataPlane): void {
  addRoute(
    fastify,
    'GET',
    '/v1/key',
    serveCaller(plane, async (exchange) => {
      const { row, workspace } = exchange.key;
      const { book } = plane.gateway;
      const budgets = book.applying({
        workspaceId: row.workspaceId,
        teamId: row.teamId,
        keyId: row.id,
        user: null,
        provider: '',
        model: '',
        tags: [],
      });
      const views = (await book.view(budgets)).map(describe);
      const own = views.filter(({ scope }) => scope === 'key');
      const tightest = smallest(own.length > 0 ? own : views);
      sendJson(exchange, 200, {
        id: row.id,
        name: row.name,
        workspace: row.workspaceId,
        team: row.teamId,
        expires_at: row.expiresAt === null ? null : new Date(row.expiresAt).toISOString(),
        allowed_models: row.allowedModels ?? workspace.row.allowedModels,
        limits: row.limits,
        limit: tightest?.limit ?? null,
        spent: tightest ? tightest.spent : await spentInAll(plane, row),
        reserved: tightest?.reserved ?? null,
        remaining: tightest?.remaining ?? null,
        resets_at: tightest?.resets_at ?? null,
        budgets: views,
      });
    }),
  );
}

/** Without a budget there is no window to count in: everything the request log has of the key. */
async function spentInAll(plane: DataPlane, { workspaceId, id }: KeyRow): Promise<string | null> {
  const spent = await plane.spentOf(workspaceId, id);
  return spent === null ? null : formatUsd(spent);
}

const describe = ({ row, spent, reserved, remaining, resetsAt }: BudgetView) => ({
  id: row.id,
  scope: row.scope,
  scope_id: row.scopeId,
  period: row.period,
  mode: row.mode,
  limit: formatUsd(row.limit),
  spent: formatUsd(spent),
  reserved: formatUsd(reserved),
  remaining: formatUsd(remaining),
  resets_at: resetsAt === null ? null : new Date(resetsAt).toISOString(),
});

const smallest = (views: ReturnType<typeof describe>[]) =>
  views.reduce<ReturnType<typeof describe> | null>(
    (least, view) => (least && Number(least.remaining) <= Number(view.remaining) ? least : view),
    null,
  );
