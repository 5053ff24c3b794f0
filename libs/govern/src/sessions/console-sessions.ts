import { createHash, createHmac } from 'node:crypto';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { Clock } from '@weighbridge/kernel/clock';
import { newSecret } from '@weighbridge/kernel/ids';
import type { Principal } from '../access/principal.js';
import { resolvePrincipal } from '../access/resolve-principal.js';
import { verifyPassword } from '../passwords/password.js';
import type { ConsoleSessionRow } from '../tables/rows.js';
import type { ActOrigin, GovernStore } from '../tables/tables.js';
import { createSignInThrottle } from './sign-in-throttle.js';

const IDLE_MS = 12 * 3_600_000;
const LIFETIME_MS = 7 * 24 * 3_600_000;
/** A session's last use is written at most this often. */
const TOUCH_MS = 60_000;

export interface SignInAttempt {
  email: string;
  password: string;
  /** The caller's network address. */
  address: string;
  requestId: string;
}

export interface ConsoleSessions {
  /**
   * Starts a session; its secret goes into the cookie and nowhere else.
   * @throws ApiError `not_signed_in` for any wrong pair, `rate_limited` after too many.
   */
  signIn(attempt: SignInAttempt): Promise<{ secret: string; principal: Principal }>;
  /** Whose session this is; null when it is unknown, idle for 12 hours or 7 days old. */
  resolve(secret: string): Promise<Principal | null>;
  /** Ends every session of the principal's user. */
  signOut(principal: Principal, requestId: string): Promise<void>;
}

/** Console sessions: 256-bit secrets of which only a hash is stored. */
export function createConsoleSessions(store: GovernStore, clock: Clock): ConsoleSessions {
  const throttle = createSignInThrottle(clock);
  return {
    async signIn({ email, password, address, requestId }) {
      const normalized = email.toLowerCase();
      throttle.admit(`${address} ${normalized}`);
      const [user] = await store.read(({ users }) =>
        users.matching('every', { email: normalized }),
      );
      const right = await verifyPassword(user?.passwordHash ?? null, password);
      if (!user || !right) {
        const origin: ActOrigin = { actor: { type: 'anonymous', id: '' }, requestId };
        await recordSession(store, origin, user?.id ?? '', 'denied');
        throw new ApiError(
          'not_signed_in',
          'this e-mail address and password do not belong together',
        );
      }
      const secret = newSecret('wbs_');
      const session = startSession(secret, user.id, clock.now());
      const origin: ActOrigin = { actor: { type: 'user', id: user.id }, requestId };
      await recordSession(store, origin, user.id, 'done', session);
      const principal = await store.read((tables) =>
        resolvePrincipal(tables, user, { idHash: session.idHash, csrfToken: csrfTokenOf(secret) }),
      );
      return { secret, principal };
    },
    resolve: (secret) =>
      store.read(async (tables) => {
        const idHash = hashOf(secret);
        const [session] = await tables.consoleSessions.matching('every', { idHash });
        const now = clock.now();
        if (!session || session.expiresAt.getTime() <= now) return null;
        const idle = now - session.lastSeenAt.getTime();
        if (idle >= IDLE_MS) return null;
        if (idle >= TOUCH_MS) {
          await tables.consoleSessions.update({ ...session, lastSeenAt: new Date(now) });
        }
        const [user] = await tables.users.matching('every', { id: session.userId });
        if (!user) return null;
        return resolvePrincipal(tables, user, { idHash, csrfToken: csrfTokenOf(secret) });
      }),
    async signOut({ user, actor }, requestId) {
      if (!user) return;
      await store.mutate({ actor, requestId }, async ({ tables, record }) => {
        for (const session of await tables.consoleSessions.matching('every', { userId: user.id })) {
          await tables.consoleSessions.remove(session);
        }
        record(sessionAct('session.delete', user.id, 'done'));
      });
    },
  };
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Follows from the session's secret, which a foreign page can neither read nor guess. */
const csrfTokenOf = (secret: string): string =>
  createHmac('sha256', secret).update('csrf').digest('base64url');

const startSession = (secret: string, userId: string, now: number): ConsoleSessionRow => ({
  idHash: hashOf(secret),
  userId,
  createdAt: new Date(now),
  lastSeenAt: new Date(now),
  expiresAt: new Date(now + LIFETIME_MS),
});

async function recordSession(
  store: GovernStore,
  origin: ActOrigin,
  userId: string,
  outcome: 'done' | 'denied',
  session?: ConsoleSessionRow,
): Promise<void> {
  await store.mutate(origin, async ({ tables, record }) => {
    if (session) await tables.consoleSessions.insert(session);
    record(sessionAct('session.create', userId, outcome));
  });
}

const sessionAct = (action: string, userId: string, outcome: 'done' | 'denied') => ({
  ...{ action, outcome, changes: {}, reload: false },
  ...{ organizationId: null, workspaceId: null, resource: { type: 'session', id: userId } },
});
