import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

function equal(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/** Reads the credentials from `Authorization`, ClickHouse's own headers or the URL, in that order. */
function readCredentials(headers: IncomingHttpHeaders, parameters: URLSearchParams): string {
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic) return Buffer.from(basic, 'base64').toString('utf8');
  const user = headers['x-clickhouse-user'] ?? parameters.get('user') ?? '';
  const password = headers['x-clickhouse-key'] ?? parameters.get('password') ?? '';
  return `${user}:${password}`;
}

/** Whether a request carries the one account's name and password. */
export function isAuthentic(
  headers: IncomingHttpHeaders,
  parameters: URLSearchParams,
  user: string,
  password: string,
): boolean {
  return equal(readCredentials(headers, parameters), `${user}:${password}`);
}
