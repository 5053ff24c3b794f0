import type { DecisionDetail } from '@weighbridge/contracts/evals/decision-detail';
import type { StoredTable } from './decision-table.js';

type Served = Pick<StoredTable, 'choices' | 'defaultModel'>;

/** What is in force, beside what would be. */
export const explainFrozen = (served: Served, free: DecisionDetail): DecisionDetail =>
  explainServed(
    served,
    free,
    (serving, reason) => `Frozen: ${serving}. Without the freeze: ${reason}`,
  );

/** What is told of a table that was released, until the loop looks at it again. */
export const explainReleased = (served: Served, frozen: DecisionDetail): DecisionDetail =>
  explainServed(served, frozen, (serving) => `Released: ${serving} until it is decided anew.`);

function explainServed(
  served: Served,
  detail: DecisionDetail,
  say: (serving: string, reason: string) => string,
): DecisionDetail {
  const { choices, defaultModel } = served;
  return {
    ...detail,
    reason: say(sayServing(served), detail.reason),
    categories: detail.categories.map((one) => {
      const model = choices[one.category] ?? defaultModel;
      const moved = model !== defaultModel;
      return { ...one, model, moved, reason: say(`${model} serves`, one.reason) };
    }),
  };
}

function sayServing({ choices, defaultModel }: Served): string {
  const moved = Object.entries(choices).filter(([, model]) => model !== defaultModel);
  if (moved.length === 0) return `${defaultModel} serves every category`;
  const parts = moved.map(([category, model]) => `${model} serves ${category}`);
  return [...parts.sort(), `${defaultModel} everything else`].join(', ');
}
