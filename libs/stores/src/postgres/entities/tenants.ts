import type {
  ConsoleSessionRow,
  MembershipRow,
  OrganizationRow,
  RetiredWorkspaceRow,
  TeamRow,
  UserRow,
  WorkspaceRow,
} from '@weighbridge/govern/tables/rows';
import { EntitySchema } from 'typeorm';
import { flag, id, instant, json, owned, text, workspaceId } from './columns.js';
import { belongsTo } from './foreign-keys.js';

export const organizationEntity = new EntitySchema<OrganizationRow>({
  name: 'organizations',
  columns: { id: id(), name: text(), ...owned },
});

export const workspaceEntity = new EntitySchema<WorkspaceRow>({
  name: 'workspaces',
  columns: {
    id: id(),
    organizationId: text({ name: 'organization_id' }),
    name: text(),
    region: text({ nullable: true }),
    zdr: flag(),
    allowedModels: json({ name: 'allowed_models', nullable: true }),
    evals: json({ nullable: true }),
    ...owned,
  },
  foreignKeys: [belongsTo('workspaces', 'organizationId', 'organizations', 'NO ACTION')],
  indices: [{ name: 'workspaces_by_organization', columns: ['organizationId'] }],
});

export const retiredWorkspaceEntity = new EntitySchema<RetiredWorkspaceRow>({
  name: 'retired_workspaces',
  columns: {
    id: id(),
    organizationId: text({ name: 'organization_id' }),
    retiredAt: instant('retired_at'),
  },
});

export const teamEntity = new EntitySchema<TeamRow>({
  name: 'teams',
  columns: { uid: id(), workspaceId: workspaceId(), id: text(), name: text(), ...owned },
  foreignKeys: [belongsTo('teams', 'workspaceId', 'workspaces')],
  uniques: [{ name: 'teams_identity', columns: ['workspaceId', 'id'] }],
});

export const userEntity = new EntitySchema<UserRow>({
  name: 'users',
  columns: {
    id: id(),
    email: text(),
    name: text(),
    passwordHash: text({ name: 'password_hash', nullable: true }),
    instanceOwner: flag({ name: 'instance_owner' }),
    createdAt: instant('created_at'),
  },
  uniques: [{ name: 'users_email', columns: ['email'] }],
});

export const membershipEntity = new EntitySchema<MembershipRow>({
  name: 'memberships',
  columns: {
    id: id(),
    userId: text({ name: 'user_id' }),
    organizationId: text({ name: 'organization_id', nullable: true }),
    workspaceId: workspaceId({ nullable: true }),
    role: text(),
    createdAt: instant('created_at'),
  },
  foreignKeys: [
    belongsTo('memberships', 'userId', 'users'),
    belongsTo('memberships', 'organizationId', 'organizations'),
    belongsTo('memberships', 'workspaceId', 'workspaces'),
  ],
  uniques: [
    { name: 'memberships_in_organization', columns: ['userId', 'organizationId'] },
    { name: 'memberships_in_workspace', columns: ['userId', 'workspaceId'] },
  ],
  checks: [
    {
      name: 'memberships_one_place',
      expression: 'num_nonnulls(organization_id, workspace_id) = 1',
    },
  ],
});

export const consoleSessionEntity = new EntitySchema<ConsoleSessionRow>({
  name: 'console_sessions',
  columns: {
    idHash: text({ name: 'id_hash', primary: true }),
    userId: text({ name: 'user_id' }),
    createdAt: instant('created_at'),
    lastSeenAt: instant('last_seen_at'),
    expiresAt: instant('expires_at'),
  },
  foreignKeys: [belongsTo('console_sessions', 'userId', 'users')],
  indices: [{ name: 'console_sessions_by_user', columns: ['userId'] }],
});
