import type { UserRow } from '../tables/rows.js';
import type { Tables } from '../tables/tables.js';
import type { Principal } from './principal.js';
import { type Role, strongerRole } from './roles.js';

/** Resolves every role of a user: an organisation's role counts in each of its workspaces. */
export async function resolvePrincipal(
  tables: Tables,
  user: UserRow,
  session: Principal['session'],
): Promise<Principal> {
  const organizations = new Map<string, Role>();
  const workspaces = new Map<string, Role>();
  for (const membership of await tables.memberships.matching('every', { userId: user.id })) {
    if (membership.organizationId !== null) {
      organizations.set(membership.organizationId, membership.role);
    }
    if (membership.workspaceId !== null) workspaces.set(membership.workspaceId, membership.role);
  }
  for (const [organizationId, role] of organizations) {
    for (const { id } of await tables.workspaces.matching('every', { organizationId })) {
      workspaces.set(id, strongerRole(workspaces.get(id), role));
    }
  }
  const { id, email, name, instanceOwner } = user;
  return {
    actor: { type: 'user', id },
    user: { id, email, name },
    ...{ instanceOwner, organizations, workspaces, session },
  };
}
