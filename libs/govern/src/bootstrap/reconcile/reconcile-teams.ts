import type { Workspace } from '@weighbridge/contracts/config/workspace';
import { newId } from '@weighbridge/kernel/ids';
import { saveInlineBudget } from '../../resources/inline-budgets.js';
import type { TeamRow } from '../../tables/rows.js';
import { DEFAULT_ORGANIZATION } from '../default-tenants.js';
import { type Reconciliation, reconcileRows } from './reconciliation.js';

/** Makes the teams of the file's workspaces exist. */
export async function reconcileTeams(pass: Reconciliation, workspaces: Workspace[]): Promise<void> {
  const { tables, now, source } = pass;
  const wanted = workspaces.flatMap(({ id: workspaceId, teams = [] }) =>
    teams.map((team) => ({ workspaceId, team })),
  );
  await reconcileRows<TeamRow>(pass, {
    name: 'teams',
    noun: 'team',
    table: tables.teams,
    known: await tables.teams.matching('every', {}),
    placeOf: ({ workspaceId }) => ({ organizationId: DEFAULT_ORGANIZATION, workspaceId }),
    idOf: (row) => row.id,
    wanted: wanted.map(({ workspaceId, team }) => ({
      id: team.id,
      isSame: (row) => row.workspaceId === workspaceId && row.id === team.id,
      build: (known) => ({
        uid: known?.uid ?? newId('team'),
        workspaceId,
        id: team.id,
        name: team.name ?? team.id,
        source,
        createdAt: known?.createdAt ?? now,
      }),
      input: team,
      afterwards: () =>
        saveInlineBudget(
          tables,
          { workspaceId, scope: 'team', scopeId: team.id, source },
          team.budget ?? null,
          now,
        ),
    })),
    retire: async (row) => {
      const holder = { workspaceId: row.workspaceId, scopeId: row.id, source };
      await saveInlineBudget(tables, { ...holder, scope: 'team' }, null, now);
      await tables.teams.remove(row);
    },
  });
}
