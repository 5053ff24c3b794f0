import type { Freshness } from '@weighbridge/contracts/records/request-view';
import type { GovernStore } from '@weighbridge/govern/tables/tables';
import type { RequestLog } from '@weighbridge/observe/requests/request-log';

/** What the query API of requests needs, under {@link REQUESTS_DEPENDENCIES} in the container. */
export interface RequestsDependencies {
  log: RequestLog;
  store: GovernStore;
  /** What the journal of this process knows of records on their way. */
  freshness: () => Freshness;
}

export const REQUESTS_DEPENDENCIES = Symbol('requests dependencies');
