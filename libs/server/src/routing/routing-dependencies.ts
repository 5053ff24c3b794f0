import type { Gateway } from '@weighbridge/gateway/completion/gateway';
import type { Snapshot } from '@weighbridge/gateway/routing/snapshot';
import type { GovernStore } from '@weighbridge/govern/tables/tables';

/** What the routing API needs, under {@link ROUTING_DEPENDENCIES} in the container. */
export interface RoutingDependencies {
  store: GovernStore;
  snapshot(): Snapshot | null;
  /** Health and limits as this node sees them; null: no gateway runs in this process. */
  gateway: Gateway | null;
  /** Milliseconds since the epoch. */
  now(): number;
}

export const ROUTING_DEPENDENCIES = Symbol('routing dependencies');
