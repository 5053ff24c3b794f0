import type { AuditRow } from '@weighbridge/govern/audit-log/audit-record';
import type { AuditEvidence } from '@weighbridge/govern/audit-log/verify-audit-log';
import type { Scope } from '@weighbridge/govern/tables/tables';
import type { DataSource } from 'typeorm';
import { auditCheckpointEntity, auditLogEntity, instanceEntity } from '../entities/instance.js';
import { guardStore } from '../guard-store.js';

const ROWS_PER_READ = 1_000;

/** Records of the given tenants, newest first, before a position; one more than the limit. */
export const readAuditPage = (
  dataSource: DataSource,
  tenants: Scope,
  page: { limit: number; before: number | null },
): Promise<AuditRow[]> =>
  guardStore(() => {
    const query = dataSource
      .getRepository(auditLogEntity)
      .createQueryBuilder('row')
      .orderBy('row.seq', 'DESC')
      .limit(page.limit + 1);
    if (tenants !== 'every') {
      const ofTenants =
        '(row.organizationId = ANY(:organizations) OR row.workspaceId = ANY(:workspaces))';
      query.where(ofTenants, tenants);
    }
    if (page.before !== null) query.andWhere('row.seq < :before', { before: page.before });
    return query.getMany();
  });

/** What the database says about its own audit log. */
export async function readAuditEvidence(
  dataSource: DataSource,
): Promise<Pick<AuditEvidence, 'rows' | 'head' | 'storedCheckpoints'>> {
  return guardStore(async () => {
    const instance = await dataSource.getRepository(instanceEntity).findOneByOrFail({ id: 1 });
    const checkpoints = await dataSource
      .getRepository(auditCheckpointEntity)
      .find({ order: { seq: 'ASC' } });
    return {
      rows: readRows(dataSource, instance.auditSeq),
      head: { seq: instance.auditSeq, hash: instance.auditHash },
      storedCheckpoints: checkpoints.map(({ at, ...checkpoint }) => ({
        ...checkpoint,
        at: at.toISOString(),
      })),
    };
  });
}

/** Rows up to the head as it was read, so that records written meanwhile are no fault. */
async function* readRows(dataSource: DataSource, upTo: number): AsyncGenerator<AuditRow> {
  let last = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = await guardStore(() =>
      dataSource
        .getRepository(auditLogEntity)
        .createQueryBuilder('row')
        .where('row.seq > :last AND row.seq <= :upTo', { last, upTo })
        .orderBy('row.seq')
        .limit(ROWS_PER_READ)
        .getMany(),
    );
    yield* rows;
    const end = rows.at(-1);
    if (!end) return;
    last = end.seq;
  }
}
