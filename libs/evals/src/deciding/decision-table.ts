import type { DecisionDetail } from '@weighbridge/contracts/evals/decision-detail';
import type { CategoryDecision, DecisionAction } from '@weighbridge/contracts/evals/decision';
import type { PolicyState } from '../policy/policy-state.js';

/** A route's decision table as it is stored. */
export interface StoredTable {
  workspaceId: string;
  routeId: string;
  /** 0: nothing was published yet. */
  version: number;
  defaultModel: string;
  choices: Record<string, string>;
  frozen: boolean;
  detail: DecisionDetail;
  state: PolicyState;
  /** Milliseconds since the epoch. */
  updatedAt: number;
}

export interface TableChangeEntry {
  category: string;
  from: string;
  to: string;
  reason: string;
}

/** Why a new version of a table is published. */
export interface Publication {
  action: DecisionAction;
  reason: string;
  changes: TableChangeEntry[];
}

/** Decision tables, their versions and the reload of every gateway that follows a new one. */
export interface DecisionTables {
  read(workspaceId: string, routeId: string): Promise<StoredTable | undefined>;
  /** Keeps reasons and figures; no gateway needs to hear of them. Nothing where the version moved on. */
  saveDetail(table: StoredTable): Promise<void>;
  /**
   * Publishes the table as the version after its own, unless another came first.
   * @returns whether it is in force
   */
  publish(table: StoredTable, publication: Publication): Promise<boolean>;
}

/** What differs between two tables, category by category. */
export function diffChoices(
  from: { choices: Readonly<Record<string, string>>; defaultModel: string },
  to: { choices: Readonly<Record<string, string>>; defaultModel: string },
  reasonOf: (category: string) => string,
): TableChangeEntry[] {
  const categories = new Set([...Object.keys(from.choices), ...Object.keys(to.choices)]);
  return [...categories].sort().flatMap((category) => {
    const before = from.choices[category] ?? from.defaultModel;
    const after = to.choices[category] ?? to.defaultModel;
    return before === after
      ? []
      : [{ category, from: before, to: after, reason: reasonOf(category) }];
  });
}

/** The policy's memory after somebody set the choices by hand: their time on the road begins now. */
export function settleChoices(
  state: PolicyState,
  choices: Readonly<Record<string, string>>,
  defaultModel: string,
  now: number,
): PolicyState {
  const settled: PolicyState['choices'] = {};
  for (const category of new Set([...Object.keys(state.choices), ...Object.keys(choices)])) {
    const known = state.choices[category];
    const model = choices[category] ?? defaultModel;
    settled[category] =
      known?.model === model
        ? known
        : { model, since: now, servedBefore: known?.servedBefore ?? 0 };
  }
  return { ...state, choices: settled };
}

/** The policy's memory after somebody let it decide again: nothing waits behind the default. */
export function releaseChoices(state: PolicyState, defaultModel: string): PolicyState {
  const moved = Object.entries(state.choices).filter(([, { model }]) => model !== defaultModel);
  return { ...state, choices: Object.fromEntries(moved) };
}

/** What is told of a table whose choices somebody set by hand, until the loop looks at it again. */
export function explainTurnedBack(
  { detail, defaultModel }: Pick<StoredTable, 'detail' | 'defaultModel'>,
  choices: Readonly<Record<string, string>>,
  reason: string,
  now: number,
): DecisionDetail {
  const since = new Date(now).toISOString();
  const categories = detail.categories.map((told): CategoryDecision => {
    const model = choices[told.category] ?? defaultModel;
    if (model === told.model) return told;
    const moved = model !== defaultModel;
    return { ...told, model, moved, runner_up: told.model, saving: null, since, reason };
  });
  return { ...detail, categories, reason, expectedLoss: null, expectedSaving: null };
}
