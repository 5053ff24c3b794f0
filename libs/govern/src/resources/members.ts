import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type {
  MemberCreate,
  MemberPatch,
  MemberRole,
  MemberView,
} from '@weighbridge/contracts/resources/member';
import { newId } from '@weighbridge/kernel/ids';
import { type Place, roleAt, tenantsWith } from '../access/authorize.js';
import { reaches } from '../access/roles.js';
import type { MembershipRow } from '../tables/rows.js';
import { chooseWorkspace, notFound, placeOfWorkspace } from './find-place.js';
import { keepAnOwner } from './keep-an-owner.js';
import type { ResourceContext, ResourceDefinition } from './resource-definition.js';

export const members: ResourceDefinition<MembershipRow, MemberCreate, MemberPatch, MemberView> = {
  name: 'members',
  noun: 'member',
  reload: false,
  table: (tables) => tables.memberships,
  whereId: (id) => ({ id }),
  idOf: (row) => row.id,
  placeOf: (row, { tables }) => placeOfMember(row, tables),
  isReadOnly: () => false,
  async placeOfNew({ organization, workspace }, queried, { principal, tables }) {
    if (organization === undefined) {
      return chooseWorkspace(principal, workspace ?? queried, tables);
    }
    if (workspace !== undefined) {
      const message = 'a member belongs to an organization or to a workspace: name one of them';
      throw new ApiError('invalid_request', message, { param: 'organization' });
    }
    const scope = tenantsWith(principal, 'organizations.read');
    const [known] = await tables.organizations.matching(scope, { id: organization });
    if (!known) throw notFound('organisation', organization);
    return { organizationId: known.id, workspaceId: null };
  },
  async create({ user, role }, place, context) {
    const { tables, clock } = context;
    demandRole(role, place, context);
    const where = user.includes('@') ? { email: user.toLowerCase() } : { id: user };
    const [known] = await tables.users.matching('every', where);
    if (!known) throw notFound('user', user);
    const row: MembershipRow = {
      id: newId('mem'),
      userId: known.id,
      organizationId: place.workspaceId === null ? place.organizationId : null,
      workspaceId: place.workspaceId,
      role,
      createdAt: new Date(clock.now()),
    };
    await tables.memberships.insert(row);
    return { row };
  },
  async update(row, { role }, context) {
    const place = await placeOfMember(row, context.tables);
    demandRole(row.role, place, context);
    demandRole(role, place, context);
    if (role !== 'owner') await keepAnOwner(context.tables, row);
    const updated = { ...row, role };
    await context.tables.memberships.update(updated);
    return updated;
  },
  async remove(row, context) {
    demandRole(row.role, await placeOfMember(row, context.tables), context);
    await keepAnOwner(context.tables, row);
    await context.tables.memberships.remove(row);
  },
  async view(rows, { tables }) {
    const views: MemberView[] = [];
    for (const row of rows) {
      const [user] = await tables.users.matching('every', { id: row.userId });
      views.push({
        id: row.id,
        user: row.userId,
        email: user?.email ?? '',
        organization: row.organizationId,
        workspace: row.workspaceId,
        role: row.role,
        created_at: row.createdAt.toISOString(),
      });
    }
    return views;
  },
};

const placeOfMember = (row: MembershipRow, tables: ResourceContext['tables']): Promise<Place> =>
  row.workspaceId === null
    ? Promise.resolve({ organizationId: row.organizationId, workspaceId: null })
    : placeOfWorkspace(tables, row.workspaceId);

/** Nobody gives, changes or takes away a role above their own. */
function demandRole(role: MemberRole, place: Place, { principal }: ResourceContext): void {
  const own = roleAt(principal, place);
  if (principal.instanceOwner || (own !== undefined && reaches(own, role))) return;
  throw new ApiError('forbidden', `the role ${role} is above your own`);
}
