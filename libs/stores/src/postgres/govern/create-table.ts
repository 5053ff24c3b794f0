import type { Page, Scope, Table } from '@weighbridge/govern/tables/tables';
import type { EntityManager, EntitySchema, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { guardStore } from '../guard-store.js';

/** SQL over the row's alias `row` that holds for rows of the given tenants; see `Scope`. */
export type ScopeCondition = string;

export const IN_WORKSPACES: ScopeCondition = 'row.workspaceId = ANY(:workspaces)';
export const SHARED_OR_IN_WORKSPACES: ScopeCondition = `(row.workspaceId IS NULL OR ${IN_WORKSPACES})`;
/** For rows that only the instance itself reads. */
export const NO_TENANT: ScopeCondition = 'FALSE';

export interface TableShape<Row extends ObjectLiteral> {
  entity: EntitySchema<Row>;
  /** The property that is the primary key. */
  key: keyof Row & string;
  scope: ScopeCondition;
  /** Whether ids are unique only within a workspace, or among the rows of all of them. */
  sharesIds: boolean;
}

/** Rows of one entity, within one transaction or connection. */
export function createTable<Row extends ObjectLiteral>(
  manager: EntityManager,
  { entity, key, scope, sharesIds }: TableShape<Row>,
): Table<Row> {
  const repository = manager.getRepository(entity);
  const identity = (row: Row) => ({ [key]: row[key] }) as FindOptionsWhere<Row>;
  const visible = (tenants: Scope) => {
    const query = repository.createQueryBuilder('row');
    return tenants === 'every' ? query : query.where(scope, tenants);
  };
  return {
    page: (tenants: Scope, { limit, after }: Page) =>
      guardStore(() => {
        const query = visible(tenants);
        if (after) {
          const [id, workspaceId] = after;
          const position = sharesIds ? "(row.id, coalesce(row.workspaceId, ''))" : "(row.id, '')";
          query.andWhere(`${position} > (:id, :workspaceId)`, { id, workspaceId });
        }
        query.orderBy('row.id').limit(limit + 1);
        if (sharesIds) query.addOrderBy('row.workspaceId', 'ASC', 'NULLS FIRST');
        return query.getMany();
      }),
    matching: (tenants, where) =>
      guardStore(() => {
        const query = visible(tenants);
        for (const [property, value] of Object.entries(where)) {
          query.andWhere(
            value === null ? `row.${property} IS NULL` : `row.${property} = :${property}`,
            { [property]: value },
          );
        }
        return query.getMany();
      }),
    insert: (row) =>
      guardStore(async () => {
        await repository.insert(row);
      }),
    update: (row) =>
      guardStore(async () => {
        await repository.update(identity(row), row);
      }),
    remove: (row) =>
      guardStore(async () => {
        await repository.delete(identity(row));
      }),
  };
}
