import { Anchor, Text } from '@mantine/core';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { LazyTimeChart } from '../../ui/chart/lazy-time-chart.js';
import { Section } from '../../ui/section.js';
import { useMinute } from '../../ui/use-now.js';
import { useScoresSince } from '../evals/queries.js';
import { type Range, startOf } from '../usage/range.js';
import { useAddress } from '../workspaces/use-address.js';
import { scoresOver } from './scores-over.js';

const formatScore = (value: number): string => String(Number(value.toFixed(2)));

/** How good the answers were over the period, by their scores. */
export function ScoreChart({ workspace, range }: { workspace: string; range: Range }) {
  const address = useAddress();
  const now = useMinute();
  const scores = useScoresSince(workspace, startOf(range, now));
  const { times, series } = useMemo(
    () => scoresOver(scores.data ?? [], range, now),
    [scores.data, range, now],
  );
  return (
    <Section
      title="Quality"
      aside={
        <Anchor component={Link} to={address('/evals', { tab: 'quality' })} size="xs">
          Per category and model
        </Anchor>
      }
    >
      {series.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing was scored in this period. Evaluators, users and people score answers.
        </Text>
      ) : (
        <LazyTimeChart
          label={`Mean of scores per ${range.bucket}`}
          {...{ times, series, format: formatScore, height: 130 }}
        />
      )}
    </Section>
  );
}
