import { Badge, Stack, Table, Text } from '@mantine/core';
import type { Decision } from '../../../api/decision.js';
import { explainCandidate, explainDecision } from './explain-decision.js';

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
      <Text size="sm">{explainDecision(decision, requestedModel)}</Text>
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
              <Table.Tr key={`${candidate.stage} ${candidate.model}`}>
                <Table.Td>
                  <Badge
                    variant="light"
                    tt="none"
                    fw={500}
                    color={candidate.kept ? 'teal' : 'gray'}
                  >
                    {candidate.kept ? 'kept' : 'dropped'}
                  </Badge>
                </Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{candidate.model}</Table.Td>
                <Table.Td>{explainCandidate(candidate, decision.order)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}
