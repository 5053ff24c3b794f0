import type { Counters } from '@weighbridge/gateway/limits/counters';
import { systemClock } from '@weighbridge/kernel/clock';
import { newId } from '@weighbridge/kernel/ids';
import { openRedis, settleConnection } from '../redis/open-redis.js';
import { type LeasedCounters, openLeasedCounters } from './leased-counters.js';
import { createRedisLimitAuthority } from './redis-limit-authority.js';

/** Limits are per minute. */
const MINUTE = { spanMs: 60_000, bucketMs: 1_000 };

export interface RedisCountersOptions {
  url: string;
  window?: { spanMs: number; bucketMs: number };
  /** Put before every key. */
  prefix?: string;
  /** How many gateways to presume until Redis was heard once. */
  presumedNodes?: number;
  log(line: string): void;
}

/** Limits with what they are counted over. */
export interface OpenedCounters {
  counters: Counters;
  close(): Promise<void>;
}

/**
 * Limits over all gateways that share a Redis. Opens also while Redis is away; this node then admits its
 * share until it is back.
 */
export async function openRedisCounters(options: RedisCountersOptions): Promise<OpenedCounters> {
  const { url, window = MINUTE, prefix, presumedNodes, log } = options;
  let counters: LeasedCounters | null = null;
  const redis = openRedis(url, (error) => counters?.lose(error));
  await settleConnection(redis);
  const opened = await openLeasedCounters({
    authority: createRedisLimitAuthority({ redis, ...window, ...(prefix && { prefix }) }),
    node: newId('node'),
    clock: systemClock,
    ...{ window, log },
    ...(presumedNodes && { presumedNodes }),
  });
  counters = opened;
  redis.on('ready', () => opened.look());
  redis.on('close', () => opened.lose(new Error('the connection to Redis is closed')));
  return {
    counters: opened,
    async close() {
      await opened.close();
      redis.disconnect();
    },
  };
}
