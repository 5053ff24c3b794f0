import {
  apiKeyEntity,
  budgetEntity,
  categoryEntity,
  providerEntity,
  routeEntity,
} from './configuration.js';
import { auditCheckpointEntity, auditLogEntity, instanceEntity, secretEntity } from './instance.js';
import {
  consoleSessionEntity,
  membershipEntity,
  organizationEntity,
  teamEntity,
  userEntity,
  workspaceEntity,
} from './tenants.js';

/** Every table of the control plane. */
export const ENTITIES = [
  organizationEntity,
  workspaceEntity,
  teamEntity,
  userEntity,
  membershipEntity,
  consoleSessionEntity,
  apiKeyEntity,
  providerEntity,
  routeEntity,
  categoryEntity,
  budgetEntity,
  secretEntity,
  auditLogEntity,
  auditCheckpointEntity,
  instanceEntity,
];
