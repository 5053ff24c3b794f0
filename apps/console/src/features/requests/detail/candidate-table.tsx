import { Badge, Table } from '@mantine/core';
import type { Decision } from '../../../api/decision.js';
import { explainCandidate } from './explain-decision.js';

/** Every target the router had, in the order they would be tried, those it dropped last. */
export function CandidateTable({ decision }: { decision: Decision }) {
  const { order } = decision;
  const place = (model: string, kept: boolean) =>
    kept && order.includes(model) ? order.indexOf(model) : order.length;
  const sorted = [...decision.candidates].sort(
    (one, other) => place(one.model, one.kept) - place(other.model, other.kept),
  );
  return (
    <Table.ScrollContainer minWidth={300} type="native" tabIndex={0}>
      <Table aria-label="Candidates" verticalSpacing={5}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={90}>Outcome</Table.Th>
            <Table.Th>Candidate</Table.Th>
            <Table.Th>Why</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map((candidate) => (
            <Table.Tr key={`${candidate.stage} ${candidate.model}`}>
              <Table.Td>
                <Badge
                  variant="light"
                  size="sm"
                  tt="none"
                  fw={500}
                  color={candidate.kept ? 'teal' : 'gray'}
                >
                  {candidate.kept ? 'kept' : 'dropped'}
                </Badge>
              </Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{candidate.model}</Table.Td>
              <Table.Td>{explainCandidate(candidate, order)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
