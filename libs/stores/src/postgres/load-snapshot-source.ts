import type { SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import { openCredentials } from '@weighbridge/govern/vault/provider-credentials';
import type { Vault } from '@weighbridge/govern/vault/vault';
import { type DataSource, type EntityManager, IsNull } from 'typeorm';
import {
  apiKeyEntity,
  budgetEntity,
  categoryEntity,
  providerEntity,
  routeEntity,
} from './entities/configuration.js';
import { decisionTableEntity } from './entities/evals.js';
import { instanceEntity, secretEntity } from './entities/instance.js';
import { workspaceEntity } from './entities/tenants.js';
import { guardStore } from './guard-store.js';

/**
 * Reads everything the request path may know, as of one version, with the providers' secrets
 * opened. A provider whose secret does not open is handed over without credentials.
 */
export const loadSnapshotSource = (dataSource: DataSource, vault: Vault): Promise<SnapshotSource> =>
  guardStore(() =>
    dataSource.transaction('REPEATABLE READ', (manager) => readSnapshotSource(manager, vault)),
  );

/** As `loadSnapshotSource`, within a transaction that the caller holds. */
export async function readSnapshotSource(
  manager: EntityManager,
  vault: Vault,
): Promise<SnapshotSource> {
  const instance = await manager.getRepository(instanceEntity).findOneByOrFail({ id: 1 });
  const workspaces = await manager.getRepository(workspaceEntity).find();
  const keys = await manager.getRepository(apiKeyEntity).findBy({ revokedAt: IsNull() });
  const providers = await manager.getRepository(providerEntity).find();
  const secrets = await manager
    .getRepository(secretEntity)
    .findBy({ purpose: 'provider-credentials' });
  const routes = await manager.getRepository(routeEntity).find();
  const categories = await manager
    .getRepository(categoryEntity)
    .find({ order: { position: 'ASC', uid: 'ASC' } });
  const budgets = await manager.getRepository(budgetEntity).find();
  const decisions = await manager.getRepository(decisionTableEntity).find();
  const secretOf = new Map(secrets.map((secret) => [secret.id, secret]));
  return {
    version: instance.configVersion,
    workspaces: workspaces.map(({ id, organizationId, region, zdr, allowedModels, evals }) => ({
      ...{ id, organizationId, region, zdr, allowedModels, evals },
    })),
    keys: keys.map(({ id, name, workspaceId, teamId, kind, hash, limits, ...key }) => ({
      ...{ id, name, workspaceId, teamId, kind, hash, limits },
      allowedModels: key.allowedModels,
      expiresAt: key.expiresAt?.getTime() ?? null,
    })),
    providers: providers.map((provider) => ({
      workspaceId: provider.workspaceId,
      config: provider.config,
      ...openCredentials(vault, provider, secretOf.get(provider.uid)),
    })),
    routes: routes.map(({ workspaceId, config }) => ({ workspaceId, config })),
    budgets: budgets.map(({ id, workspaceId, scope, scopeId, limit, period, mode }) => ({
      ...{ id, workspaceId, scope, scopeId, limit, period, mode },
    })),
    categories: categories.map(({ workspaceId, config }) => ({ workspaceId, config })),
    decisions: decisions.map(
      ({ workspaceId, routeId, version, defaultModel, choices, frozen }) => ({
        ...{ workspaceId, routeId, version, defaultModel, choices, frozen },
      }),
    ),
  };
}
