/** Two verdicts on the same subject: the judge's and a person's. */
export type LabelledPair<Label extends string> = readonly [judge: Label, person: Label];

/** How far a judge and a person agree; `kappa` is null without labels. */
export interface Agreement {
  count: number;
  /** Share of equal verdicts. */
  agreement: number;
  kappa: number | null;
}

/**
 * Agreement and Cohen's κ = (po − pe) / (1 − pe); pe is the agreement that the two margins give by
 * chance. Where both only ever say one same thing, κ is 1. Source: J. Cohen, EPM 20 (1960).
 */
export function measureAgreement<Label extends string>(
  pairs: readonly LabelledPair<Label>[],
): Agreement {
  const count = pairs.length;
  if (count === 0) return { count, agreement: 0, kappa: null };
  const judged = new Map<Label, number>();
  const labelled = new Map<Label, number>();
  let equal = 0;
  for (const [judge, person] of pairs) {
    if (judge === person) equal++;
    judged.set(judge, (judged.get(judge) ?? 0) + 1);
    labelled.set(person, (labelled.get(person) ?? 0) + 1);
  }
  const agreement = equal / count;
  let chance = 0;
  for (const [label, times] of judged) chance += (times * (labelled.get(label) ?? 0)) / count ** 2;
  return { count, agreement, kappa: chance === 1 ? 1 : (agreement - chance) / (1 - chance) };
}
