import type { Tables } from '@weighbridge/govern/tables/tables';
import type { EntityManager } from 'typeorm';
import {
  apiKeyEntity,
  budgetEntity,
  categoryEntity,
  providerEntity,
  routeEntity,
} from '../entities/configuration.js';
import { decisionTableEntity, decisionVersionEntity, evaluatorEntity } from '../entities/evals.js';
import { secretEntity } from '../entities/instance.js';
import {
  consoleSessionEntity,
  membershipEntity,
  organizationEntity,
  retiredWorkspaceEntity,
  teamEntity,
  userEntity,
  workspaceEntity,
} from '../entities/tenants.js';
import {
  createTable,
  IN_WORKSPACES,
  NO_TENANT,
  SHARED_OR_IN_WORKSPACES,
  type TableShape,
} from './create-table.js';

const IN_EITHER =
  '(row.organizationId = ANY(:organizations) OR row.workspaceId = ANY(:workspaces))';
const MEMBERS_OF_EITHER = `row.id IN (SELECT user_id FROM memberships
  WHERE organization_id = ANY(:organizations) OR workspace_id = ANY(:workspaces))`;

/** Every table of the control plane, within one transaction or connection. */
export function createTables(manager: EntityManager): Tables {
  const table = <Row extends object>(shape: TableShape<Row>) => createTable(manager, shape);
  const inWorkspace = { key: 'id', scope: IN_WORKSPACES, sharesIds: false } as const;
  const shared = { key: 'uid', scope: SHARED_OR_IN_WORKSPACES, sharesIds: true } as const;
  const instanceOnly = { scope: NO_TENANT, sharesIds: false };
  const byId = { key: 'id', sharesIds: false } as const;
  const ofOrganizations = 'row.id = ANY(:organizations)';
  const ofWorkspaces = 'row.id = ANY(:workspaces)';
  return {
    organizations: table({ entity: organizationEntity, ...byId, scope: ofOrganizations }),
    workspaces: table({ entity: workspaceEntity, ...byId, scope: ofWorkspaces }),
    retiredWorkspaces: table({ entity: retiredWorkspaceEntity, key: 'id', ...instanceOnly }),
    teams: table({ entity: teamEntity, key: 'uid', scope: IN_WORKSPACES, sharesIds: true }),
    users: table({ entity: userEntity, ...byId, scope: MEMBERS_OF_EITHER }),
    memberships: table({ entity: membershipEntity, ...byId, scope: IN_EITHER }),
    consoleSessions: table({ entity: consoleSessionEntity, key: 'idHash', ...instanceOnly }),
    apiKeys: table({ entity: apiKeyEntity, ...inWorkspace }),
    providers: table({ entity: providerEntity, ...shared }),
    routes: table({ entity: routeEntity, ...shared }),
    categories: table({ entity: categoryEntity, ...shared }),
    budgets: table({ entity: budgetEntity, ...inWorkspace }),
    evaluators: table({ entity: evaluatorEntity, ...inWorkspace }),
    decisionTables: table({ entity: decisionTableEntity, ...inWorkspace }),
    decisionVersions: table({ entity: decisionVersionEntity, ...inWorkspace }),
    secrets: table({ entity: secretEntity, key: 'id', ...instanceOnly }),
  };
}
