import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type {
  WorkspaceCreate,
  WorkspacePatch,
  WorkspaceView,
} from '@weighbridge/contracts/resources/workspace';
import { tenantsWith } from '../access/authorize.js';
import type { WorkspaceRow } from '../tables/rows.js';
import { notFound } from './find-place.js';
import { readInlineBudgets, saveInlineBudget } from './inline-budgets.js';
import { isReadOnly, ownedView } from './owned-view.js';
import type { ResourceContext, ResourceDefinition } from './resource-definition.js';
import { refuseRetired, retireWorkspace } from './retire-workspace.js';

export const workspaces: ResourceDefinition<
  WorkspaceRow,
  WorkspaceCreate,
  WorkspacePatch,
  WorkspaceView
> = {
  name: 'workspaces',
  noun: 'workspace',
  reload: true,
  table: (tables) => tables.workspaces,
  whereId: (id) => ({ id }),
  idOf: (row) => row.id,
  placeOf: (row) => Promise.resolve({ organizationId: row.organizationId, workspaceId: row.id }),
  isReadOnly,
  placeOfNew: async (input, _workspace, context) => ({
    organizationId: await chooseOrganization(input.organization, context),
    workspaceId: null,
  }),
  async create(input, { organizationId }, { tables, clock }) {
    const row: WorkspaceRow = {
      id: input.id,
      organizationId: organizationId!,
      name: input.name ?? input.id,
      region: input.region ?? null,
      zdr: input.zdr ?? false,
      allowedModels: input.allowed_models ?? null,
      evals: input.evals ?? null,
      source: 'api',
      createdAt: new Date(clock.now()),
    };
    await refuseRetired(tables, row.id);
    await tables.workspaces.insert(row);
    await saveInlineBudget(tables, holderOf(row), input.budget, row.createdAt);
    return { row };
  },
  async update(row, patch, { tables, clock }) {
    const updated: WorkspaceRow = {
      ...row,
      name: patch.name ?? row.name,
      region: patch.region === undefined ? row.region : patch.region,
      zdr: patch.zdr === undefined ? row.zdr : (patch.zdr ?? false),
      allowedModels: patch.allowed_models === undefined ? row.allowedModels : patch.allowed_models,
      evals: patch.evals === undefined ? row.evals : patch.evals,
    };
    await tables.workspaces.update(updated);
    await saveInlineBudget(tables, holderOf(updated), patch.budget, new Date(clock.now()));
    return updated;
  },
  async remove(row, { tables, clock }) {
    for (const provider of await tables.providers.matching('every', { workspaceId: row.id })) {
      for (const secret of await tables.secrets.matching('every', { id: provider.uid })) {
        await tables.secrets.remove(secret);
      }
    }
    await retireWorkspace(tables, row, new Date(clock.now()));
  },
  async view(rows, { tables }) {
    const scope = { organizations: [], workspaces: rows.map(({ id }) => id) };
    const budgetOf = await readInlineBudgets(tables, scope, 'workspace');
    return rows.map((row) => ({
      id: row.id,
      organization: row.organizationId,
      name: row.name,
      region: row.region,
      zdr: row.zdr,
      budget: budgetOf(row.id, row.id),
      allowed_models: row.allowedModels,
      evals: row.evals,
      ...ownedView(row),
    }));
  },
};

const holderOf = ({ id, source }: WorkspaceRow) => ({
  workspaceId: id,
  scope: 'workspace' as const,
  scopeId: id,
  source,
});

async function chooseOrganization(
  named: string | undefined,
  { principal, tables }: ResourceContext,
): Promise<string> {
  const scope = tenantsWith(principal, 'organizations.read');
  if (named !== undefined) {
    const [known] = await tables.organizations.matching(scope, { id: named });
    if (!known) throw notFound('organisation', named);
    return known.id;
  }
  const [only, another] = await tables.organizations.page(scope, { limit: 1, after: null });
  if (!only || another) {
    throw new ApiError('invalid_request', 'name the organization that the workspace belongs to', {
      param: 'organization',
    });
  }
  return only.id;
}
