import { parseAddress } from './parse-address.js';

/** `private`: refused unless the provider allows private networks. `never`: refused always. */
type Verdict = 'private' | 'never';

interface AddressRange {
  prefix: Uint8Array;
  bits: number;
  verdict: Verdict;
  name: string;
}

/**
 * First match wins. Sources: the IANA special-purpose registries (RFC 6890 and updates), and the
 * metadata endpoints the large clouds document, which hand out credentials to whoever can reach them.
 */
const IPV4_RANGES = [
  range('100.100.100.200/32', 'never', 'cloud metadata'), // Alibaba Cloud
  range('168.63.129.16/32', 'never', 'cloud metadata'), // Azure WireServer
  range('192.0.0.192/32', 'never', 'cloud metadata'), // Oracle Cloud
  range('169.254.0.0/16', 'never', 'link-local, cloud metadata'),
  range('127.0.0.0/8', 'private', 'loopback'),
  range('10.0.0.0/8', 'private', 'private network'),
  range('172.16.0.0/12', 'private', 'private network'),
  range('192.168.0.0/16', 'private', 'private network'),
  range('100.64.0.0/10', 'private', 'carrier-grade NAT'),
  range('198.18.0.0/15', 'private', 'benchmarking'),
  range('0.0.0.0/8', 'never', 'unspecified'),
  range('192.0.0.0/24', 'never', 'protocol assignments'),
  range('192.0.2.0/24', 'never', 'documentation'),
  range('198.51.100.0/24', 'never', 'documentation'),
  range('203.0.113.0/24', 'never', 'documentation'),
  range('192.88.99.0/24', 'never', '6to4 relay'),
  range('224.0.0.0/4', 'never', 'multicast'),
  range('240.0.0.0/4', 'never', 'reserved, broadcast'),
];

const IPV6_RANGES = [
  range('fd00:ec2::254/128', 'never', 'cloud metadata'), // AWS
  range('fd20:ce::254/128', 'never', 'cloud metadata'), // Google Cloud
  range('::1/128', 'private', 'loopback'),
  range('fc00::/7', 'private', 'unique local'),
  range('fe80::/10', 'never', 'link-local'),
  range('2001::/32', 'never', 'Teredo'),
  range('2001:2::/48', 'private', 'benchmarking'),
  range('2001::/23', 'never', 'protocol assignments'),
  range('2001:db8::/32', 'never', 'documentation'),
  range('3fff::/20', 'never', 'documentation'),
  range('2002::/16', 'never', '6to4'),
];

/** IPv6 forms that stand for an IPv4 address in their last four bytes, which then decides. */
const EMBEDDED_IPV4 = [
  range('::ffff:0:0/96', 'never', 'IPv4-mapped'),
  range('64:ff9b::/96', 'never', 'NAT64'),
];

const GLOBAL_UNICAST = range('2000::/3', 'never', 'global unicast');

/**
 * Says why a connection to this resolved address is refused; null when it may be made.
 * Only canonical spellings are judged; anything else is refused, so an odd spelling cannot slip by.
 */
export function refuseAddress(address: string, allowPrivateNetwork: boolean): string | null {
  const bytes = parseAddress(address);
  if (!bytes) return 'not an IP address';
  return bytes.length === 4
    ? refuseIn(IPV4_RANGES, bytes, allowPrivateNetwork)
    : refuseIpv6(bytes, allowPrivateNetwork);
}

function refuseIpv6(bytes: Uint8Array, allowPrivateNetwork: boolean): string | null {
  if (EMBEDDED_IPV4.some((embedded) => contains(embedded, bytes)))
    return refuseIn(IPV4_RANGES, bytes.subarray(12), allowPrivateNetwork);
  const known = IPV6_RANGES.find((candidate) => contains(candidate, bytes));
  // Everything outside 2000::/3 is unspecified, IPv4-compatible, multicast or not assigned.
  if (!known) return contains(GLOBAL_UNICAST, bytes) ? null : 'not a global unicast address';
  return refuseIn(IPV6_RANGES, bytes, allowPrivateNetwork);
}

function refuseIn(
  ranges: AddressRange[],
  bytes: Uint8Array,
  allowPrivateNetwork: boolean,
): string | null {
  const found = ranges.find((candidate) => contains(candidate, bytes));
  if (!found || (found.verdict === 'private' && allowPrivateNetwork)) return null;
  return found.name;
}

function contains({ prefix, bits }: AddressRange, bytes: Uint8Array): boolean {
  for (let index = 0, left = bits; left > 0; index++, left -= 8) {
    const mask = left >= 8 ? 255 : 256 - 2 ** (8 - left);
    if ((prefix[index]! & mask) !== (bytes[index]! & mask)) return false;
  }
  return true;
}

function range(block: string, verdict: Verdict, name: string): AddressRange {
  const [address, bits] = block.split('/');
  const prefix = parseAddress(address!);
  if (!prefix) throw new RangeError(`not an address block: ${block}`);
  return { prefix, bits: Number(bits), verdict, name };
}
