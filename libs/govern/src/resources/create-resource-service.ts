import type { ListOf, ListQuery } from '@weighbridge/contracts/resources/envelope';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { holds, type Place } from '../access/authorize.js';
import type { Permission } from '../access/permissions.js';
import type { Principal } from '../access/principal.js';
import { recordingRefusals } from '../audit-log/record-denied.js';
import type { GovernStore, Mutation, Tables } from '../tables/tables.js';
import { readCursor, writeCursor } from './cursor.js';
import { describeChanges } from './describe-changes.js';
import { notFound, scopeOf } from './find-place.js';
import type { ResourceContext, ResourceDefinition, ResourceTools } from './resource-definition.js';

/** Who calls, under which request id. */
export interface Caller {
  principal: Principal;
  requestId: string;
}

/** The calls that every resource answers. Ids of other tenants are answered like missing ones. */
export interface ResourceService<Create, Patch, View> {
  list(caller: Caller, query: ListQuery): Promise<ListOf<View>>;
  get(caller: Caller, id: string, workspace: string | undefined): Promise<View>;
  create(caller: Caller, input: Create, workspace: string | undefined): Promise<View>;
  update(caller: Caller, id: string, patch: Patch, workspace: string | undefined): Promise<View>;
  remove(caller: Caller, id: string, workspace: string | undefined): Promise<void>;
}

type Verb = 'read' | 'create' | 'update' | 'delete';

/** Puts the rules of a resource behind permissions, tenants, one transaction and the audit log. */
export function createResourceService<Row, Create extends object, Patch extends object, View>(
  definition: ResourceDefinition<Row, Create, Patch, View>,
  store: GovernStore,
  tools: ResourceTools,
): ResourceService<Create, Patch, View> {
  const contextOf = (principal: Principal, tables: Tables): ResourceContext => ({
    ...tools,
    ...{ principal, tables },
  });
  const permissionTo = (verb: Verb) => `${definition.name}.${verb}` as Permission;

  const find = async (context: ResourceContext, id: string, workspace: string | undefined) => {
    const { principal, tables } = context;
    const scope = await scopeOf(principal, permissionTo('read'), workspace, tables);
    const rows = await definition.table(tables).matching(scope, definition.whereId(id));
    return chooseRow(definition, rows, id, workspace, context);
  };

  /** Runs a change; whatever is refused for want of a right is recorded on its own. */
  const change = async <Result>(
    caller: Caller,
    verb: Verb,
    id: string,
    work: (context: ResourceContext, mutation: Mutation) => Promise<Result>,
  ): Promise<Result> => {
    const { principal, requestId } = caller;
    const origin = { actor: principal.actor, requestId };
    const attempt = { action: permissionTo(verb), resource: { type: definition.name, id } };
    return recordingRefusals(store, origin, attempt, async () => {
      const { result } = await store.mutate(origin, (mutation) =>
        work(contextOf(principal, mutation.tables), mutation),
      );
      return result;
    });
  };

  const demand = (verb: Verb, principal: Principal, place: Place): void => {
    if (holds(principal, permissionTo(verb), place)) return;
    throw new ApiError('forbidden', `this needs the permission ${permissionTo(verb)} there`);
  };

  const editable = async (
    verb: Verb,
    context: ResourceContext,
    id: string,
    workspace: string | undefined,
  ) => {
    const row = await find(context, id, workspace);
    const place = await definition.placeOf(row, context);
    demand(verb, context.principal, place);
    if (definition.isReadOnly(row)) {
      const message = `${definition.noun} "${id}" is defined in the configuration file or the environment: change it there`;
      throw new ApiError('read_only', message);
    }
    return { row, place };
  };

  const act = (verb: Verb, row: Row, place: Place, input: object) => ({
    action: permissionTo(verb),
    resource: { type: definition.name, id: definition.idOf(row) },
    ...place,
    outcome: 'done' as const,
    changes: describeChanges(input),
    reload: definition.reload,
  });

  /** After the commit: views read what other connections must be able to see. */
  const viewOf = (row: Row, principal: Principal): Promise<View> =>
    store.read(async (tables) => {
      const [view] = await definition.view([row], contextOf(principal, tables));
      return view!;
    });

  return {
    list: ({ principal }, { workspace, limit, cursor }) =>
      store.read(async (tables) => {
        const context = contextOf(principal, tables);
        const scope = await scopeOf(principal, permissionTo('read'), workspace, tables);
        const after = readCursor(cursor);
        const rows = await definition.table(tables).page(scope, { limit, after });
        const shown = rows.slice(0, limit);
        const last = rows.length > limit ? shown.at(-1) : undefined;
        const position = async (row: Row): Promise<[string, string]> => {
          const { workspaceId } = await definition.placeOf(row, context);
          return [definition.idOf(row), workspaceId ?? ''];
        };
        return {
          data: await definition.view(shown, context),
          next_cursor: last === undefined ? null : writeCursor(await position(last)),
        };
      }),
    async get({ principal }, id, workspace) {
      const row = await store.read((tables) => find(contextOf(principal, tables), id, workspace));
      return viewOf(row, principal);
    },
    async create(caller, input, workspace) {
      const { row, shownOnce } = await change(caller, 'create', '', async (context, mutation) => {
        const place = await definition.placeOfNew(input, workspace, context);
        demand('create', context.principal, place);
        const created = await definition.create(input, place, context);
        mutation.record(act('create', created.row, place, input));
        return created;
      });
      return { ...(await viewOf(row, caller.principal)), ...shownOnce };
    },
    async update(caller, id, patch, workspace) {
      const row = await change(caller, 'update', id, async (context, { record }) => {
        const known = await editable('update', context, id, workspace);
        const updated = await definition.update(known.row, patch, context);
        record(act('update', updated, known.place, patch));
        return updated;
      });
      return viewOf(row, caller.principal);
    },
    remove: (caller, id, workspace) =>
      change(caller, 'delete', id, async (context, { record }) => {
        const { row, place } = await editable('delete', context, id, workspace);
        await definition.remove(row, context);
        record(act('delete', row, place, {}));
      }),
  };
}

/** Of rows with one id, that of the named workspace; without a name the one of every workspace. */
export async function chooseRow<Row, Create, Patch, View>(
  definition: ResourceDefinition<Row, Create, Patch, View>,
  rows: Row[],
  id: string,
  workspace: string | undefined,
  context: ResourceContext,
): Promise<Row> {
  const [only, another] = rows;
  if (only === undefined) throw notFound(definition.noun, id);
  if (another === undefined) return only;
  for (const row of rows) {
    const { workspaceId } = await definition.placeOf(row, context);
    if (workspaceId === (workspace ?? null)) return row;
  }
  throw new ApiError('invalid_request', `several workspaces have a ${definition.noun} "${id}"`, {
    param: 'workspace',
  });
}
