import type { Scope } from '../tables/tables.js';
import { type Permission, ruleOf } from './permissions.js';
import type { Principal } from './principal.js';
import { type Role, reaches } from './roles.js';

/** Where a resource is: null and null is nowhere in particular, hence the instance's. */
export interface Place {
  organizationId: string | null;
  workspaceId: string | null;
}

/** The strongest role that counts at a place. */
export function roleAt(principal: Principal, place: Place): Role | undefined {
  if (place.workspaceId !== null) return principal.workspaces.get(place.workspaceId);
  if (place.organizationId !== null) return principal.organizations.get(place.organizationId);
  return undefined;
}

/** Whether the principal may do this there. */
export function holds(principal: Principal, permission: Permission, place: Place): boolean {
  const rule = ruleOf(permission);
  if (principal.instanceOwner || rule.at === 'signed_in') return true;
  if (rule.at === 'instance') return false;
  const role = roleAt(principal, place);
  return role !== undefined && reaches(role, rule.role);
}

/** The tenants in which the principal may do this. */
export function tenantsWith(principal: Principal, permission: Permission): Scope {
  if (principal.instanceOwner) return 'every';
  const rule = ruleOf(permission);
  if (!('role' in rule)) return { organizations: [], workspaces: [] };
  const reaching = (roles: ReadonlyMap<string, Role>) =>
    [...roles].filter(([, role]) => reaches(role, rule.role)).map(([id]) => id);
  return {
    organizations: reaching(principal.organizations),
    workspaces: reaching(principal.workspaces),
  };
}

/** Whether there is any place at all where the principal may do this. */
export function holdsSomewhere(principal: Principal, permission: Permission): boolean {
  if (ruleOf(permission).at === 'signed_in') return true;
  const tenants = tenantsWith(principal, permission);
  if (tenants === 'every') return true;
  return ruleOf(permission).at === 'organization'
    ? tenants.organizations.length > 0
    : tenants.organizations.length + tenants.workspaces.length > 0;
}
