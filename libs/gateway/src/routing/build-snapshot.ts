import type {
  KeyRow,
  SnapshotSource,
  WorkspaceRow,
} from '@weighbridge/contracts/snapshot/snapshot-source';
import type { ReportProblem } from './build-route.js';
import { buildScopes } from './build-scopes.js';
import { buildClassify, categoriesOf } from './categories/build-classify.js';
import { compilePatterns, type NamePredicate } from './match-pattern.js';
import type { ModelScope } from './model-scope.js';
import { modelNames } from './resolve-model.js';
import type { KeyEntry, ProviderEntry, Snapshot, WorkspaceEntry } from './snapshot.js';
import type { VendorKnowledge } from './vendor-knowledge.js';

export interface SnapshotProblem {
  /** Such as `routes[chat].targets[0].model`. */
  path: string;
  message: string;
}

export type SnapshotResult =
  | { ok: true; snapshot: Snapshot; warnings: SnapshotProblem[] }
  | { ok: false; problems: SnapshotProblem[] };

/**
 * Compiles the rows of one version into what requests look at. Nothing is half-built: with any
 * problem there is no snapshot, and the one in force stays. Warnings name what builds but cannot serve.
 */
export function buildSnapshot(source: SnapshotSource, vendors: VendorKnowledge): SnapshotResult {
  const problems: SnapshotProblem[] = [];
  const report: ReportProblem = (path, message) => {
    // A category for everybody is compiled for each workspace, and is wrong once.
    if (!problems.some((known) => known.path === path && known.message === message))
      problems.push({ path, message });
  };
  const scopes = buildScopes(source, vendors, report);
  const workspaces = new Map<string, WorkspaceEntry>();
  for (const row of source.workspaces)
    workspaces.set(row.id, buildWorkspace(row, scopes.scopeOf(row.id), source, report));
  const keysByHash = new Map<string, KeyEntry>();
  const keysById = new Map<string, KeyEntry>();
  for (const row of source.keys) {
    const workspace = workspaces.get(row.workspaceId);
    if (!workspace) {
      report(`keys[${row.name}]`, `there is no workspace "${row.workspaceId}"`);
      continue;
    }
    if (keysByHash.has(row.hash)) report(`keys[${row.name}]`, 'another key has the same text');
    const key = buildKey(row, workspace, scopes.scopeOf(row.workspaceId));
    keysByHash.set(row.hash, key);
    keysById.set(row.id, key);
  }
  if (problems.length > 0) return { ok: false, problems };
  const snapshot: Snapshot = {
    version: source.version,
    findKey: (hash) => keysByHash.get(hash),
    findKeyById: (id) => keysById.get(id),
    workspaces,
    providers: scopes.providers,
    origins: new Set(scopes.providers.map((provider) => provider.origin)),
  };
  return { ok: true, snapshot, warnings: findWarnings(scopes.providers) };
}

function buildWorkspace(
  row: WorkspaceRow,
  scope: ModelScope,
  source: SnapshotSource,
  report: ReportProblem,
): WorkspaceEntry {
  const names = modelNames(scope, allowLists(row.allowedModels), row);
  const unrestricted = row.allowedModels ? modelNames(scope, [], row) : names;
  return {
    row,
    classify: buildClassify(categoriesOf(source.categories, row.id), report),
    decisions: new Map(
      source.decisions
        .filter(({ workspaceId }) => workspaceId === row.id)
        .map((table) => [table.routeId, table]),
    ),
    resolveModel: names.resolve,
    listModels: names.list,
    resolveForEvals: unrestricted.resolve,
  };
}

function buildKey(row: KeyRow, workspace: WorkspaceEntry, scope: ModelScope): KeyEntry {
  const lists = allowLists(row.allowedModels, workspace.row.allowedModels);
  // A key without a list of its own means what its workspace means, and shares its memory of names.
  const names = row.allowedModels && modelNames(scope, lists, workspace.row);
  return {
    row,
    workspace,
    resolveModel: names?.resolve ?? workspace.resolveModel,
    listModels: names?.list ?? workspace.listModels,
  };
}

function allowLists(...lists: (readonly string[] | null)[]): NamePredicate[] {
  return lists.map(compilePatterns).filter((predicate) => predicate !== null);
}

function findWarnings(providers: readonly ProviderEntry[]): SnapshotProblem[] {
  return providers
    .filter((provider) => provider.adapter === null)
    .map(({ id, type }) => ({
      path: `providers[${id}].type`,
      message: `the type ${type} is not built yet: its models answer 501`,
    }));
}
