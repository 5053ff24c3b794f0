import { Stack, Text } from '@mantine/core';
import type { Decision } from '../../../api/decision.js';
import { CandidateTable } from './candidate-table.js';
import { explainDecision } from './explain-decision.js';

interface Props {
  decision: Decision | null;
  requestedModel: string;
}

/** Which targets the router had, which it kept, in which order, and why the others fell out. */
export function DecisionView({ decision, requestedModel }: Props) {
  if (decision === null)
    return (
      <Text size="sm" c="dimmed">
        The request was answered before a target was chosen.
      </Text>
    );
  return (
    <Stack gap="xs">
      {explainDecision(decision, requestedModel).map((sentence) => (
        <Text key={sentence} size="sm">
          {sentence}
        </Text>
      ))}
      <CandidateTable decision={decision} />
    </Stack>
  );
}
