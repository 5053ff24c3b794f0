import type {
  BudgetCreate,
  BudgetPatch,
  BudgetView,
} from '@weighbridge/contracts/resources/budget';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { newId } from '@weighbridge/kernel/ids';
import { formatUsd, parseUsd } from '@weighbridge/kernel/money';
import type { BudgetRow } from '../tables/rows.js';
import type { Tables } from '../tables/tables.js';
import { notFound } from './find-place.js';
import { ownedView } from './owned-view.js';
import type { BudgetStatus, ResourceContext, ResourceDefinition } from './resource-definition.js';
import { workspaceRules } from './workspace-rules.js';

export const budgets: ResourceDefinition<BudgetRow, BudgetCreate, BudgetPatch, BudgetView> = {
  ...workspaceRules,
  name: 'budgets',
  noun: 'budget',
  table: (tables) => tables.budgets,
  async create(input, place, { tables, clock }) {
    const workspaceId = place.workspaceId!;
    const row: BudgetRow = {
      id: newId('bud'),
      workspaceId,
      scope: input.scope,
      scopeId: await checkScopeId(input, workspaceId, tables),
      limit: parseUsd(input.limit),
      period: input.period,
      mode: input.mode,
      inline: false,
      source: 'api',
      createdAt: new Date(clock.now()),
    };
    await refuseSecond(row, tables);
    await tables.budgets.insert(row);
    return { row };
  },
  async update(row, { limit, period, mode }, { tables }) {
    const updated: BudgetRow = {
      ...row,
      limit: limit === undefined ? row.limit : parseUsd(limit),
      period: period ?? row.period,
      mode: mode ?? row.mode,
    };
    if (updated.period !== row.period) await refuseSecond(updated, tables);
    await tables.budgets.update(updated);
    return updated;
  },
  remove: (row, { tables }) => tables.budgets.remove(row),
  async view(rows, context) {
    const statuses = await readStatuses(rows, context);
    return rows.map((row) => viewOf(row, statuses.get(row.id)));
  },
};

async function readStatuses(
  rows: BudgetRow[],
  { readBudgetStatus }: ResourceContext,
): Promise<Map<string, BudgetStatus>> {
  const idsOf = new Map<string, string[]>();
  for (const { workspaceId, id } of rows) {
    idsOf.set(workspaceId, [...(idsOf.get(workspaceId) ?? []), id]);
  }
  const all = new Map<string, BudgetStatus>();
  for (const [workspaceId, ids] of idsOf) {
    for (const [id, status] of await readBudgetStatus(workspaceId, ids)) all.set(id, status);
  }
  return all;
}

function viewOf(row: BudgetRow, status: BudgetStatus | undefined): BudgetView {
  const { spent = 0n, leased = 0n, resetsAt = null } = status ?? {};
  return {
    id: row.id,
    workspace: row.workspaceId,
    scope: row.scope,
    scope_id: row.scopeId,
    limit: formatUsd(row.limit),
    period: row.period,
    mode: row.mode,
    spent: formatUsd(spent),
    reserved: formatUsd(leased),
    remaining: formatUsd(row.limit - spent - leased),
    resets_at: resetsAt?.toISOString() ?? null,
    ...ownedView(row),
  };
}

/** As the file's check does: of two over the same thing and period only one could be meant. */
async function refuseSecond(row: BudgetRow, { budgets: table }: Tables): Promise<void> {
  const { id, workspaceId, scope, scopeId, period } = row;
  const same = await table.matching('every', { workspaceId, scope, scopeId, period });
  const other = same.find((known) => known.id !== id);
  if (!other) return;
  const message = `period: ${scope} "${scopeId}" has a budget of this period already: change ${other.id}`;
  throw new ApiError('conflict', message, { param: 'period', metadata: { budget: other.id } });
}

/** What the scope names must exist in the workspace where the workspace knows such things. */
async function checkScopeId(
  { scope, scope_id: named }: BudgetCreate,
  workspaceId: string,
  tables: Tables,
): Promise<string> {
  if (scope === 'workspace') {
    if (named === undefined || named === workspaceId) return workspaceId;
    throw notFound('workspace', named);
  }
  if (named === undefined) {
    const message = `scope_id must name the ${scope} that the budget is for`;
    throw new ApiError('invalid_request', message, { param: 'scope_id' });
  }
  if (scope === 'team' || scope === 'key') {
    const table: { matching: Tables['teams']['matching'] | Tables['apiKeys']['matching'] } =
      scope === 'team' ? tables.teams : tables.apiKeys;
    const [known] = await table.matching('every', { workspaceId, id: named });
    if (!known) throw notFound(scope, named);
  }
  return named;
}
