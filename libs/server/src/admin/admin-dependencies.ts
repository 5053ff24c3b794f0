import type { ProviderTrial } from '@weighbridge/contracts/resources/provider-trial';
import type { AuditPageReader } from '@weighbridge/govern/audit-log/list-audit-records';
import type { ModelDirectory } from '@weighbridge/govern/resources/list-models';
import type { ResourceTools } from '@weighbridge/govern/resources/resource-definition';
import type { GovernStore } from '@weighbridge/govern/tables/tables';

/** What the admin API is made of, under {@link ADMIN_DEPENDENCIES} in the container. */
export interface AdminDependencies extends ResourceTools {
  store: GovernStore;
  /** The bearer token with the instance owner's rights. */
  adminToken: string;
  readAuditPage: AuditPageReader;
  models: ModelDirectory;
  /** Calls a provider; of everybody's when the workspace is null. */
  tryProvider(workspaceId: string | null, id: string): Promise<ProviderTrial>;
  /** Told of what no caller can be told of. */
  reportUnexpected: (error: unknown) => void;
}

export const ADMIN_DEPENDENCIES = Symbol('admin dependencies');
