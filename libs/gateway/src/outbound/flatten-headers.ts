/**
 * Joins header records into the flat name, value, … list the outbound client takes; lower-cases the
 * names, and a later record wins over an earlier one. Meant for preparation, not for every request.
 */
export function flattenHeaders(...records: Readonly<Record<string, string>>[]): string[] {
  const merged = new Map<string, string>();
  for (const record of records)
    for (const [name, value] of Object.entries(record)) merged.set(name.toLowerCase(), value);
  return [...merged].flat();
}

/** Prefixes of headers that describe our caller or our own network, not this request. */
const PRIVATE_PREFIXES = ['x-forwarded-', 'x-wb-'];
/** Hop-by-hop (RFC 9110 §7.6.1), computed by the client, or telling about our side of the network. */
const PRIVATE_HEADERS = new Set([
  'baggage',
  'connection',
  'content-length',
  'expect',
  'forwarded',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);

/** Whether a header may never go to a provider, whoever asks for it. */
export function isPrivateHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return PRIVATE_HEADERS.has(lower) || PRIVATE_PREFIXES.some((prefix) => lower.startsWith(prefix));
}
