import { Badge, Stack, Table, Text } from '@mantine/core';
import type { Decision } from '../../../api/request-views.js';

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
      <Text size="sm">{sentenceOf(decision, requestedModel)}</Text>
      <Table.ScrollContainer minWidth={320} type="native">
        <Table aria-label="Candidates" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={110}>Outcome</Table.Th>
              <Table.Th>Candidate</Table.Th>
              <Table.Th>Why</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {decision.candidates.map((candidate) => (
              <Table.Tr key={`${candidate.target} ${candidate.outcome}`}>
                <Table.Td>
                  <Badge
                    variant="light"
                    tt="none"
                    fw={500}
                    color={candidate.outcome === 'kept' ? 'teal' : 'gray'}
                  >
                    {candidate.outcome}
                  </Badge>
                </Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{candidate.target}</Table.Td>
                <Table.Td>{candidate.reason ?? '–'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}

function sentenceOf({ route, strategy, candidates }: Decision, requestedModel: string): string {
  const kept = candidates.filter((candidate) => candidate.outcome === 'kept').length;
  const how = route
    ? `the route “${route}” by the strategy “${strategy}”`
    : 'its name, as a target of its own';
  return `“${requestedModel}” was resolved by ${how}: ${kept} of ${candidates.length} candidates kept.`;
}
