import type { StoredTable } from '@weighbridge/evals/deciding/decision-table';
import type { DecisionTableRow, DecisionVersionRow } from '@weighbridge/govern/tables/rows';
import type { DataSource } from 'typeorm';
import { decisionTableEntity, decisionVersionEntity } from '../entities/evals.js';
import { guardStore } from '../guard-store.js';

const SAVE_DETAIL = `
INSERT INTO decision_tables (id, workspace_id, route_id, version, default_model, choices, frozen,
  detail, state, updated_at)
SELECT $1, $2, $3, 0, $4, '{}'::jsonb, false, $5, $6, to_timestamp($7::float8 / 1000)
WHERE EXISTS (SELECT FROM workspaces WHERE id = $2)
ON CONFLICT (id) DO UPDATE SET detail = excluded.detail, state = excluded.state,
  updated_at = excluded.updated_at
WHERE decision_tables.version = $8 AND decision_tables.frozen = $9`;

const NEWEST_VERSIONS = 50;

/** Reads decision tables and their history, and keeps what changes without a new version. */
export interface DecisionTableReader {
  read(workspaceId: string, routeId: string): Promise<StoredTable | undefined>;
  saveDetail(table: StoredTable): Promise<void>;
  /** Published versions, newest first. */
  readVersions(workspaceId: string, routeId: string): Promise<DecisionVersionRow[]>;
  readVersion(
    workspaceId: string,
    routeId: string,
    version: number,
  ): Promise<DecisionVersionRow | undefined>;
}

/** `workspace/route`: the id of a table. */
export const tableIdOf = (workspaceId: string, routeId: string): string =>
  `${workspaceId}/${routeId}`;

export function createTableReader(dataSource: DataSource): DecisionTableReader {
  const tables = dataSource.getRepository(decisionTableEntity);
  const versions = dataSource.getRepository(decisionVersionEntity);
  return {
    read: (workspaceId, routeId) =>
      guardStore(async () => {
        const row = await tables.findOneBy({ workspaceId, routeId });
        return row ? storedTable(row) : undefined;
      }),
    async saveDetail(table) {
      const { workspaceId, routeId } = table;
      await guardStore(() =>
        dataSource.query(SAVE_DETAIL, [
          ...[tableIdOf(workspaceId, routeId), workspaceId, routeId, table.defaultModel],
          ...[JSON.stringify(table.detail), JSON.stringify(table.state), table.updatedAt],
          ...[table.version, table.frozen],
        ]),
      );
    },
    readVersions: (workspaceId, routeId) =>
      guardStore(() =>
        versions.find({
          where: { workspaceId, routeId },
          order: { version: 'DESC' },
          take: NEWEST_VERSIONS,
        }),
      ),
    readVersion: (workspaceId, routeId, version) =>
      guardStore(async () => {
        const row = await versions.findOneBy({ workspaceId, routeId, version });
        return row ?? undefined;
      }),
  };
}

const storedTable = ({ state, updatedAt, ...row }: DecisionTableRow): StoredTable => ({
  ...row,
  state: state as StoredTable['state'],
  updatedAt: updatedAt.getTime(),
});
