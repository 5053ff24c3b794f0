import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '@weighbridge/kernel/clock';
import { newId } from '@weighbridge/kernel/ids';
import { makeKey } from '../keys/make-key.js';
import { hashPassword } from '../passwords/password.js';
import type { ApiKeyRow, RowSource } from '../tables/rows.js';
import type { GovernStore, Mutation } from '../tables/tables.js';
import { takeBack } from '../resources/retire-workspace.js';
import { DEFAULT_ORGANIZATION, DEFAULT_WORKSPACE } from './default-tenants.js';
import { cannotCoexist } from './reconcile/claim-keys.js';

const OWNER_EMAIL = 'admin@localhost';
const PASSWORD_BYTES = 12;

export interface StartTools {
  store: GovernStore;
  pepper: Buffer;
  clock: Clock;
}

/** What the very first start made; shown once and stored nowhere in this form. */
export interface FirstStart {
  consoleLogin: { email: string; password: string };
  /** A key of the workspace `default`. */
  key: string;
}

/**
 * Makes the organisation and workspace `default`, their owner and a key, unless there is an
 * organisation already: then it returns null and changes nothing.
 */
export async function ensureFirstStart(tools: StartTools): Promise<FirstStart | null> {
  const { store, pepper, clock } = tools;
  const known = await store.read(({ organizations }) =>
    organizations.page('every', { limit: 1, after: null }),
  );
  if (known.length > 0) return null;
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  const passwordHash = await hashPassword(password);
  const made = makeKey(pepper, 'secret');
  const origin = { actor: { type: 'first_start' as const, id: '' }, requestId: null };
  await store.mutate(origin, async (mutation) => {
    const createdAt = new Date(clock.now());
    const { organizations, users, memberships, apiKeys } = mutation.tables;
    const organizationId = DEFAULT_ORGANIZATION;
    const owned = { source: 'bootstrap' as const, createdAt };
    await organizations.insert({ id: organizationId, name: 'Default', ...owned });
    recordCreated(mutation, 'organizations', organizationId, null);
    await addWorkspace(mutation, DEFAULT_WORKSPACE, owned);
    const userId = newId('usr');
    const owner = { email: OWNER_EMAIL, name: 'Administrator', passwordHash, instanceOwner: true };
    await users.insert({ id: userId, ...owner, createdAt });
    recordCreated(mutation, 'users', userId, null);
    const role = 'owner' as const;
    const membership = { id: newId('mem'), userId, organizationId, workspaceId: null, role };
    await memberships.insert({ ...membership, createdAt });
    recordCreated(mutation, 'members', membership.id, null);
    const key = keyRow({ workspaceId: DEFAULT_WORKSPACE, name: 'default', made, ...owned });
    await apiKeys.insert(key);
    recordCreated(mutation, 'keys', key.id, DEFAULT_WORKSPACE);
  });
  return { consoleLogin: { email: OWNER_EMAIL, password }, key: made.text };
}

/** `WB_INIT_WORKSPACE`, `WB_INIT_PUBLIC_KEY` and `WB_INIT_SECRET_KEY`. */
export interface InitialWorkspace {
  workspace: string;
  publicKey: string;
  secretKey: string;
}

/** Makes the workspace and its key pair exist; on later starts only a changed text changes. */
export async function ensureInitialWorkspace(
  { store, pepper, clock }: StartTools,
  { workspace, publicKey, secretKey }: InitialWorkspace,
): Promise<void> {
  const origin = { actor: { type: 'environment' as const, id: 'WB_INIT' }, requestId: null };
  await store.mutate(origin, async (mutation) => {
    const { workspaces, apiKeys } = mutation.tables;
    const createdAt = new Date(clock.now());
    const [present] = await workspaces.matching('every', { id: workspace });
    if (!present) await addWorkspace(mutation, workspace, { source: 'bootstrap', createdAt });
    const place = { workspaceId: workspace, name: 'WB_INIT', source: 'env' as const };
    const known = await apiKeys.matching('every', place);
    const pairId = known[0]?.pairId ?? newId('pair');
    const halves = [
      { kind: 'secret' as const, text: secretKey },
      { kind: 'public' as const, text: publicKey },
    ];
    for (const { kind, text } of halves) {
      const made = makeKey(pepper, kind, text);
      const own = known.find((row) => row.kind === kind);
      const fresh = { ...keyRow({ ...place, made, createdAt }), kind, pairId };
      const wanted = own ? { ...own, hash: made.hash, hint: made.hint, revokedAt: null } : fresh;
      const live = await apiKeys.matching('every', { revokedAt: null });
      // A key that has this text or name already stays what it is; this one waits behind it.
      if (live.some((other) => other.id !== own?.id && cannotCoexist(other, wanted)))
        wanted.revokedAt = own?.revokedAt ?? createdAt;
      if (isDeepStrictEqual(wanted, own)) continue;
      await (own ? apiKeys.update(wanted) : apiKeys.insert(wanted));
      recordCreated(mutation, 'keys', wanted.id, workspace);
    }
  });
}

async function addWorkspace(
  mutation: Mutation,
  id: string,
  owned: { source: RowSource; createdAt: Date },
): Promise<void> {
  const policy = { region: null, zdr: false, allowedModels: null, evals: null };
  const organizationId = (await takeBack(mutation.tables, id)) ?? DEFAULT_ORGANIZATION;
  const row = { id, organizationId, name: id, ...policy, ...owned };
  await mutation.tables.workspaces.insert(row);
  recordCreated(mutation, 'workspaces', id, id);
}

const keyRow = ({
  made,
  ...fields
}: Pick<ApiKeyRow, 'workspaceId' | 'name' | 'source' | 'createdAt'> & {
  made: { hash: string; hint: string };
}): ApiKeyRow => ({
  ...fields,
  id: newId('key'),
  kind: 'secret',
  hash: made.hash,
  hint: made.hint,
  pairId: null,
  teamId: null,
  limits: {},
  allowedModels: null,
  expiresAt: null,
  revokedAt: null,
});

const recordCreated = (
  { record }: Mutation,
  type: string,
  id: string,
  workspaceId: string | null,
): void =>
  record({
    ...{ action: `${type}.create`, resource: { type, id }, changes: {}, outcome: 'done' },
    ...{ organizationId: DEFAULT_ORGANIZATION, workspaceId, reload: true },
  });
