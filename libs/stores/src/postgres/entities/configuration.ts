import type {
  ApiKeyRow,
  BudgetRow,
  CategoryRow,
  ProviderRow,
  RouteRow,
} from '@weighbridge/govern/tables/rows';
import { EntitySchema } from 'typeorm';
import {
  counter,
  exactInteger,
  flag,
  id,
  instant,
  json,
  owned,
  text,
  workspaceId,
} from './columns.js';
import { belongsTo } from './foreign-keys.js';

export const apiKeyEntity = new EntitySchema<ApiKeyRow>({
  name: 'api_keys',
  columns: {
    id: id(),
    workspaceId: workspaceId(),
    name: text(),
    kind: text(),
    hash: text(),
    hint: text(),
    pairId: text({ name: 'pair_id', nullable: true }),
    teamId: text({ name: 'team_id', nullable: true }),
    limits: json(),
    allowedModels: json({ name: 'allowed_models', nullable: true }),
    expiresAt: instant('expires_at', { nullable: true }),
    revokedAt: instant('revoked_at', { nullable: true }),
    ...owned,
  },
  foreignKeys: [belongsTo('api_keys', 'workspaceId', 'workspaces')],
  indices: [
    {
      name: 'api_keys_live_hash',
      columns: ['hash'],
      unique: true,
      where: '"revoked_at" IS NULL',
    },
    {
      name: 'api_keys_live_name',
      columns: ['workspaceId', 'name', 'kind'],
      unique: true,
      where: '"revoked_at" IS NULL',
    },
  ],
});

const configColumns = {
  uid: id(),
  workspaceId: workspaceId({ nullable: true }),
  id: text(),
  config: json(),
  ...owned,
};

/** The identity of these rows is unique over (coalesce(workspace_id, ''), id): see the migration. */
const configTable = (name: string) => ({
  name,
  foreignKeys: [belongsTo(name, 'workspaceId', 'workspaces')],
  indices: [{ name: `${name}_identity`, synchronize: false }],
});

export const providerEntity = new EntitySchema<ProviderRow>({
  ...configTable('providers'),
  columns: { ...configColumns, secretSummary: json({ name: 'secret_summary' }) },
});

export const routeEntity = new EntitySchema<RouteRow>({
  ...configTable('routes'),
  columns: configColumns,
});

export const categoryEntity = new EntitySchema<CategoryRow>({
  ...configTable('categories'),
  columns: { ...configColumns, position: counter() },
});

export const budgetEntity = new EntitySchema<BudgetRow>({
  name: 'budgets',
  columns: {
    id: id(),
    workspaceId: workspaceId(),
    scope: text(),
    scopeId: text({ name: 'scope_id' }),
    limit: exactInteger({ name: 'limit_nano' }),
    period: text(),
    mode: text(),
    inline: flag(),
    ...owned,
  },
  foreignKeys: [belongsTo('budgets', 'workspaceId', 'workspaces')],
  indices: [
    {
      name: 'budgets_inline_identity',
      columns: ['workspaceId', 'scope', 'scopeId'],
      unique: true,
      where: '"inline"',
    },
    { name: 'budgets_by_workspace', columns: ['workspaceId'] },
  ],
});
