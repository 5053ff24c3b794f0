import { BlockList, isIP } from 'node:net';
import type { Provider } from '@weighbridge/contracts/config/provider';
import type { Finding, Path } from '../reading/finding.js';
import { fault, notice } from './make-finding.js';

/** IANA special-purpose address registries (RFC 6890): nothing there is a public upstream. */
const NOT_PUBLIC_V4: readonly [address: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
];
const NOT_PUBLIC_V6: readonly [address: string, prefix: number][] = [
  ['::', 128],
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
];

const notPublic = new BlockList();
for (const [address, prefix] of NOT_PUBLIC_V4) {
  notPublic.addSubnet(address, prefix, 'ipv4');
  notPublic.addSubnet(`::ffff:${address}`, prefix + 96, 'ipv6');
}
for (const [address, prefix] of NOT_PUBLIC_V6) notPublic.addSubnet(address, prefix, 'ipv6');

/**
 * What can be said of a `base_url` without resolving it; the outbound client checks the address
 * again at every connect.
 */
export function checkBaseUrl(provider: Provider, path: Path): Finding[] {
  if (provider.base_url === undefined) return [];
  const at = [...path, 'base_url'];
  const url = new URL(provider.base_url);
  if (url.username || url.password)
    return [fault(at, 'must hold no user name or password; use api_key or headers')];
  if (url.search || url.hash) return [fault(at, 'must end with the path: no "?" and no "#"')];
  if (isPrivateHost(url.hostname))
    return provider.allow_private_network
      ? []
      : [fault(at, 'is a loopback or private address; set allow_private_network: true to use it')];
  return url.protocol === 'http:'
    ? [notice(at, 'is not encrypted: keys and prompts travel in the clear over http')]
    : [];
}

/** Whether a host name says by itself that it is not public. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  const version = isIP(host);
  return version > 0 && notPublic.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
