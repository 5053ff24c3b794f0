import { parseAddress } from './parse-address.js';

interface AddressRange {
  prefix: Uint8Array;
  bits: number;
  name: string;
}

/**
 * Refused always. Sources: the IANA special-purpose registries (RFC 6890 and updates), and the
 * metadata endpoints the large clouds document, which hand out credentials to whoever reaches them:
 * all of link-local, Alibaba, Azure, Oracle, AWS and Google in this order.
 */
const NEVER = rangesOf({
  'link-local, cloud metadata': ['169.254.0.0/16', 'fe80::/10'],
  'cloud metadata': [
    ...['100.100.100.200/32', '168.63.129.16/32', '192.0.0.192/32'],
    ...['fd00:ec2::254/128', 'fd20:ce::254/128'],
  ],
  unspecified: ['0.0.0.0/8'],
  documentation: [
    '192.0.2.0/24',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '2001:db8::/32',
    '3fff::/20',
  ],
  'protocol assignments': ['192.0.0.0/24', '2001::/23'], // the latter holds Teredo, 2001::/32
  '6to4': ['192.88.99.0/24', '2002::/16'],
  'multicast, reserved or broadcast': ['224.0.0.0/3'],
});

/** Refused unless the provider allows private networks; what is refused always is not among them. */
const PRIVATE = rangesOf({
  loopback: ['127.0.0.0/8', '::1/128'],
  'private network': ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
  'carrier-grade NAT': ['100.64.0.0/10'],
  benchmarking: ['198.18.0.0/15'],
});

/** IPv6 forms that stand for an IPv4 address in their last four bytes, which then decides. */
const EMBEDDED_IPV4 = rangesOf({ 'IPv4-mapped': ['::ffff:0:0/96'], NAT64: ['64:ff9b::/96'] });

/** All of IPv6 outside is unspecified, IPv4-compatible, multicast or not assigned. */
const GLOBAL_UNICAST = rangesOf({ 'global unicast': ['2000::/3'] });

/**
 * Says why a connection to this resolved address is refused; null when it may be made.
 * Only canonical spellings are judged; anything else is refused, so an odd spelling cannot slip by.
 */
export function refuseAddress(address: string, allowPrivateNetwork: boolean): string | null {
  const written = parseAddress(address);
  if (!written) return 'not an IP address';
  const bytes = rangeOf(EMBEDDED_IPV4, written) ? written.subarray(12) : written;
  const never = rangeOf(NEVER, bytes);
  if (never) return never.name;
  const inside = rangeOf(PRIVATE, bytes);
  if (inside) return allowPrivateNetwork ? null : inside.name;
  if (bytes.length === 4 || rangeOf(GLOBAL_UNICAST, bytes)) return null;
  return 'not a global unicast address';
}

const rangeOf = (ranges: readonly AddressRange[], bytes: Uint8Array): AddressRange | undefined =>
  ranges.find((range) => contains(range, bytes));

function contains({ prefix, bits }: AddressRange, bytes: Uint8Array): boolean {
  if (prefix.length !== bytes.length) return false;
  for (let index = 0, left = bits; left > 0; index++, left -= 8) {
    const mask = left >= 8 ? 255 : 256 - 2 ** (8 - left);
    if ((prefix[index]! & mask) !== (bytes[index]! & mask)) return false;
  }
  return true;
}

function rangesOf(blocks: Record<string, readonly string[]>): AddressRange[] {
  return Object.entries(blocks).flatMap(([name, texts]) =>
    texts.map((text) => {
      const [address, bits] = text.split('/');
      const prefix = parseAddress(address!);
      if (!prefix) throw new RangeError(`not an address block: ${text}`);
      return { prefix, bits: Number(bits), name };
    }),
  );
}
