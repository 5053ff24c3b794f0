import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { DecisionHistoryEntry, DecisionView } from '@weighbridge/contracts/evals/decision';
import type { AutoRoute } from '@weighbridge/evals/deciding/auto-route';
import { newTable } from '@weighbridge/evals/deciding/decide-routes';
import {
  diffChoices,
  explainTurnedBack,
  releaseChoices,
  settleChoices,
  type StoredTable,
} from '@weighbridge/evals/deciding/decision-table';
import { explainFrozen, explainReleased } from '@weighbridge/evals/deciding/explain-freeze';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import type { DecisionVersionRow } from '@weighbridge/govern/tables/rows';
import type { GovernStore } from '@weighbridge/govern/tables/tables';
import type { DecisionTableReader } from '@weighbridge/stores/postgres/evals/create-table-reader';
import type { EvalQueries, TableChange } from './evals-dependencies.js';
import { publishTable } from './publish-table.js';

export interface DecisionQueryParts {
  store: GovernStore;
  tables: DecisionTableReader;
  autoRoutes(): readonly AutoRoute[];
  now(): number;
}

type DecisionQueries = Pick<EvalQueries, 'listDecisions' | 'changeDecisions'>;
const TRIES = 3;

/** Decision tables as people see and change them. */
export function createDecisionQueries(parts: DecisionQueryParts): DecisionQueries {
  const { tables, now } = parts;
  const show = async (route: AutoRoute): Promise<DecisionView> => {
    const { workspaceId, routeId } = route;
    const table = (await tables.read(workspaceId, routeId)) ?? newTable(route, now());
    return present(route, table, await tables.readVersions(workspaceId, routeId));
  };
  return {
    async listDecisions(workspaces, routeId) {
      const seen = parts
        .autoRoutes()
        .filter(({ workspaceId }) => workspaces === 'every' || workspaces.includes(workspaceId))
        .filter((route) => routeId === undefined || route.routeId === routeId);
      if (routeId !== undefined && seen.length === 0) throw noAutoRoute(routeId);
      const shown = await Promise.all(seen.map(show));
      return { data: shown.toSorted(evidenceFirst), next_cursor: null };
    },
    async changeDecisions(caller, workspaceId, routeId, change) {
      const route = findRoute(parts.autoRoutes(), workspaceId, routeId);
      for (let tried = 0; tried < TRIES; tried++)
        if (await changeOnce(parts, route, caller, change)) return show(route);
      throw new ApiError('conflict', 'the table changes at this moment: try again');
    },
  };
}

/** Tables of which nothing is known yet come last. */
const evidenceFirst = (a: DecisionView, b: DecisionView): number =>
  Number(hasEvidence(b)) - Number(hasEvidence(a));

const hasEvidence = ({ version, pairs }: DecisionView): boolean => version > 0 || pairs > 0;

const noAutoRoute = (routeId: string): ApiError =>
  new ApiError('not_found', `there is no auto route "${routeId}"`, { param: 'route' });

function findRoute(
  routes: readonly AutoRoute[],
  workspaceId: string,
  routeId: string | undefined,
): AutoRoute {
  const own = routes.filter((route) => route.workspaceId === workspaceId);
  const [only, another] = own.filter((route) => routeId === undefined || route.routeId === routeId);
  if (only && (!another || routeId !== undefined)) return only;
  if (routeId !== undefined) throw noAutoRoute(routeId);
  const message = only ? 'name the route: there are several auto routes' : 'there is no auto route';
  throw new ApiError(only ? 'invalid_request' : 'not_found', message, { param: 'route' });
}

/** @returns false when the loop published another version meanwhile */
async function changeOnce(
  { store, tables, now }: DecisionQueryParts,
  route: AutoRoute,
  { principal, requestId }: Caller,
  change: TableChange,
): Promise<boolean> {
  const { workspaceId, routeId } = route;
  const stored = (await tables.read(workspaceId, routeId)) ?? newTable(route, now());
  const table = { ...stored, ...(await applied(tables, stored, change, now())), updatedAt: now() };
  const reason =
    change.action === 'rolled_back'
      ? turnedBackTo(change.version)
      : `${change.action} by ${principal.actor.id}`;
  const changes = diffChoices(stored, table, () => reason);
  const origin = { actor: principal.actor, requestId };
  return publishTable(store, origin, table, { action: change.action, reason, changes });
}

const turnedBackTo = (version: number): string => `rolled back to version ${version} and frozen`;

/**
 * A table that was turned back stays so: it is frozen, or the loop would turn it again at once. With
 * its release the loop may.
 */
async function applied(
  tables: DecisionTableReader,
  stored: StoredTable,
  change: TableChange,
  now: number,
): Promise<Partial<StoredTable>> {
  const { detail: told } = stored;
  if (change.action === 'frozen')
    return { frozen: true, detail: stored.frozen ? told : explainFrozen(stored, told) };
  if (change.action === 'unfrozen')
    return {
      frozen: false,
      state: releaseChoices(stored.state, stored.defaultModel),
      detail: stored.frozen ? explainReleased(stored, told) : told,
    };
  const { workspaceId, routeId } = stored;
  const former =
    change.version === 0
      ? { choices: {} }
      : await tables.readVersion(workspaceId, routeId, change.version);
  if (!former)
    throw new ApiError('not_found', `there is no version ${change.version} of this table`, {
      param: 'version',
    });
  const state = settleChoices(stored.state, former.choices, stored.defaultModel, now);
  const reason = turnedBackTo(change.version);
  const detail = explainTurnedBack(stored, former.choices, reason, now);
  return { choices: former.choices, frozen: true, state, detail };
}

const present = (
  route: AutoRoute,
  table: StoredTable,
  versions: readonly DecisionVersionRow[],
): DecisionView => ({
  workspace: table.workspaceId,
  route: table.routeId,
  version: table.version,
  default: table.defaultModel,
  choices: table.choices,
  frozen: table.frozen,
  pairs: table.detail.pairs,
  max_quality_loss: route.maxQualityLoss,
  expected_loss: table.detail.expectedLoss,
  expected_saving: table.detail.expectedSaving,
  reason: table.detail.reason,
  categories: table.detail.categories,
  updated_at: table.version === 0 ? null : new Date(table.updatedAt).toISOString(),
  history: versions.map(presentVersion),
});

const presentVersion = (row: DecisionVersionRow): DecisionHistoryEntry => ({
  version: row.version,
  at: row.at.toISOString(),
  action: row.action,
  actor: row.actor,
  reason: row.reason,
  changes: row.changes,
  choices: row.choices,
});
