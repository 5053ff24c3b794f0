import type { Act } from '../audit-log/act.js';
import type { Actor } from '../audit-log/actor.js';
import type {
  ApiKeyRow,
  BudgetRow,
  CategoryRow,
  ConsoleSessionRow,
  DecisionTableRow,
  DecisionVersionRow,
  EvaluatorRow,
  MembershipRow,
  OrganizationRow,
  ProviderRow,
  RetiredWorkspaceRow,
  RouteRow,
  SecretRow,
  TeamRow,
  UserRow,
  WorkspaceRow,
} from './rows.js';

/** The tenants a call may see. Rows that belong to every workspace are seen by everyone. */
export type Scope = 'every' | { organizations: string[]; workspaces: string[] };

export interface Page {
  limit: number;
  /** Where to continue: the id and the workspace (or nothing) of the last row before. */
  after: [string, string] | null;
}

/** Rows of one kind. Whatever reads takes the tenants first. */
export interface Table<Row> {
  /** Rows in the order of their ids, one more than the limit when there is a next page. */
  page(scope: Scope, page: Page): Promise<Row[]>;
  /** Rows whose columns equal the given ones. */
  matching(scope: Scope, where: Partial<Row>): Promise<Row[]>;
  /** @throws ApiError `conflict` when a row with the same identity exists. */
  insert(row: Row): Promise<void>;
  /** Replaces the row with the same primary key. */
  update(row: Row): Promise<void>;
  remove(row: Row): Promise<void>;
}

export interface Tables {
  organizations: Table<OrganizationRow>;
  workspaces: Table<WorkspaceRow>;
  retiredWorkspaces: Table<RetiredWorkspaceRow>;
  teams: Table<TeamRow>;
  users: Table<UserRow>;
  memberships: Table<MembershipRow>;
  consoleSessions: Table<ConsoleSessionRow>;
  apiKeys: Table<ApiKeyRow>;
  providers: Table<ProviderRow>;
  routes: Table<RouteRow>;
  categories: Table<CategoryRow>;
  budgets: Table<BudgetRow>;
  evaluators: Table<EvaluatorRow>;
  decisionTables: Table<DecisionTableRow>;
  decisionVersions: Table<DecisionVersionRow>;
  secrets: Table<SecretRow>;
}

/** One transaction that changes something: its audit records are written with it or not at all. */
export interface Mutation {
  tables: Tables;
  record(act: Act): void;
}

/** Where a change came from. */
export interface ActOrigin {
  actor: Actor;
  requestId: string | null;
}

export interface Committed<Result> {
  result: Result;
  /** The configuration version this change made; null when no node needs to reload. */
  version: number | null;
}

export interface GovernStore {
  read<Result>(work: (tables: Tables) => Promise<Result>): Promise<Result>;
  /**
   * Runs the work in one transaction together with its audit records and, when an act changes what
   * the request path reads, the next configuration version. Changes run one after the other.
   */
  mutate<Result>(
    origin: ActOrigin,
    work: (mutation: Mutation) => Promise<Result>,
  ): Promise<Committed<Result>>;
}

/** Why nodes could not build a snapshot: the field at fault and what to do about it. */
export interface SnapshotProblem {
  field: string;
  message: string;
}
