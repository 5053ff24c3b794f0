import type { Counters } from '@weighbridge/gateway/limits/counters';
import { createMemoryCounters } from '@weighbridge/gateway/limits/memory-counters';
import { systemClock } from '@weighbridge/kernel/clock';
import { newId } from '@weighbridge/kernel/ids';
import type { Bus } from '@weighbridge/stores/bus/bus';
import { createInProcessBus } from '@weighbridge/stores/bus/in-process-bus';
import { openRedisBus } from '@weighbridge/stores/bus/open-redis-bus';
import { openLeasedCounters } from '@weighbridge/stores/counters/leased-counters';
import type { LimitAuthority } from '@weighbridge/stores/counters/limit-authority';
import {
  type OpenedCounters,
  openRedisCounters,
} from '@weighbridge/stores/counters/open-redis-counters';

/** Which of several processes on one port this is, and what they share without Redis. */
export interface Seat {
  /** Zero leads: it applies the configuration file and runs the jobs. */
  index: number;
  of: number;
  limits: LimitAuthority;
  bus: Bus;
}

/** Limits of the workers of one port, counted by the process that started them. */
const MINUTE = { spanMs: 60_000, bucketMs: 500 };

/** How this process and others tell one another of changes. */
export function openBus(
  redisUrl: string | undefined,
  seat: Seat | undefined,
  log: (line: string) => void,
): Promise<Bus> {
  if (redisUrl) return openRedisBus(redisUrl, log);
  return Promise.resolve(seat?.bus ?? createInProcessBus());
}

/** What counts the limits: Redis, the process that started this one, or this process alone. */
export async function openCounters(
  redisUrl: string | undefined,
  seat: Seat | undefined,
  log: (line: string) => void,
): Promise<OpenedCounters> {
  if (redisUrl) return openRedisCounters({ url: redisUrl, log, presumedNodes: seat?.of ?? 1 });
  if (!seat) return alone(createMemoryCounters(systemClock));
  const counters = await openLeasedCounters({
    ...{ authority: seat.limits, presumedNodes: seat.of, window: MINUTE, log },
    ...{ node: newId('node'), clock: systemClock },
  });
  return { counters, close: () => counters.close() };
}

const alone = (counters: Counters): OpenedCounters => ({
  counters,
  close: () => Promise.resolve(),
});
