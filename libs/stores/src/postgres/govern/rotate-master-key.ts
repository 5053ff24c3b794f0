import type { SecretRow } from '@weighbridge/govern/tables/rows';
import type { MasterKey } from '@weighbridge/govern/vault/master-key';
import { bindingOf } from '@weighbridge/govern/vault/secret-row';
import { type Vault, VaultError } from '@weighbridge/govern/vault/vault';
import type { DataSource } from 'typeorm';
import { instanceEntity, secretEntity } from '../entities/instance.js';
import { guardStore } from '../guard-store.js';

/**
 * Wraps every secret under the next master key too, while nothing else changes: nodes with either
 * key keep reading all of them. Running it again wraps what was sealed meanwhile.
 * @returns how many secrets got a wrap
 * @throws VaultError naming a secret that the vault's own key does not open
 */
export const wrapUnderNextKey = (
  dataSource: DataSource,
  vault: Vault,
  next: MasterKey,
): Promise<number> =>
  changeSecrets(dataSource, (secret) =>
    next.id in secret.wraps ? secret : vault.addWrap(bindingOf(secret), secret, next),
  );

/**
 * Removes every wrap but that of the vault's key, so that the former one opens nothing any more.
 * @returns how many secrets lost a wrap
 * @throws VaultError naming a secret that only a former key opens
 */
export const dropFormerWraps = (dataSource: DataSource, vault: Vault): Promise<number> =>
  changeSecrets(dataSource, (secret) => {
    const wrap = secret.wraps[vault.masterKeyId];
    if (wrap === undefined) {
      throw new VaultError(
        `secret ${secret.id} is sealed under the former master key alone: rotate again first`,
      );
    }
    if (Object.keys(secret.wraps).length === 1) return secret;
    return { ...secret, wraps: { [vault.masterKeyId]: wrap } };
  });

/** Changes secrets under the lock that every other change takes, so that none slips through. */
function changeSecrets(
  dataSource: DataSource,
  change: (secret: SecretRow) => Pick<SecretRow, 'wraps'>,
): Promise<number> {
  return guardStore(() =>
    dataSource.transaction(async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      await manager.getRepository(instanceEntity).findOneOrFail({ where: { id: 1 }, lock });
      const secrets = manager.getRepository(secretEntity);
      let changed = 0;
      for (const secret of await secrets.find()) {
        const { wraps } = change(secret);
        if (wraps === secret.wraps) continue;
        await secrets.update({ id: secret.id }, { wraps });
        changed += 1;
      }
      return changed;
    }),
  );
}
