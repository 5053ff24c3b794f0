import { Alert, Badge, Group, List, Stack, Text } from '@mantine/core';
import type { PlanView } from '@weighbridge/contracts/resources/routing-plan';
import { CandidateTable } from '../requests/detail/candidate-table.js';
import { readDecision } from '../../api/decision.js';

/** A plan: the order of its targets, what became of the others, and why. */
export function PlanResult({ plan }: { plan: PlanView }) {
  const decision = readDecision(plan);
  return (
    <Stack gap="xs" role="status" aria-label="Plan">
      {plan.error && (
        <Alert color="red" variant="light" title={`${plan.error.status} ${plan.error.code}`}>
          <Text size="sm">{plan.error.message}</Text>
        </Alert>
      )}
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          Category
        </Text>
        <Badge variant="light" tt="none" fw={500}>
          {plan.category}
        </Badge>
        <Text size="sm" c="dimmed">
          strategy
        </Text>
        <Badge variant="light" tt="none" fw={500}>
          {plan.strategy}
        </Badge>
      </Group>
      {decision && decision.candidates.length > 0 && <CandidateTable decision={decision} />}
      <List size="sm" c="dimmed">
        {plan.reasons.map((reason) => (
          <List.Item key={reason}>{reason}</List.Item>
        ))}
      </List>
    </Stack>
  );
}
