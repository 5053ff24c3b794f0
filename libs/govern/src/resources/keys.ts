import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { KeyCreate, KeyPatch, KeyView } from '@weighbridge/contracts/resources/key';
import { newId } from '@weighbridge/kernel/ids';
import { checkAllowedModels } from '../keys/check-allowed-models.js';
import { makeKey } from '../keys/make-key.js';
import type { ApiKeyRow } from '../tables/rows.js';
import { readInlineBudgets, saveInlineBudget } from './inline-budgets.js';
import { ownedView } from './owned-view.js';
import type { ResourceContext, ResourceDefinition } from './resource-definition.js';
import { workspaceRules } from './workspace-rules.js';

export const keys: ResourceDefinition<ApiKeyRow, KeyCreate, KeyPatch, KeyView> = {
  ...workspaceRules,
  name: 'keys',
  noun: 'key',
  table: (tables) => tables.apiKeys,
  async create(input, place, context) {
    const { tables, pepper, clock } = context;
    const createdAt = new Date(clock.now());
    const made = makeKey(pepper, 'secret', input.key);
    const row: ApiKeyRow = {
      id: newId('key'),
      workspaceId: place.workspaceId!,
      name: input.name,
      kind: 'secret',
      hash: made.hash,
      hint: made.hint,
      pairId: input.pair ? newId('pair') : null,
      teamId: input.team ?? null,
      limits: input.limits ?? {},
      allowedModels: input.allowed_models ?? null,
      expiresAt: input.expires_at === undefined ? null : new Date(input.expires_at),
      revokedAt: null,
      source: 'api',
      createdAt,
    };
    await checkKey(row, context);
    await tables.apiKeys.insert(row);
    await saveInlineBudget(tables, holderOf(row), input.budget, createdAt);
    const shownOnce: Record<string, string> = { key: made.text };
    if (!input.pair) return { row, shownOnce };
    const publicHalf = makeKey(pepper, 'public');
    const { hash, hint } = publicHalf;
    await tables.apiKeys.insert({ ...row, id: newId('key'), kind: 'public', hash, hint });
    shownOnce.public_key = publicHalf.text;
    return { row, shownOnce };
  },
  async update(row, patch, context) {
    const expiresAt = patch.expires_at == null ? null : new Date(patch.expires_at);
    const updated: ApiKeyRow = {
      ...row,
      name: patch.name ?? row.name,
      teamId: patch.team === undefined ? row.teamId : patch.team,
      limits: patch.limits === undefined ? row.limits : (patch.limits ?? {}),
      allowedModels: patch.allowed_models === undefined ? row.allowedModels : patch.allowed_models,
      expiresAt: patch.expires_at === undefined ? row.expiresAt : expiresAt,
    };
    await checkKey(updated, context);
    await context.tables.apiKeys.update(updated);
    const now = new Date(context.clock.now());
    await saveInlineBudget(context.tables, holderOf(updated), patch.budget, now);
    return updated;
  },
  /** The row stays, so that what the key spent and who revoked it remain readable. */
  async remove(row, { tables, clock }) {
    const halves = row.pairId
      ? await tables.apiKeys.matching('every', { pairId: row.pairId })
      : [row];
    for (const half of halves) {
      const revokedAt = half.revokedAt ?? new Date(clock.now());
      await tables.apiKeys.update({ ...half, revokedAt });
    }
  },
  async view(rows, { tables }) {
    const scope = { organizations: [], workspaces: rows.map(({ workspaceId }) => workspaceId) };
    const budgetOf = await readInlineBudgets(tables, scope, 'key');
    return rows.map((row) => ({
      id: row.id,
      workspace: row.workspaceId,
      name: row.name,
      kind: row.kind,
      hint: row.hint,
      pair: row.pairId,
      team: row.teamId,
      budget: budgetOf(row.workspaceId, row.id),
      limits: row.limits,
      allowed_models: row.allowedModels,
      expires_at: row.expiresAt?.toISOString() ?? null,
      revoked_at: row.revokedAt?.toISOString() ?? null,
      ...ownedView(row),
    }));
  },
};

const holderOf = ({ workspaceId, id, source }: ApiKeyRow) => ({
  workspaceId,
  scope: 'key' as const,
  scopeId: id,
  source,
});

async function checkKey(row: ApiKeyRow, { tables }: ResourceContext): Promise<void> {
  const { workspaceId, teamId } = row;
  const [workspace] = await tables.workspaces.matching('every', { id: workspaceId });
  checkAllowedModels(row.allowedModels, workspace?.allowedModels ?? null);
  if (teamId === null) return;
  const [team] = await tables.teams.matching('every', { workspaceId, id: teamId });
  if (team) return;
  const message = `workspace "${workspaceId}" has no team "${teamId}"`;
  throw new ApiError('invalid_request', message, { param: 'team' });
}
