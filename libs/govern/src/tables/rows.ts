import type { BudgetMode, BudgetPeriod, BudgetScope } from '@weighbridge/contracts/config/budget';
import type { Category } from '@weighbridge/contracts/config/category';
import type { Limits } from '@weighbridge/contracts/config/limits';
import type { Provider } from '@weighbridge/contracts/config/provider';
import type { Route } from '@weighbridge/contracts/config/route';
import type { Evals } from '@weighbridge/contracts/config/workspace';
import type { DecisionAction, DecisionHistoryEntry } from '@weighbridge/contracts/evals/decision';
import type { DecisionDetail } from '@weighbridge/contracts/evals/decision-detail';
import type { Evaluator } from '@weighbridge/contracts/evals/evaluator';
import type { NanoUsd } from '@weighbridge/kernel/money';
import type { Role } from '../access/roles.js';

/**
 * Who owns a row. `api`: edited through the admin API. `file`, `env`: read-only there, the
 * configuration file or the environment is edited instead. `bootstrap`: made at first start, edited
 * like `api`, and adopted by a file that names it.
 */
export type RowSource = 'api' | 'file' | 'env' | 'bootstrap';

interface Owned {
  source: RowSource;
  createdAt: Date;
}

export interface OrganizationRow extends Owned {
  id: string;
  name: string;
}

export interface WorkspaceRow extends Owned {
  id: string;
  organizationId: string;
  name: string;
  region: string | null;
  zdr: boolean;
  allowedModels: string[] | null;
  evals: Evals | null;
}

/** The id of a workspace that was deleted. */
export interface RetiredWorkspaceRow {
  id: string;
  organizationId: string;
  retiredAt: Date;
}

export interface TeamRow extends Owned {
  uid: string;
  workspaceId: string;
  id: string;
  name: string;
}

export interface UserRow {
  id: string;
  /** Lower case. */
  email: string;
  name: string;
  /** Argon2id in PHC text; null: may not sign in with a password. */
  passwordHash: string | null;
  instanceOwner: boolean;
  createdAt: Date;
}

/** A user's role in exactly one of an organisation and a workspace. */
export interface MembershipRow {
  id: string;
  userId: string;
  organizationId: string | null;
  workspaceId: string | null;
  role: Role;
  createdAt: Date;
}

export interface ConsoleSessionRow {
  /** SHA-256 of the session's secret, base64url. */
  idHash: string;
  userId: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

export interface ApiKeyRow extends Owned {
  id: string;
  workspaceId: string;
  name: string;
  kind: 'secret' | 'public';
  /** HMAC-SHA256 of the key text under the instance's pepper, base64url. */
  hash: string;
  /** The last four characters of the key text. */
  hint: string;
  /** Shared by the two halves of a key pair. */
  pairId: string | null;
  teamId: string | null;
  limits: Limits;
  allowedModels: string[] | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

/** A named piece of configuration that belongs to one workspace or, with null, to all. */
interface ConfigRow<Config> extends Owned {
  uid: string;
  workspaceId: string | null;
  id: string;
  config: Config;
}

export type ProviderConfig = Omit<Provider, 'api_key' | 'api_keys' | 'headers' | 'workspace'>;

/** What may be shown of a provider's secrets. */
export interface SecretSummary {
  apiKeys: number;
  headers: string[];
}

export interface ProviderRow extends ConfigRow<ProviderConfig> {
  secretSummary: SecretSummary;
}

export type RouteRow = ConfigRow<Omit<Route, 'workspace'>>;
export interface CategoryRow extends ConfigRow<Omit<Category, 'workspace'>> {
  /** Whose rules are asked first: the place in the file, or LAST_POSITION. */
  position: number;
}

/** Categories made by the API come behind those of the file, in the order in which they were made. */
export const LAST_POSITION = 1_000_000;

export interface BudgetRow extends Owned {
  id: string;
  workspaceId: string;
  scope: BudgetScope;
  scopeId: string;
  limit: NanoUsd;
  period: BudgetPeriod;
  mode: BudgetMode;
  /** True: the `budget` of its workspace, team or key, and edited there too. */
  inline: boolean;
}

export interface EvaluatorRow extends Owned {
  id: string;
  workspaceId: string;
  name: string;
  config: Omit<Evaluator, 'workspace'>;
  /** Changes with the scorer. */
  version: string;
}

/** The decision table of an auto route in one workspace. */
export interface DecisionTableRow {
  /** `workspace/route`. */
  id: string;
  workspaceId: string;
  routeId: string;
  version: number;
  defaultModel: string;
  choices: Record<string, string>;
  frozen: boolean;
  detail: DecisionDetail;
  /** What the policy remembers from one decision to the next; its own JSON. */
  state: unknown;
  updatedAt: Date;
}

/** One published version of a decision table. */
export interface DecisionVersionRow {
  /** `workspace/route/version`. */
  id: string;
  workspaceId: string;
  routeId: string;
  version: number;
  at: Date;
  action: DecisionAction;
  actor: string;
  reason: string;
  changes: DecisionHistoryEntry['changes'];
  choices: Record<string, string>;
}

/** One sealed secret: see `vault/vault.ts` for what the columns hold. */
export interface SecretRow {
  id: string;
  workspaceId: string | null;
  purpose: string;
  version: number;
  /** The origin this secret may be sent to; empty for secrets that never leave. */
  origin: string;
  /** Master key id → data key wrapped under it, base64. More than one only while rotating. */
  wraps: Record<string, string>;
  ciphertext: Buffer;
  createdAt: Date;
}
