import { setTimeout as sleep } from 'node:timers/promises';

/** Nobody waits for an evaluation; reads of jobs that begin together come within this. */
const GATHER_MS = 20;
/** Ids travel in the address of a query, which servers bound to some 16 KB. */
const AT_ONCE = 200;

/**
 * Reads by id of one moment as one query: to the engine a query costs some 10 ms of CPU, a further row of
 * it next to nothing.
 * @param readAll the rows of a workspace that have one of the ids, in any order
 */
export function gatherReads<Row extends { id: string }>(
  readAll: (workspaceId: string, ids: readonly string[]) => Promise<Row[]>,
): (workspaceId: string, id: string) => Promise<Row | undefined> {
  const gathering = new Map<string, { ids: Set<string>; rows: Promise<Map<string, Row>> }>();

  async function readSoon(workspaceId: string, ids: ReadonlySet<string>) {
    await sleep(GATHER_MS);
    gathering.delete(workspaceId);
    const all = [...ids];
    const pages: Promise<Row[]>[] = [];
    for (let from = 0; from < all.length; from += AT_ONCE)
      pages.push(readAll(workspaceId, all.slice(from, from + AT_ONCE)));
    const rows = (await Promise.all(pages)).flat();
    return new Map(rows.map((row) => [row.id, row]));
  }

  return async (workspaceId, id) => {
    let batch = gathering.get(workspaceId);
    if (!batch) {
      const ids = new Set<string>();
      batch = { ids, rows: readSoon(workspaceId, ids) };
      gathering.set(workspaceId, batch);
    }
    batch.ids.add(id);
    return (await batch.rows).get(id);
  };
}
