import {
  Anchor,
  Badge,
  Box,
  Button,
  Drawer,
  Group,
  Paper,
  SimpleGrid,
  Stack,
  Text,
} from '@mantine/core';
import type {
  ComparisonView,
  PairView,
  PairVerdict,
} from '@weighbridge/contracts/evals/comparison';
import { Link } from 'react-router';
import { Moment } from '../../ui/moment.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { QueryState } from '../../ui/query-state.js';
import { useAccess } from '../session/use-role.js';
import { useAddress } from '../workspaces/use-address.js';
import { useLabel, usePairs } from './queries.js';

interface Props {
  workspace: string;
  comparison: ComparisonView;
  onClose: () => void;
}

/** The single judged pairs behind a verdict; whoever may can say what they think themselves. */
export function PairsDrawer({ workspace, comparison, onClose }: Props) {
  const { category, candidate, explanation } = comparison;
  const pairs = usePairs(workspace, category, candidate);
  const label = useLabel(workspace);
  const { mayTry } = useAccess();
  return (
    <Drawer opened onClose={onClose} title={`${candidate} in ${category}`} size="xl">
      <Stack gap="sm">
        <Text size="sm">{explanation}</Text>
        {label.error && <ProblemAlert title="Not labelled" error={label.error} />}
        <QueryState query={pairs} problem="Pairs could not be read">
          {(rows) => (
            <Stack gap="sm">
              {rows.map((pair) => (
                <Pair
                  key={pair.id}
                  pair={pair}
                  onLabel={
                    mayTry ? (verdict) => label.mutate([{ pair_id: pair.id, verdict }]) : undefined
                  }
                />
              ))}
            </Stack>
          )}
        </QueryState>
      </Stack>
    </Drawer>
  );
}

const WON: Record<PairVerdict, string> = {
  candidate: 'the candidate is better',
  incumbent: 'the incumbent is better',
  tie: 'both are as good',
};
const BUTTONS: Record<PairVerdict, string> = {
  incumbent: 'Incumbent',
  tie: 'As good',
  candidate: 'Candidate',
};

interface PairProps {
  pair: PairView;
  onLabel: ((verdict: PairVerdict) => void) | undefined;
}

function Pair({ pair, onLabel }: PairProps) {
  const address = useAddress();
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text size="sm">
            {`${pair.judge} says ${WON[pair.verdict]}${pair.consistent ? '' : ', but not in both orders'}`}
          </Text>
          <Group gap="xs">
            <Anchor component={Link} size="xs" to={address(`/requests/${pair.request_id}`)}>
              Request
            </Anchor>
            <Moment iso={pair.created_at} size="xs" c="dimmed" />
          </Group>
        </Group>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
          <Side title={`Incumbent ${pair.incumbent.model}`} output={pair.incumbent.output} />
          <Side title={`Candidate ${pair.candidate.model}`} output={pair.candidate.output} />
        </SimpleGrid>
        {pair.reason && (
          <Text size="xs" c="dimmed">
            {pair.reason}
          </Text>
        )}
        <Group gap={6}>
          {pair.label && (
            <Badge variant="light" tt="none" fw={500}>
              {`people say ${WON[pair.label]}`}
            </Badge>
          )}
          {onLabel && (
            <>
              <Text size="xs" c="dimmed">
                Which is better?
              </Text>
              {(Object.keys(BUTTONS) as PairVerdict[]).map((verdict) => (
                <Button
                  key={verdict}
                  size="compact-xs"
                  variant={pair.label === verdict ? 'filled' : 'default'}
                  onClick={() => onLabel(verdict)}
                >
                  {BUTTONS[verdict]}
                </Button>
              ))}
            </>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}

function Side({ title, output }: { title: string; output: string | null }) {
  return (
    <Box p="xs" bg="var(--wb-hover)" style={{ borderRadius: 'var(--mantine-radius-sm)' }}>
      <Text size="xs" c="dimmed" mb={2}>
        {title}
      </Text>
      <Text size="sm" lineClamp={12} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {output ?? 'The text is not stored.'}
      </Text>
    </Box>
  );
}
