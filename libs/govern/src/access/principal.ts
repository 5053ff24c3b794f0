import type { Actor } from '../audit-log/actor.js';
import type { Role } from './roles.js';

/** Whoever is behind a call to the admin API, with every role resolved. */
export interface Principal {
  actor: Actor;
  /** Null: the admin token, which is nobody in particular. */
  user: { id: string; email: string; name: string } | null;
  instanceOwner: boolean;
  organizations: ReadonlyMap<string, Role>;
  /** The stronger of the role in the workspace and the one in its organisation. */
  workspaces: ReadonlyMap<string, Role>;
  /** The console session that carries the call; null for a bearer token. */
  session: { idHash: string; csrfToken: string } | null;
}

/** The holder of the admin token. */
export const INSTANCE_OWNER: Principal = {
  actor: { type: 'admin_token', id: 'admin' },
  user: null,
  instanceOwner: true,
  organizations: new Map(),
  workspaces: new Map(),
  session: null,
};
