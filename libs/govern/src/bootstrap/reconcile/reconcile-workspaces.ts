import type { Workspace } from '@weighbridge/contracts/config/workspace';
import { saveInlineBudget } from '../../resources/inline-budgets.js';
import { retireWorkspace, takeBack } from '../../resources/retire-workspace.js';
import type { RowSource, WorkspaceRow } from '../../tables/rows.js';
import type { Tables } from '../../tables/tables.js';
import { DEFAULT_ORGANIZATION } from '../default-tenants.js';
import { asStored, type Reconciliation, reconcileRows } from './reconciliation.js';

/** Makes the file's workspaces exist; the file knows no organisations, so new ones join the default one. */
export async function reconcileWorkspaces(
  pass: Reconciliation,
  workspaces: Workspace[],
): Promise<void> {
  const { tables, now, source } = pass;
  const known = await tables.workspaces.matching('every', {});
  const homes = new Map<string, string | null>();
  for (const { id } of workspaces)
    if (!known.some((row) => row.id === id)) homes.set(id, await takeBack(tables, id));
  await reconcileRows<WorkspaceRow>(pass, {
    name: 'workspaces',
    noun: 'workspace',
    table: tables.workspaces,
    known,
    placeOf: (row) => ({ organizationId: row.organizationId, workspaceId: row.id }),
    idOf: (row) => row.id,
    retire: (row) => release(pass, row),
    wanted: workspaces.map((workspace) => ({
      id: workspace.id,
      isSame: (row) => row.id === workspace.id,
      build: (known) => ({
        id: workspace.id,
        organizationId: known?.organizationId ?? homes.get(workspace.id) ?? DEFAULT_ORGANIZATION,
        name: workspace.name ?? workspace.id,
        region: workspace.region ?? null,
        zdr: workspace.zdr ?? false,
        allowedModels: workspace.allowed_models ?? null,
        evals: workspace.evals ? asStored(workspace.evals) : null,
        source,
        createdAt: known?.createdAt ?? now,
      }),
      input: { ...workspace, keys: undefined, teams: undefined, budgets: undefined },
      afterwards: ({ id }) =>
        saveInlineBudget(
          tables,
          { workspaceId: id, scope: 'workspace', scopeId: id, source },
          workspace.budget ?? null,
          now,
        ),
    })),
  });
}

/**
 * A workspace that holds what the file did not put there stays, and is edited in the console. What
 * the file let it spend goes with the file; what protects it (region, zdr, models) stays until
 * someone decides otherwise.
 */
async function release({ tables, now }: Reconciliation, row: WorkspaceRow): Promise<void> {
  const workspaceId = row.id;
  if (!(await holdsForeignRows(tables, workspaceId))) return retireWorkspace(tables, row, now);
  await tables.workspaces.update({ ...row, evals: null, source: 'api' });
  const holder = { workspaceId, scope: 'workspace', scopeId: workspaceId, source: 'file' } as const;
  await saveInlineBudget(tables, holder, null, now);
}

async function holdsForeignRows(tables: Tables, workspaceId: string): Promise<boolean> {
  const keys = await tables.apiKeys.matching('every', { workspaceId });
  const rows: { source: RowSource }[] = [
    // A key of the environment that gave way to one of the file is to return.
    ...keys.filter(({ revokedAt, source }) => revokedAt === null || source === 'env'),
    ...(await tables.teams.matching('every', { workspaceId })),
    ...(await tables.budgets.matching('every', { workspaceId, inline: false })),
    ...(await tables.providers.matching('every', { workspaceId })),
    ...(await tables.routes.matching('every', { workspaceId })),
    ...(await tables.categories.matching('every', { workspaceId })),
    ...(await tables.evaluators.matching('every', { workspaceId })),
  ];
  const members = await tables.memberships.matching('every', { workspaceId });
  return members.length > 0 || rows.some(({ source }) => source !== 'file');
}
