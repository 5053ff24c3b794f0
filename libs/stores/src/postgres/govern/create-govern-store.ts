import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import type { Act } from '@weighbridge/govern/audit-log/act';
import { type ChainHead, linkAct } from '@weighbridge/govern/audit-log/audit-record';
import { RECORDS_PER_CHECKPOINT, signCheckpoint } from '@weighbridge/govern/audit-log/checkpoint';
import type {
  ActOrigin,
  Committed,
  GovernStore,
  Mutation,
  SnapshotProblem,
} from '@weighbridge/govern/tables/tables';
import type { Vault } from '@weighbridge/govern/vault/vault';
import type { Clock } from '@weighbridge/kernel/clock';
import type { DataSource, EntityManager } from 'typeorm';
import type { Bus } from '../../bus/bus.js';
import { auditCheckpointEntity, auditLogEntity, instanceEntity } from '../entities/instance.js';
import { guardStore } from '../guard-store.js';
import { readSnapshotSource } from '../load-snapshot-source.js';
import { createTables } from './create-tables.js';

export interface GovernStoreOptions {
  dataSource: DataSource;
  vault: Vault;
  bus: Bus;
  clock: Clock;
  /** Opened by the vault: see `ensureInstanceSecret`. */
  checkpointKey: Buffer;
  /** Keeps a signed checkpoint outside the database, after the commit it speaks of. */
  keepCheckpoint: (line: string) => Promise<void>;
  /** The dry run: what would keep nodes from building a snapshot of this. */
  checkSnapshot?: (source: SnapshotSource) => SnapshotProblem[];
}

/** Resources whose values can make a snapshot fail to build. */
const CHECKED_RESOURCES = new Set(['providers', 'routes', 'categories', 'workspaces', 'config']);

/** The control plane's rows in Postgres. */
export function createGovernStore(options: GovernStoreOptions): GovernStore {
  const { dataSource, vault, bus, clock, checkpointKey, keepCheckpoint, checkSnapshot } = options;
  return {
    read: (work) => guardStore(() => work(createTables(dataSource.manager))),
    async mutate(origin, work) {
      const { result, version, head } = await guardStore(() => run(origin, work, new Set()));
      if (version !== null) await bus.publish(version);
      const at = new Date(clock.now());
      await keepCheckpoint(JSON.stringify(signCheckpoint(checkpointKey, head, at)));
      return { result, version };
    },
  };

  /** Runs one change; what kept snapshots from building before it does not refuse it. */
  async function run<Result>(
    origin: ActOrigin,
    work: (mutation: Mutation) => Promise<Result>,
    tolerated: ReadonlySet<string>,
  ): Promise<Committed<Result> & { head: ChainHead }> {
    try {
      return await attempt(origin, work, tolerated);
    } catch (error) {
      if (!(error instanceof SnapshotRefused) || !checkSnapshot) throw error;
      const before = checkSnapshot(await readSnapshotSource(dataSource.manager, vault));
      const known = new Set(before.map(nameOfProblem));
      const fresh = error.problems.find((problem) => !known.has(nameOfProblem(problem)));
      if (!fresh) return attempt(origin, work, known);
      throw new ApiError('invalid_request', fresh.message, { param: fresh.field });
    }
  }

  function attempt<Result>(
    origin: ActOrigin,
    work: (mutation: Mutation) => Promise<Result>,
    tolerated: ReadonlySet<string>,
  ): Promise<Committed<Result> & { head: ChainHead }> {
    return dataSource.transaction(async (manager) => {
      const instance = await lockInstance(manager);
      const acts: Act[] = [];
      const result = await work({
        tables: createTables(manager),
        record: (act) => acts.push(act),
      });
      if (checkSnapshot && acts.some((act) => CHECKED_RESOURCES.has(act.resource.type))) {
        const problems = checkSnapshot(await readSnapshotSource(manager, vault));
        const refusing = problems.filter((problem) => !tolerated.has(nameOfProblem(problem)));
        if (refusing.length > 0) throw new SnapshotRefused(refusing);
      }
      const version = acts.some((act) => act.reload) ? instance.configVersion + 1 : null;
      const head = await appendActs(manager, instance, acts, origin);
      await manager.getRepository(instanceEntity).update(
        { id: 1 },
        {
          configVersion: version ?? instance.configVersion,
          auditSeq: head.seq,
          auditHash: head.hash,
        },
      );
      return { result, version, head };
    });
  }

  async function appendActs(
    manager: EntityManager,
    instance: { auditSeq: number; auditHash: string },
    acts: Act[],
    origin: ActOrigin,
  ): Promise<ChainHead> {
    const at = new Date(clock.now());
    let head: ChainHead = { seq: instance.auditSeq, hash: instance.auditHash };
    for (const act of acts) {
      const row = linkAct(head, act, origin, at);
      await manager.getRepository(auditLogEntity).insert(row);
      head = { seq: row.seq, hash: row.hash };
      if (row.seq % RECORDS_PER_CHECKPOINT === 0) {
        const signed = signCheckpoint(checkpointKey, head, at);
        await manager.getRepository(auditCheckpointEntity).insert({ ...signed, at });
      }
    }
    return head;
  }
}

/** Changes run one after the other, so what one of them checked still holds when it commits. */
const lockInstance = (manager: EntityManager) =>
  manager
    .getRepository(instanceEntity)
    .findOneOrFail({ where: { id: 1 }, lock: { mode: 'pessimistic_write' } });

/** Rolls a change back after which nodes could not build a snapshot. */
class SnapshotRefused extends Error {
  constructor(readonly problems: SnapshotProblem[]) {
    super('the snapshot would not build');
  }
}

const nameOfProblem = ({ field, message }: SnapshotProblem): string => `${field}\n${message}`;
