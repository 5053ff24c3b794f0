import type { Tables } from '@weighbridge/govern/tables/tables';
import type { EntityManager } from 'typeorm';
import {
  apiKeyEntity,
  budgetEntity,
  categoryEntity,
  providerEntity,
  routeEntity,
} from '../entities/configuration.js';
import { secretEntity } from '../entities/instance.js';
import {
  consoleSessionEntity,
  membershipEntity,
  organizationEntity,
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
const BY_ID: [string, string] = ['row.id', "''::text"];
const BY_ID_AND_WORKSPACE: [string, string] = ['row.id', "coalesce(row.workspaceId, '')"];

/** Every table of the control plane, within one transaction or connection. */
export function createTables(manager: EntityManager): Tables {
  const table = <Row extends object>(shape: TableShape<Row>) => createTable(manager, shape);
  const inWorkspace = { key: 'id', scope: IN_WORKSPACES, order: BY_ID } as const;
  const shared = {
    key: 'uid',
    scope: SHARED_OR_IN_WORKSPACES,
    order: BY_ID_AND_WORKSPACE,
  } as const;
  const instanceOnly = { scope: NO_TENANT, order: BY_ID };
  return {
    organizations: table({
      ...{ entity: organizationEntity, key: 'id', order: BY_ID },
      scope: 'row.id = ANY(:organizations)',
    }),
    workspaces: table({
      ...{ entity: workspaceEntity, key: 'id', order: BY_ID },
      scope: 'row.id = ANY(:workspaces)',
    }),
    teams: table({
      ...{ entity: teamEntity, key: 'uid', scope: IN_WORKSPACES },
      order: BY_ID_AND_WORKSPACE,
    }),
    users: table({ entity: userEntity, key: 'id', order: BY_ID, scope: MEMBERS_OF_EITHER }),
    memberships: table({ entity: membershipEntity, key: 'id', order: BY_ID, scope: IN_EITHER }),
    consoleSessions: table({ entity: consoleSessionEntity, key: 'idHash', ...instanceOnly }),
    apiKeys: table({ entity: apiKeyEntity, ...inWorkspace }),
    providers: table({ entity: providerEntity, ...shared }),
    routes: table({ entity: routeEntity, ...shared }),
    categories: table({ entity: categoryEntity, ...shared }),
    budgets: table({ entity: budgetEntity, ...inWorkspace }),
    secrets: table({ entity: secretEntity, key: 'id', ...instanceOnly }),
  };
}
