import { lookup } from 'node:dns';
import { Pool } from 'undici';
import { Exchange } from './exchange.js';
import { guardedConnector, type LookupAll } from './guarded-connector.js';
import type { ExchangeHandle, OutboundRequest, ResponseListener } from './outbound-request.js';
import { DeadlineWatch } from './watch-deadlines.js';

/** The only way from the gateway to a provider. */
export interface OutboundClient {
  /**
   * Sends a request; the listener hears the answer. Never throws and never follows a redirect.
   * The path, headers and body are the caller's own work: nothing of an incoming request is added.
   */
  sendRequest(request: OutboundRequest, listener: ResponseListener): ExchangeHandle;
  /** Lets go of the connections to every origin not named, once their requests have ended. */
  retainOrigins(origins: ReadonlySet<string>): void;
  /** Breaks what is still in flight and closes every connection. */
  closeAll(): Promise<void>;
}

export interface OutboundOptions {
  /** For tests of the address guard; names are resolved by the system otherwise. */
  lookupAll?: LookupAll;
}

// Load balancers drop idle connections from about 60 s on; a shorter life of our own loses no request
// to a connection that is closing. A provider's `keep-alive: timeout` hint shortens it further.
const KEEP_ALIVE_MS = 20_000;
// The resolution of every timeout: fine beside the smallest useful one, invisible as CPU.
const TICK_MS = 20;

const systemLookup: LookupAll = (host, callback) => lookup(host, { all: true }, callback);

/**
 * Makes the outbound client: one pool of HTTP/1.1 connections per origin, one request at a time per
 * connection, TCP_NODELAY, as many connections as requests in flight (limits bound those).
 */
export function createOutboundClient(options: OutboundOptions = {}): OutboundClient {
  const watch = new DeadlineWatch(TICK_MS);
  const lookupAll = options.lookupAll ?? systemLookup;
  // Kept apart: a connection opened for a provider that may reach private addresses
  // must never carry a request of one that may not.
  const publicPools = new Map<string, Pool>();
  const privatePools = new Map<string, Pool>();

  const poolOf = (origin: string, allowPrivateNetwork: boolean): Pool => {
    const pools = allowPrivateNetwork ? privatePools : publicPools;
    let pool = pools.get(origin);
    if (!pool) {
      pool = new Pool(origin, {
        connect: guardedConnector(allowPrivateNetwork, lookupAll),
        pipelining: 1,
        keepAliveTimeout: KEEP_ALIVE_MS,
        headersTimeout: 0, // the exchange keeps all clocks itself
        bodyTimeout: 0,
      });
      pools.set(origin, pool);
    }
    return pool;
  };

  return {
    sendRequest(request, listener) {
      const exchange = new Exchange(request, listener, watch);
      if (request.signal?.aborted) {
        exchange.abort();
        return exchange;
      }
      const { path, method, headers, body } = request;
      try {
        const pool = poolOf(request.origin, request.allowPrivateNetwork);
        pool.dispatch({ path, method, headers, body }, exchange);
      } catch (error) {
        exchange.onError(error instanceof Error ? error : new Error(String(error)));
      }
      return exchange;
    },

    retainOrigins(origins) {
      for (const pools of [publicPools, privatePools])
        for (const [origin, pool] of pools) {
          if (origins.has(origin)) continue;
          pools.delete(origin);
          void pool.close();
        }
    },

    async closeAll() {
      const all = [...publicPools.values(), ...privatePools.values()];
      publicPools.clear();
      privatePools.clear();
      await Promise.all(all.map((pool) => pool.destroy()));
    },
  };
}
