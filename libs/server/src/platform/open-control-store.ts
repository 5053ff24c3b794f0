import type { SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import { buildSnapshot } from '@weighbridge/gateway/routing/build-snapshot';
import type { GovernStore } from '@weighbridge/govern/tables/tables';
import { masterKeyFrom } from '@weighbridge/govern/vault/master-key';
import { createVault, type Vault } from '@weighbridge/govern/vault/vault';
import { systemClock } from '@weighbridge/kernel/clock';
import type { Bus } from '@weighbridge/stores/bus/bus';
import { createInProcessBus } from '@weighbridge/stores/bus/in-process-bus';
import { createGovernStore } from '@weighbridge/stores/postgres/govern/create-govern-store';
import { ensureInstanceSecret } from '@weighbridge/stores/postgres/govern/ensure-instance-secret';
import { keepCheckpointIn } from '@weighbridge/stores/postgres/govern/open-checkpoint-file';
import { openPostgres } from '@weighbridge/stores/postgres/open-postgres';
import type { DataSource } from 'typeorm';
import { VENDOR_KNOWLEDGE } from './vendor-knowledge.js';

/** The control plane's store with the secrets that open it. */
export interface ControlStore {
  dataSource: DataSource;
  vault: Vault;
  pepper: Buffer;
  bus: Bus;
  store: GovernStore;
}

/**
 * Opens the control plane's database, its schema brought up to date.
 * @param complete fills in what only this process knows, before a change is tried out
 */
export async function openControlStore(options: {
  databaseUrl: string;
  masterKey: Buffer;
  dataDir: string;
  complete(source: SnapshotSource): SnapshotSource;
}): Promise<ControlStore> {
  const dataSource = await openPostgres(options.databaseUrl);
  const vault = createVault(masterKeyFrom(options.masterKey));
  const pepper = await ensureInstanceSecret(dataSource, vault, 'key-pepper');
  const checkpointKey = await ensureInstanceSecret(dataSource, vault, 'audit-checkpoints');
  const bus = createInProcessBus();
  const store = createGovernStore({
    ...{ dataSource, vault, bus, checkpointKey },
    clock: systemClock,
    keepCheckpoint: keepCheckpointIn(options.dataDir),
    checkSnapshot: (source) => {
      const result = buildSnapshot(options.complete(source), VENDOR_KNOWLEDGE);
      if (result.ok) return [];
      return result.problems.map(({ path, message }) => ({ field: path, message }));
    },
  });
  return { dataSource, vault, pepper, bus, store };
}
