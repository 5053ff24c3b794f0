import { seededRandom } from '@weighbridge/kernel/seeded-random';
import type { Provider } from '@weighbridge/contracts/config/provider';
import type { Route } from '@weighbridge/contracts/config/route';
import type {
  KeyRow,
  ProviderRow,
  RouteRow,
  SnapshotSource,
  WorkspaceRow,
} from '@weighbridge/contracts/snapshot/snapshot-source';
import { BUILT_IN_CATALOGUE } from '../catalogue/built-in-catalogue.js';
import { findAdapter } from '../providers/registry.js';
import { buildSnapshot } from './build-snapshot.js';
import { NOTHING_IN_THE_WAY, NOTHING_MEASURED } from './availability.js';
import { NO_PREFERENCES } from './controls/provider-preferences.js';
import type { RequestNeeds } from './filter-target.js';
import type { Plan, PlanInputs } from './plan.js';
import type { KeyEntry, RoutedTarget, RouteEntry, Snapshot } from './snapshot.js';
import type { VendorKnowledge } from './vendor-knowledge.js';

/** Known by the contract and, to these tests, not built. */
export const UNBUILT = 'lmstudio';

/** The product's own registry and catalogue, without one vendor. */
export const VENDORS: VendorKnowledge = {
  findAdapter: (type) => (type === UNBUILT ? undefined : (findAdapter(type) ?? undefined)),
  findModelFacts: BUILT_IN_CATALOGUE.findModelFacts,
  listModelIds: BUILT_IN_CATALOGUE.listModelIds,
};

/** A provider with the given models, at an address of its own. */
export function providerRow(
  id: string,
  models: NonNullable<Provider['models']> | undefined,
  over: Partial<ProviderRow['config']> & Partial<Omit<ProviderRow, 'config'>> = {},
): ProviderRow {
  const { workspaceId = null, apiKeys = [`secret-of-${id}`], headers = {}, ...config } = over;
  return {
    workspaceId,
    apiKeys,
    headers,
    config: {
      id,
      type: 'openai-compatible',
      base_url: `https://${id}.test/v1`,
      ...(models && { models }),
      ...config,
    },
  };
}

export function routeRow(
  id: string,
  targets: readonly string[],
  over: Partial<Route> = {},
): RouteRow {
  const { workspace = null, ...config } = over;
  return {
    workspaceId: workspace,
    config: { id, strategy: 'priority', targets: targets.map((model) => ({ model })), ...config },
  };
}

export function workspaceRow(id: string, over: Partial<WorkspaceRow> = {}): WorkspaceRow {
  return {
    id,
    organizationId: 'org',
    region: null,
    zdr: false,
    allowedModels: null,
    evals: null,
    ...over,
  };
}

export function keyRow(workspaceId: string, over: Partial<KeyRow> = {}): KeyRow {
  return {
    id: `key_${workspaceId}`,
    name: 'backend',
    workspaceId,
    teamId: null,
    kind: 'secret',
    hash: `hash of ${workspaceId}`,
    limits: {},
    allowedModels: null,
    expiresAt: null,
    ...over,
  };
}

/** One workspace `acme` with one key, and whatever is given. */
export function sourceOf(over: Partial<SnapshotSource> = {}): SnapshotSource {
  return {
    version: 1,
    workspaces: [workspaceRow('acme')],
    keys: [keyRow('acme')],
    providers: [],
    routes: [],
    budgets: [],
    categories: [],
    decisions: [],
    ...over,
  };
}

export function snapshotOf(over: Partial<SnapshotSource>): Snapshot {
  const result = buildSnapshot(sourceOf(over), VENDORS);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.snapshot;
}

/** The key of the workspace `acme`. */
export function keyOf(over: Partial<SnapshotSource>): KeyEntry {
  return snapshotOf(over).findKey('hash of acme')!;
}

const CHAT: RequestNeeds = {
  endpoint: 'chat',
  capabilities: [],
  inputTokens: 100,
  totalTokens: 200,
  maxOutputTokens: null,
  body: {},
};

/** The targets that a route names itself, routes within it left out. */
export const targetsOf = (route: RouteEntry): RoutedTarget[] =>
  route.targets.flatMap(({ leadsTo }) => ('target' in leadsTo ? [leadsTo] : []));

/** The targets of a plan in the order they are tried. */
export const idsOf = ({ attempts }: Plan): string[] => attempts.map(({ target }) => target.id);

/** A short chat request for a name, with everything available. */
export function inputsFor(
  key: KeyEntry,
  name: string,
  over: Partial<Omit<PlanInputs, 'needs'>> & { needs?: Partial<RequestNeeds> } = {},
): PlanInputs {
  return {
    route: key.resolveModel(name),
    alternatives: [],
    preferences: NO_PREFERENCES,
    workspace: key.workspace,
    availability: NOTHING_IN_THE_WAY,
    live: NOTHING_MEASURED,
    classify: () => ({ category: 'default', decidedBy: 'default', detail: null, scores: null }),
    usualOutput: () => null,
    familiarTarget: () => null,
    random: seededRandom(1),
    ...over,
    needs: { ...CHAT, ...over.needs },
  };
}

export { seededRandom };
