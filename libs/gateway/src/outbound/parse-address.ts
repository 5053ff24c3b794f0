import { isIPv4, isIPv6 } from 'node:net';

/**
 * Reads a textual IP address as its 4 or 16 bytes; a zone (`%eth0`) is ignored.
 * @returns null when the text is not an address in canonical spelling (`0x7f.1` is not).
 */
export function parseAddress(text: string): Uint8Array | null {
  if (isIPv4(text)) return Uint8Array.from(text.split('.'), Number);
  const bare = text.split('%', 1)[0]!;
  return isIPv6(bare) ? parseIpv6(bare) : null;
}

function parseIpv6(text: string): Uint8Array {
  const [head = '', tail] = text.split('::');
  const left = groupBytes(head);
  if (tail === undefined) return Uint8Array.from(left);
  const right = groupBytes(tail);
  const bytes = new Uint8Array(16);
  bytes.set(left, 0);
  bytes.set(right, 16 - right.length);
  return bytes;
}

/** The bytes of `a:b:…`, of which the last group may be a dotted IPv4 address. */
function groupBytes(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number);
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}
