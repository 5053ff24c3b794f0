import type { BudgetScope } from '@weighbridge/contracts/config/budget';
import type { Budget } from './budget.js';
import type { BudgetSubject } from './hold.js';

const NONE: readonly Budget[] = [];

type ScopeBudgets = Map<string, Budget[]>;

/** Finds the budgets that apply to a request by map look-ups alone. */
export class BudgetIndex {
  readonly #workspaces = new Map<string, Map<BudgetScope, ScopeBudgets>>();

  constructor(budgets: Iterable<Budget>) {
    for (const budget of budgets) {
      const { workspaceId, scope, scopeId } = budget.row;
      const scopes = entryOf(this.#workspaces, workspaceId, () => new Map());
      entryOf(entryOf(scopes, scope, newScope), scopeId, newList).push(budget);
    }
  }

  /** Every budget the subject must fit into, widest scope first. */
  applying(subject: BudgetSubject): readonly Budget[] {
    const scopes = this.#workspaces.get(subject.workspaceId);
    if (scopes === undefined) return NONE;
    const found: Budget[] = [];
    collect(found, scopes.get('workspace'), subject.workspaceId);
    collect(found, scopes.get('team'), subject.teamId);
    collect(found, scopes.get('key'), subject.keyId);
    collect(found, scopes.get('user'), subject.user);
    collect(found, scopes.get('provider'), subject.provider);
    const models = scopes.get('model');
    if (models !== undefined) collect(found, models, `${subject.provider}/${subject.model}`);
    const tags = scopes.get('tag');
    if (tags !== undefined) for (const tag of subject.tags) collect(found, tags, tag);
    return found;
  }
}

function collect(found: Budget[], budgets: ScopeBudgets | undefined, id: string | null): void {
  if (budgets === undefined || id === null) return;
  const matching = budgets.get(id);
  if (matching !== undefined) found.push(...matching);
}

const newScope = (): ScopeBudgets => new Map();
const newList = (): Budget[] => [];

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
