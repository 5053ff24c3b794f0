import { randomBytes } from 'node:crypto';
import type { SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import { PROVIDER_ADAPTERS } from '@weighbridge/gateway/providers/registry';
import type { Checkpoint } from '@weighbridge/govern/audit-log/checkpoint';
import type { SnapshotProblem } from '@weighbridge/govern/tables/tables';
import { type MasterKey, masterKeyFrom } from '@weighbridge/govern/vault/master-key';
import { createVault } from '@weighbridge/govern/vault/vault';
import { systemClock } from '@weighbridge/kernel/clock';
import { createTestDatabase } from '@weighbridge/testing/stores/create-test-database';
import { createInProcessBus } from '../../bus/in-process-bus.js';
import { openPostgres } from '../open-postgres.js';
import { createGovernStore } from './create-govern-store.js';
import { ensureInstanceSecret } from './ensure-instance-secret.js';

/** What WB_INIT_WORKSPACE and its two keys say. */
export const INITIAL = {
  workspace: 'carried',
  publicKey: 'pk-0123456789abcdef',
  secretKey: 'sk-0123456789abcdef',
};

/** A control plane on a database of its own: what a test needs to act on it and to look behind it. */
export type TestGovern = Awaited<ReturnType<typeof openTestGovern>>;

export async function openTestGovern(
  checkSnapshot?: (source: SnapshotSource) => SnapshotProblem[],
  masterKey: MasterKey = masterKeyFrom(randomBytes(32)),
) {
  const template = { name: 'control_plane', fill: migrateOnce };
  const database = await createTestDatabase({ template });
  const dataSource = await openPostgres(database.url, { maxConnections: 4 });
  const vault = createVault(masterKey);
  const pepper = await ensureInstanceSecret(dataSource, vault, 'key-pepper');
  const checkpointKey = await ensureInstanceSecret(dataSource, vault, 'audit-checkpoints');
  const checkpoints: Checkpoint[] = [];
  const bus = createInProcessBus();
  const store = createGovernStore({
    ...{ dataSource, vault, bus, checkpointKey, checkSnapshot },
    clock: systemClock,
    keepCheckpoint: (line) => Promise.resolve(void checkpoints.push(JSON.parse(line))),
  });
  return {
    ...{ url: database.url, dataSource, vault, pepper, checkpointKey, checkpoints, bus, store },
    clock: systemClock,
    vendors: PROVIDER_ADAPTERS,
    readBudgetStatus: () => Promise.resolve(new Map()),
    async close() {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

async function migrateOnce(url: string): Promise<void> {
  const dataSource = await openPostgres(url, { maxConnections: 1 });
  await dataSource.destroy();
}
