import { Redis } from 'ioredis';

const CONNECT_TIMEOUT_MS = 2_000;
/** A Redis that comes back is found again within this. */
const LONGEST_RETRY_MS = 500;

/** A connection to Redis; only stores sends it commands. */
export type RedisConnection = Redis;

/**
 * Opens a connection that never makes anyone wait for a Redis that is away: commands fail at once and
 * are not sent again, the connection comes back by itself.
 * @param onAway hears why, each time the connection is lost or cannot be made
 */
export function openRedis(url: string, onAway: (error: Error) => void): RedisConnection {
  const redis = new Redis(url, {
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: (times) => Math.min(times * 50, LONGEST_RETRY_MS),
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  });
  redis.on('error', onAway);
  return redis;
}

/** Resolves when the connection is ready or was refused once: a start does not wait for Redis. */
export function settleConnection(redis: RedisConnection): Promise<void> {
  if (redis.status === 'ready') return Promise.resolve();
  return new Promise((resolve) => {
    const settle = () => {
      redis.off('ready', settle).off('error', settle);
      resolve();
    };
    redis.on('ready', settle).on('error', settle);
  });
}
