import type { ConsoleSessions } from '@weighbridge/govern/sessions/console-sessions';
import type { GovernStore } from '@weighbridge/govern/tables/tables';

/** What the guard needs, under {@link ACCESS_DEPENDENCIES} in the container. */
export interface AccessDependencies {
  store: GovernStore;
  sessions: ConsoleSessions;
  /** The bearer token with the instance owner's rights. */
  adminToken: string;
}

export const ACCESS_DEPENDENCIES = Symbol('access dependencies');
