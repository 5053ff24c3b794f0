import { Badge } from '@mantine/core';
import type { ComparisonView } from '@weighbridge/contracts/evals/comparison';

type Verdict = ComparisonView['verdict'];

const LOOK: Record<Verdict, { text: string; color: string }> = {
  better: { text: 'better', color: 'teal' },
  not_worse: { text: 'not worse', color: 'petrol' },
  worse: { text: 'worse', color: 'red' },
  undecided: { text: 'undecided', color: 'gray' },
};

export const verdictColor = (verdict: Verdict): string => LOOK[verdict].color;

export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const { text, color } = LOOK[verdict];
  return (
    <Badge variant="light" color={color} tt="none" fw={500}>
      {text}
    </Badge>
  );
}
