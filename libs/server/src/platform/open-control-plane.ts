import type { VendorFacts } from '@weighbridge/contracts/config/vendor-facts';
import type { SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import { PROVIDER_ADAPTERS } from '@weighbridge/gateway/providers/registry';
import type { BudgetStatusReader } from '@weighbridge/govern/resources/resource-definition';
import type { GovernStore, SnapshotProblem } from '@weighbridge/govern/tables/tables';
import { masterKeyFrom } from '@weighbridge/govern/vault/master-key';
import { createVault, type Vault } from '@weighbridge/govern/vault/vault';
import { type Clock, systemClock } from '@weighbridge/kernel/clock';
import type { Bus } from '@weighbridge/stores/bus/bus';
import { createInProcessBus } from '@weighbridge/stores/bus/in-process-bus';
import { createGovernStore } from '@weighbridge/stores/postgres/govern/create-govern-store';
import { ensureInstanceSecret } from '@weighbridge/stores/postgres/govern/ensure-instance-secret';
import { keepCheckpointIn } from '@weighbridge/stores/postgres/govern/open-checkpoint-file';
import {
  readPriceList,
  readPriceListVersion,
} from '@weighbridge/stores/postgres/catalogue/price-lists';
import { readBudgetStatus } from '@weighbridge/stores/postgres/ledger/read-budget-status';
import {
  type Database,
  openPostgres,
  type PostgresOptions,
} from '@weighbridge/stores/postgres/open-postgres';
import { CatalogueInForce } from './catalogue-in-force.js';

export interface ControlPlaneOptions extends PostgresOptions {
  databaseUrl: string;
  dataDir: string;
  /** 32 bytes. */
  masterKey: Buffer;
  /** How other processes hear of a change; without it, they poll. It is closed with the rest. */
  bus?: Bus;
  /** Tries a change out before it is kept; without it, the nodes are the first to try. */
  checkSnapshot?: (source: SnapshotSource) => SnapshotProblem[];
}

/** Everything that reads and changes what the control plane knows. */
export interface ControlPlane {
  dataSource: Database;
  vault: Vault;
  /** What API keys are hashed under. */
  pepper: Buffer;
  /** What audit checkpoints are signed with. */
  checkpointKey: Buffer;
  bus: Bus;
  store: GovernStore;
  clock: Clock;
  readBudgetStatus: BudgetStatusReader;
  catalogue: CatalogueInForce;
  vendors: readonly VendorFacts[];
  close(): Promise<void>;
}

/**
 * Opens the database, brings its schema up to date and unlocks its secrets.
 * @throws ApiError `store_unavailable` when Postgres does not answer; VaultError when its secrets
 * were sealed under another master key.
 */
export async function openControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const { databaseUrl, dataDir, masterKey, checkSnapshot } = options;
  const dataSource = await openPostgres(databaseUrl, options);
  try {
    const vault = createVault(masterKeyFrom(masterKey));
    const pepper = await ensureInstanceSecret(dataSource, vault, 'key-pepper');
    const checkpointKey = await ensureInstanceSecret(dataSource, vault, 'audit-checkpoints');
    const bus = options.bus ?? createInProcessBus();
    const shared = { dataSource, vault, bus, checkpointKey, clock: systemClock };
    return {
      ...{ ...shared, pepper },
      store: createGovernStore({
        ...{ ...shared, checkSnapshot },
        keepCheckpoint: keepCheckpointIn(dataDir),
      }),
      vendors: PROVIDER_ADAPTERS,
      readBudgetStatus: (workspaceId, ids) => readBudgetStatus(dataSource, workspaceId, ids),
      catalogue: new CatalogueInForce(
        {
          readVersion: () => readPriceListVersion(dataSource),
          readList: (version) => readPriceList(dataSource, version),
        },
        systemClock,
      ),
      async close() {
        await bus.close();
        await dataSource.destroy();
      },
    };
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}
