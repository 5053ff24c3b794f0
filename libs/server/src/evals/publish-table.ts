import type { Publication, StoredTable } from '@weighbridge/evals/deciding/decision-table';
import { placeOfWorkspace } from '@weighbridge/govern/resources/find-place';
import type { ActOrigin, GovernStore } from '@weighbridge/govern/tables/tables';
import { tableIdOf } from '@weighbridge/stores/postgres/evals/create-table-reader';

/** What the loop itself does, it does under this name. */
export const EVAL_LOOP: ActOrigin = {
  actor: { type: 'eval_loop', id: 'eval-loop' },
  requestId: null,
};

/**
 * Publishes a decision table as the version after its own: the row, its history, the audit record and
 * the version that makes every gateway reload, in one transaction.
 * @returns false when another version came first
 */
export async function publishTable(
  store: GovernStore,
  origin: ActOrigin,
  table: StoredTable,
  { action, reason, changes }: Publication,
): Promise<boolean> {
  const { workspaceId, routeId, defaultModel, choices, frozen, detail, state } = table;
  const id = tableIdOf(workspaceId, routeId);
  const { result } = await store.mutate(origin, async ({ tables, record }) => {
    const [known] = await tables.decisionTables.matching('every', { id });
    if ((known?.version ?? 0) !== table.version) return false;
    const place = await placeOfWorkspace(tables, workspaceId);
    if (place.organizationId === null) return false; // the workspace was deleted meanwhile
    const version = table.version + 1;
    const updatedAt = new Date(table.updatedAt);
    const row = {
      ...{ id, workspaceId, routeId, version, defaultModel, choices, frozen, detail, state },
      updatedAt,
    };
    await (known ? tables.decisionTables.update(row) : tables.decisionTables.insert(row));
    await tables.decisionVersions.insert({
      id: `${id}/${version}`,
      ...{ workspaceId, routeId, version, action, reason, changes, choices },
      at: updatedAt,
      actor: origin.actor.id,
    });
    record({
      action: 'decisions.update',
      resource: { type: 'decisions', id },
      ...place,
      outcome: 'done',
      changes: { action, version, choices, frozen },
      reload: true,
    });
    return true;
  });
  return result;
}
