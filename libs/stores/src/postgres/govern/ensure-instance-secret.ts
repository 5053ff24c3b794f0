import { randomBytes } from 'node:crypto';
import { bindingOf } from '@weighbridge/govern/vault/secret-row';
import type { VaultPurpose } from '@weighbridge/govern/vault/master-key';
import type { Vault } from '@weighbridge/govern/vault/vault';
import type { DataSource } from 'typeorm';
import { instanceEntity, secretEntity } from '../entities/instance.js';
import { guardStore } from '../guard-store.js';

const SECRET_BYTES = 32;

/**
 * Returns the instance's own random secret for a purpose: the pepper of the API keys, the key that
 * signs audit checkpoints. Made on first use; wrapped by the master key, so it survives rotation.
 * @throws VaultError when it was sealed under another master key.
 */
export function ensureInstanceSecret(
  dataSource: DataSource,
  vault: Vault,
  purpose: Exclude<VaultPurpose, 'provider-credentials'>,
): Promise<Buffer> {
  return guardStore(() =>
    dataSource.transaction(async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      await manager.getRepository(instanceEntity).findOneOrFail({ where: { id: 1 }, lock });
      const secrets = manager.getRepository(secretEntity);
      const known = await secrets.findOneBy({ id: purpose });
      if (known) return vault.open(bindingOf(known), known);
      const fresh = randomBytes(SECRET_BYTES);
      const binding = { workspaceId: null, id: purpose, version: 1, purpose, origin: '' };
      const sealed = vault.seal(binding, fresh);
      await secrets.insert({ ...binding, ...sealed, createdAt: new Date() });
      return fresh;
    }),
  );
}
