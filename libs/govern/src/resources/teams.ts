import type { TeamCreate, TeamPatch, TeamView } from '@weighbridge/contracts/resources/team';
import { newId } from '@weighbridge/kernel/ids';
import type { TeamRow } from '../tables/rows.js';
import { readInlineBudgets, saveInlineBudget } from './inline-budgets.js';
import { ownedView } from './owned-view.js';
import type { ResourceDefinition } from './resource-definition.js';
import { workspaceRules } from './workspace-rules.js';

export const teams: ResourceDefinition<TeamRow, TeamCreate, TeamPatch, TeamView> = {
  ...workspaceRules,
  name: 'teams',
  noun: 'team',
  table: (tables) => tables.teams,
  async create(input, place, { tables, clock }) {
    const row: TeamRow = {
      uid: newId('team'),
      workspaceId: place.workspaceId!,
      id: input.id,
      name: input.name ?? input.id,
      source: 'api',
      createdAt: new Date(clock.now()),
    };
    await tables.teams.insert(row);
    await saveInlineBudget(tables, holderOf(row), input.budget, row.createdAt);
    return { row };
  },
  async update(row, patch, { tables, clock }) {
    const updated = { ...row, name: patch.name ?? row.name };
    await tables.teams.update(updated);
    await saveInlineBudget(tables, holderOf(updated), patch.budget, new Date(clock.now()));
    return updated;
  },
  async remove(row, { tables, clock }) {
    const inTeam = { workspaceId: row.workspaceId, teamId: row.id };
    for (const key of await tables.apiKeys.matching('every', inTeam)) {
      await tables.apiKeys.update({ ...key, teamId: null });
    }
    await saveInlineBudget(tables, holderOf(row), null, new Date(clock.now()));
    await tables.teams.remove(row);
  },
  async view(rows, { tables }) {
    const scope = { organizations: [], workspaces: rows.map(({ workspaceId }) => workspaceId) };
    const budgetOf = await readInlineBudgets(tables, scope, 'team');
    return rows.map((row) => ({
      id: row.id,
      workspace: row.workspaceId,
      name: row.name,
      budget: budgetOf(row.workspaceId, row.id),
      ...ownedView(row),
    }));
  },
};

const holderOf = ({ workspaceId, id, source }: TeamRow) => ({
  workspaceId,
  scope: 'team' as const,
  scopeId: id,
  source,
});
