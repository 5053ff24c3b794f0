import type { BudgetMode, BudgetPeriod, BudgetScope } from '../config/budget.js';
import type { Category } from '../config/category.js';
import type { Limits } from '../config/limits.js';
import type { Provider } from '../config/provider.js';
import type { Route } from '../config/route.js';
import type { Evals } from '../config/workspace.js';
import type { DecisionTable } from '../routing/decision-table.js';

/**
 * Everything the request path may know, as the control plane's database states it at one version.
 * Read in one transaction, then compiled once into the immutable snapshot that requests look at.
 */
export interface SnapshotSource {
  /** Monotonic: every change of anything below adds one. */
  version: number;
  workspaces: WorkspaceRow[];
  keys: KeyRow[];
  providers: ProviderRow[];
  routes: RouteRow[];
  budgets: BudgetRow[];
  categories: CategoryRow[];
  /** Of the auto routes, as last published. */
  decisions: DecisionTable[];
}

export interface WorkspaceRow {
  id: string;
  organizationId: string;
  /** Residency label that targets must carry; null: any. */
  region: string | null;
  zdr: boolean;
  /** Patterns; null: every model. */
  allowedModels: string[] | null;
  /** How its live traffic is judged; null: it is not. */
  evals: Evals | null;
}

export interface KeyRow {
  id: string;
  name: string;
  workspaceId: string;
  teamId: string | null;
  /** `secret` opens everything a caller may do; `public` may only write scores. */
  kind: 'secret' | 'public';
  /** HMAC-SHA256 of the key text under the instance's pepper, base64url. */
  hash: string;
  limits: Limits;
  allowedModels: string[] | null;
  /** Milliseconds since the epoch; null: never. */
  expiresAt: number | null;
}

/** A provider with its secrets opened: lives in memory only, is never serialised. */
export interface ProviderRow {
  /** Null: every workspace may use it. */
  workspaceId: string | null;
  config: Omit<Provider, 'api_key' | 'api_keys' | 'headers' | 'workspace'>;
  apiKeys: string[];
  headers: Record<string, string>;
}

export interface RouteRow {
  workspaceId: string | null;
  config: Omit<Route, 'workspace'>;
}

export interface BudgetRow {
  id: string;
  workspaceId: string;
  scope: BudgetScope;
  /** What the scope names: a workspace, team, key, user, `provider/model`, provider or tag. */
  scopeId: string;
  /** Integer nano-USD. */
  limit: bigint;
  period: BudgetPeriod;
  mode: BudgetMode;
}

export interface CategoryRow {
  /** Null: every workspace has it, unless one has a category of the same name. */
  workspaceId: string | null;
  config: Omit<Category, 'workspace'>;
}
