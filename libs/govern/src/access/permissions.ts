import type { Role } from './roles.js';

/** Where a permission is decided, and the least role there. */
type PermissionRule =
  | { at: 'signed_in' }
  | { at: 'instance' }
  | { at: 'organization' | 'workspace'; role: Role };

const signedIn = { at: 'signed_in' } as const;
const instance = { at: 'instance' } as const;
const organization = <R extends Role>(role: R) => ({ at: 'organization', role }) as const;
const workspace = <R extends Role>(role: R) => ({ at: 'workspace', role }) as const;

/**
 * Who may do what. A role in an organisation counts in each of its workspaces; the instance owner
 * holds everything; rows that belong to every workspace are changed by the instance owner alone.
 */
export const PERMISSIONS = {
  'session.read': signedIn,
  'session.delete': signedIn,
  'unbuilt.use': signedIn,
  'organizations.read': organization('viewer'),
  'organizations.create': instance,
  'organizations.update': organization('owner'),
  'organizations.delete': instance,
  'workspaces.read': workspace('viewer'),
  'workspaces.create': organization('admin'),
  'workspaces.update': workspace('admin'),
  'workspaces.delete': workspace('owner'),
  'teams.read': workspace('viewer'),
  'teams.create': workspace('admin'),
  'teams.update': workspace('admin'),
  'teams.delete': workspace('admin'),
  'users.read': workspace('admin'),
  'users.create': instance,
  'users.update': instance,
  'users.delete': instance,
  'members.read': workspace('viewer'),
  'members.create': workspace('admin'),
  'members.update': workspace('admin'),
  'members.delete': workspace('admin'),
  'keys.read': workspace('viewer'),
  'keys.create': workspace('admin'),
  'keys.update': workspace('admin'),
  'keys.delete': workspace('admin'),
  'keys.rotate': workspace('admin'),
  'providers.read': workspace('viewer'),
  'providers.create': workspace('admin'),
  'providers.update': workspace('admin'),
  'providers.delete': workspace('admin'),
  'providers.test': workspace('admin'),
  'routes.read': workspace('viewer'),
  'routes.create': workspace('admin'),
  'routes.update': workspace('admin'),
  'routes.delete': workspace('admin'),
  'categories.read': workspace('viewer'),
  'categories.create': workspace('admin'),
  'categories.update': workspace('admin'),
  'categories.delete': workspace('admin'),
  'budgets.read': workspace('viewer'),
  'budgets.create': workspace('admin'),
  'budgets.update': workspace('admin'),
  'budgets.delete': workspace('admin'),
  'models.read': workspace('viewer'),
  'audit_log.read': workspace('admin'),
  'requests.read': workspace('viewer'),
  'routing.plan': workspace('member'),
  'evaluators.read': workspace('viewer'),
  'evaluators.create': workspace('member'),
  'evaluators.update': workspace('member'),
  'evaluators.delete': workspace('member'),
  'comparisons.read': workspace('viewer'),
  'comparisons.label': workspace('member'),
  'quality.read': workspace('viewer'),
  'scores.read': workspace('viewer'),
  'scores.create': workspace('member'),
  'decisions.read': workspace('viewer'),
  'decisions.update': workspace('admin'),
  'jobs.read': instance,
  'jobs.retry': instance,
} as const satisfies Record<string, PermissionRule>;

export type Permission = keyof typeof PERMISSIONS;

/** The rule of a permission, without the literal types. */
export const ruleOf = (permission: Permission): PermissionRule => PERMISSIONS[permission];
