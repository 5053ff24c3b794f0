import type { Key, Workspace } from '@weighbridge/contracts/config/workspace';
import { newId } from '@weighbridge/kernel/ids';
import { hashKey } from '../../keys/hash-key.js';
import { type MadeKey, makeKey } from '../../keys/make-key.js';
import { saveInlineBudget } from '../../resources/inline-budgets.js';
import type { ApiKeyRow } from '../../tables/rows.js';
import { DEFAULT_ORGANIZATION } from '../default-tenants.js';
import { cannotCoexist, claimKeys, type WantedKey } from './claim-keys.js';
import { asStored, type Reconciliation, reconcileRows, recordRow } from './reconciliation.js';

/** A key whose text the file leaves out: made at first sight and to be printed once. */
export interface GeneratedKey {
  workspace: string;
  name: string;
  key: string;
}

/** Makes the keys of the file's workspaces exist and revokes those it no longer names. */
export async function reconcileKeys(
  pass: Reconciliation,
  workspaces: Workspace[],
): Promise<GeneratedKey[]> {
  const { tables, now, source, pepper } = pass;
  const generated: GeneratedKey[] = [];
  const textOf = ({ workspaceId, key }: WantedKey, known: ApiKeyRow | undefined) => {
    if (key.key !== undefined) return makeKey(pepper, 'secret', key.key);
    if (known) return known;
    const made = makeKey(pepper, 'secret');
    generated.push({ workspace: workspaceId, name: key.name, key: made.text });
    return made;
  };
  const wanted = workspaces.flatMap(({ id: workspaceId, keys = [] }) =>
    keys.map((key): WantedKey => {
      const hash = key.key === undefined ? null : hashKey(pepper, key.key);
      return { workspaceId, key, hash };
    }),
  );
  const all = await tables.apiKeys.matching('every', {});
  const claims = claimKeys(all, wanted);
  const claimed = new Set(claims.values());
  await makeRoom(pass, all, wanted, claims);
  await reconcileRows<ApiKeyRow>(pass, {
    ...described,
    noun: 'key',
    table: tables.apiKeys,
    known: all.filter((row) => row.revokedAt === null || claimed.has(row)),
    wanted: wanted.map((one) => ({
      id: one.key.name,
      isSame: (row) => row === claims.get(one),
      build: (known) => ({
        ...describeKey(one.key, textOf(one, known)),
        id: known?.id ?? newId('key'),
        workspaceId: one.workspaceId,
        pairId: known?.pairId ?? null,
        source,
        createdAt: known?.createdAt ?? now,
      }),
      input: one.key,
      afterwards: ({ id, workspaceId }) =>
        saveInlineBudget(
          tables,
          { workspaceId, scope: 'key', scopeId: id, source },
          one.key.budget ?? null,
          now,
        ),
    })),
    retire: (row) => retireKey(pass, row),
  });
  await bringBack(pass);
  return generated;
}

/** The budget stays for what the key spent, should it come back; no file speaks of it until then. */
async function retireKey({ tables, now }: Reconciliation, row: ApiKeyRow): Promise<void> {
  await tables.apiKeys.update({ ...row, revokedAt: now });
  const where = { workspaceId: row.workspaceId, scope: 'key', scopeId: row.id } as const;
  for (const budget of await tables.budgets.matching('every', { ...where, inline: true }))
    await tables.budgets.update({ ...budget, source: 'api' });
}

const described = {
  name: 'keys' as const,
  placeOf: ({ workspaceId }: ApiKeyRow) => ({ organizationId: DEFAULT_ORGANIZATION, workspaceId }),
  idOf: (row: ApiKeyRow) => row.id,
};

/**
 * Revokes live keys of others with a text or name of the file, and sets those that get another
 * text or name aside for the moment, so that two keys may swap theirs.
 */
async function makeRoom(
  pass: Reconciliation,
  all: readonly ApiKeyRow[],
  wanted: readonly WantedKey[],
  claims: ReadonlyMap<WantedKey, ApiKeyRow>,
): Promise<void> {
  const { apiKeys } = pass.tables;
  const wantedBy = new Map([...claims].map(([one, row]) => [row, one]));
  for (const row of all) {
    if (row.revokedAt !== null) continue;
    const one = wantedBy.get(row);
    const stays = one ? one.key.name === row.name && (one.hash ?? row.hash) === row.hash : true;
    const isInTheWay = !one && wanted.some((each) => displaces(each, row));
    if (stays && !isInTheWay) continue;
    await apiKeys.update({ ...row, revokedAt: pass.now });
    if (!isInTheWay || row.source === pass.source) continue;
    recordRow(pass, described, 'delete', row, {});
    if (row.source === 'api') pass.takenOver.push(`key "${row.name}"`);
  }
}

const displaces = ({ workspaceId, key, hash }: WantedKey, row: ApiKeyRow): boolean =>
  hash === row.hash ||
  (workspaceId === row.workspaceId && key.name === row.name && row.kind === 'secret');

/** A key of the environment returns when no other has its text or name any more. */
async function bringBack(pass: Reconciliation): Promise<void> {
  const { apiKeys } = pass.tables;
  const live = await apiKeys.matching('every', { revokedAt: null });
  for (const row of await apiKeys.matching('every', { source: 'env' })) {
    if (row.revokedAt === null || live.some((other) => cannotCoexist(row, other))) continue;
    const returned = { ...row, revokedAt: null };
    await apiKeys.update(returned);
    live.push(returned);
    recordRow(pass, described, 'update', row, {});
  }
}

const describeKey = (key: Key, { hash, hint }: Pick<MadeKey, 'hash' | 'hint'>) => ({
  name: key.name,
  kind: 'secret' as const,
  hash,
  hint,
  teamId: key.team ?? null,
  limits: asStored(key.limits ?? {}),
  allowedModels: key.allowed_models ?? null,
  expiresAt: key.expires_at === undefined ? null : new Date(key.expires_at),
  revokedAt: null,
});
