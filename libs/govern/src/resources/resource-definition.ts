import type { VendorFacts } from '@weighbridge/contracts/config/vendor-facts';
import type { Scorer } from '@weighbridge/contracts/evals/scorer';
import type { Clock } from '@weighbridge/kernel/clock';
import type { NanoUsd } from '@weighbridge/kernel/money';
import type { Place } from '../access/authorize.js';
import type { Principal } from '../access/principal.js';
import type { Table, Tables } from '../tables/tables.js';
import type { Vault } from '../vault/vault.js';

/** What a budget's current window holds, as the ledger knows it. */
export interface BudgetStatus {
  spent: NanoUsd;
  leased: NanoUsd;
  resetsAt: Date | null;
}

export type BudgetStatusReader = (
  workspaceId: string,
  budgetIds: string[],
) => Promise<Map<string, BudgetStatus>>;

/** What the rules of the resources need from outside. */
export interface ResourceTools {
  vault: Vault;
  pepper: Buffer;
  clock: Clock;
  readBudgetStatus: BudgetStatusReader;
  /** What keeps a scorer that fits its schema from scoring live traffic; absent: nothing is known to. */
  checkScorer?: ((scorer: Scorer) => { key: string; message: string }[]) | undefined;
  /** What the registry of providers knows. */
  vendors: readonly VendorFacts[];
}

export interface ResourceContext extends ResourceTools {
  principal: Principal;
  tables: Tables;
}

export interface Created<Row> {
  row: Row;
  /** Fields that this one answer carries besides the view. */
  shownOnce?: Record<string, string>;
}

/** The rules of one kind of resource; `createResourceService` makes the five calls of them. */
export interface ResourceDefinition<Row, Create, Patch, View> {
  /** In URLs, permissions and audit records: `keys`. */
  name: ResourceName;
  /** In messages: `key`. */
  noun: string;
  table(tables: Tables): Table<Row>;
  /** The columns by which a public id finds the row. */
  whereId(id: string): Partial<Row>;
  idOf(row: Row): string;
  placeOf(row: Row, context: ResourceContext): Promise<Place>;
  isReadOnly(row: Row): boolean;
  /** Whether nodes must reload when a row changes. */
  reload: boolean;
  /** Where a new row goes, before anything is written. */
  placeOfNew(
    input: Create,
    workspace: string | undefined,
    context: ResourceContext,
  ): Promise<Place>;
  create(input: Create, place: Place, context: ResourceContext): Promise<Created<Row>>;
  update(row: Row, patch: Patch, context: ResourceContext): Promise<Row>;
  remove(row: Row, context: ResourceContext): Promise<void>;
  view(rows: Row[], context: ResourceContext): Promise<View[]>;
}

export type ResourceName =
  | 'organizations'
  | 'workspaces'
  | 'teams'
  | 'users'
  | 'members'
  | 'keys'
  | 'providers'
  | 'routes'
  | 'categories'
  | 'budgets'
  | 'evaluators';
