import { createHash, timingSafeEqual } from 'node:crypto';

const SESSION_COOKIE = 'wb_session';

/** The text of `Authorization: Bearer …`. */
export function readBearer(header: string | undefined): string | null {
  const match = /^Bearer +(\S+) *$/i.exec(header ?? '');
  return match?.[1] ?? null;
}

/** The secret of the console session in a `Cookie` header. */
export function readSessionCookie(header: string | undefined): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [name, value] = pair.split('=');
    if (name?.trim() === SESSION_COOKIE && value) return value.trim();
  }
  return null;
}

/** A `Set-Cookie` value that keeps the session from scripts and from foreign pages; empty ends it. */
export function writeSessionCookie(secret: string, secure: boolean): string {
  const attributes = 'Path=/api; HttpOnly; SameSite=Strict';
  const end = secret === '' ? '; Max-Age=0' : '';
  return `${SESSION_COOKIE}=${secret}; ${attributes}${secure ? '; Secure' : ''}${end}`;
}

/** Compares two texts in a time that tells nothing about where they differ. */
export function isSameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
