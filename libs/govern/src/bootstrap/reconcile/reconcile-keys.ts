import type { Key, Workspace } from '@weighbridge/contracts/config/workspace';
import { newId } from '@weighbridge/kernel/ids';
import { type MadeKey, makeKey } from '../../keys/make-key.js';
import { saveInlineBudget } from '../../resources/inline-budgets.js';
import type { ApiKeyRow } from '../../tables/rows.js';
import { DEFAULT_ORGANIZATION } from '../default-tenants.js';
import { asStored, type Reconciliation, reconcileRows } from './reconciliation.js';

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
  const textOf = (workspaceId: string, key: Key, known: ApiKeyRow | undefined) => {
    if (key.key !== undefined) return makeKey(pepper, 'secret', key.key);
    if (known) return known;
    const made = makeKey(pepper, 'secret');
    generated.push({ workspace: workspaceId, name: key.name, key: made.text });
    return made;
  };
  await reconcileRows<ApiKeyRow>(pass, {
    name: 'keys',
    noun: 'key',
    table: tables.apiKeys,
    known: await tables.apiKeys.matching('every', { revokedAt: null }),
    placeOf: ({ workspaceId }) => ({ organizationId: DEFAULT_ORGANIZATION, workspaceId }),
    idOf: (row) => row.id,
    wanted: workspaces.flatMap(({ id: workspaceId, keys = [] }) =>
      keys.map((key) => ({
        id: key.name,
        isSame: (row) =>
          row.workspaceId === workspaceId && row.name === key.name && row.kind === 'secret',
        build: (known) => ({
          ...describeKey(key, textOf(workspaceId, key, known)),
          id: known?.id ?? newId('key'),
          workspaceId,
          source,
          createdAt: known?.createdAt ?? now,
        }),
        input: key,
        afterwards: ({ id }) =>
          saveInlineBudget(
            tables,
            { workspaceId, scope: 'key', scopeId: id, source },
            key.budget ?? null,
            now,
          ),
      })),
    ),
    retire: (row) => tables.apiKeys.update({ ...row, revokedAt: now }),
  });
  return generated;
}

const describeKey = (key: Key, { hash, hint }: Pick<MadeKey, 'hash' | 'hint'>) => ({
  name: key.name,
  kind: 'secret' as const,
  hash,
  hint,
  pairId: null,
  teamId: key.team ?? null,
  limits: asStored(key.limits ?? {}),
  allowedModels: key.allowed_models ?? null,
  expiresAt: key.expires_at === undefined ? null : new Date(key.expires_at),
  revokedAt: null,
});
