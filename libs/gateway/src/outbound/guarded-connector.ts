import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { refuseAddress } from './guard-address.js';
import { RefusedAddressError } from './transport-failure.js';

/** Resolves a host to every address it has, as `dns.lookup` with `all` does. */
export type LookupAll = (
  host: string,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

// Longer than any sensible connect_ms: the exchange's own clock decides, this only frees the socket.
const CONNECT_TIMEOUT_MS = 30_000;

/**
 * A connector that only reaches addresses the guard lets pass. A name is resolved once, its refused
 * addresses are taken out, and the socket connects to what is left: there is no second lookup that
 * could answer differently (DNS rebinding). TLS still verifies the certificate against the name.
 */
export function guardedConnector(
  allowPrivateNetwork: boolean,
  lookupAll: LookupAll,
): buildConnector.connector {
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    allowH2: false,
    lookup: guardedLookup(allowPrivateNetwork, lookupAll),
  });
  return (options, callback) => {
    // A literal address is never looked up, so it is judged here.
    const reason = isIP(options.hostname)
      ? refuseAddress(options.hostname, allowPrivateNetwork)
      : null;
    if (reason) {
      callback(new RefusedAddressError(options.hostname, options.hostname, reason), null);
      return;
    }
    connect(options, callback);
  };
}

/** A `lookup` for `net.connect` that answers with the permitted addresses alone. */
export function guardedLookup(allowPrivateNetwork: boolean, lookupAll: LookupAll): LookupFunction {
  return (host, options, callback) => {
    lookupAll(host, (error, addresses) => {
      if (error) return callback(error, []);
      const permitted = addresses.filter(
        ({ address }) => refuseAddress(address, allowPrivateNetwork) === null,
      );
      const first = permitted[0];
      if (!first) {
        const address = addresses[0]?.address ?? 'no address';
        const reason = refuseAddress(address, allowPrivateNetwork) ?? 'no address';
        return callback(new RefusedAddressError(host, address, reason), []);
      }
      if (options.all) return callback(null, permitted);
      return callback(null, first.address, first.family);
    });
  };
}
