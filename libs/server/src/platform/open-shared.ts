import type { Counters } from '@weighbridge/gateway/limits/counters';
import { createMemoryCounters } from '@weighbridge/gateway/limits/memory-counters';
import { systemClock } from '@weighbridge/kernel/clock';
import type { MetricsPage } from '@weighbridge/observe/metrics/join-pages';
import type { CountedRequest } from '@weighbridge/observe/metrics/request-metrics';
import type { Bus } from '@weighbridge/stores/bus/bus';
import { createInProcessBus } from '@weighbridge/stores/bus/in-process-bus';
import { openRedisBus } from '@weighbridge/stores/bus/open-redis-bus';
import {
  type OpenedCounters,
  openRedisCounters,
} from '@weighbridge/stores/counters/open-redis-counters';

/** Which process of an instance this is, and what they share without Redis. */
export interface Seat {
  /** Zero leads: it applies the configuration file. */
  index: number;
  of: number;
  /** What its log lines are marked with. */
  name?: string;
  bus: Bus;
  openCounters(log: (line: string) => void): Promise<OpenedCounters>;
  /** Where another process shows this one's metrics: told of every request that has ended. */
  onFinished?(request: CountedRequest): void;
  /** Where several serve one port: what all of them have to show, this one included. */
  readPages?(): Promise<MetricsPage[]>;
}

/** How this process and others tell one another of changes. */
export function openBus(
  redisUrl: string | undefined,
  seat: Seat | undefined,
  log: (line: string) => void,
): Promise<Bus> {
  if (redisUrl) return openRedisBus(redisUrl, log);
  return Promise.resolve(seat?.bus ?? createInProcessBus());
}

/** What counts the limits: Redis, what the processes of this instance agreed on, or this process alone. */
export async function openCounters(
  redisUrl: string | undefined,
  seat: Seat | undefined,
  log: (line: string) => void,
): Promise<OpenedCounters> {
  if (redisUrl) return openRedisCounters({ url: redisUrl, log, presumedNodes: seat?.of ?? 1 });
  return seat ? seat.openCounters(log) : keptHere(createMemoryCounters(systemClock));
}

/** Counters with nothing to close. */
export const keptHere = (counters: Counters): OpenedCounters => ({
  counters,
  close: () => Promise.resolve(),
});
