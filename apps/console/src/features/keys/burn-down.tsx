import { Drawer, SimpleGrid, Stack, Text } from '@mantine/core';
import type { BudgetView } from '@weighbridge/contracts/resources/budget';
import { useMemo } from 'react';
import { LazyTimeChart } from '../../ui/chart/lazy-time-chart.js';
import { Field } from '../../ui/field.js';
import { formatCost, formatExact, formatInstant } from '../../ui/format.js';
import { useUsage } from '../usage/queries.js';
import { rangeOfPeriod, remainingOver } from './remaining-over.js';

interface Props {
  budget: BudgetView;
  name: string;
  onClose: () => void;
}

const formatUsd = (value: number): string => formatCost(String(Number(value.toPrecision(6))));

/** How a budget was used up in its present window. */
export function BurnDown({ budget, name, onClose }: Props) {
  const { scope, scope_id: id, workspace, period } = budget;
  const range = rangeOfPeriod(period);
  const filters = FILTERED.has(scope) ? { [scope]: id } : undefined;
  const groupBy = scope === 'team' ? ([range.bucket, 'team'] as const) : ([range.bucket] as const);
  const usage = useUsage({ workspace, groupBy, range, ...(filters ? { filters } : {}) });
  const { times, values } = useMemo(() => {
    const rows = (usage.data ?? []).filter((row) => scope !== 'team' || row['team'] === id);
    return remainingOver(budget, rows, Date.now());
  }, [usage.data, budget, scope, id]);
  return (
    <Drawer opened onClose={onClose} title={`Budget of ${scope} ${name}`} size="lg">
      <Stack gap="md">
        <SimpleGrid cols={2} spacing="sm">
          <Field name="Limit">{formatExact(budget.limit)}</Field>
          <Field name="Remaining">{formatCost(budget.remaining)}</Field>
          <Field name="Spent">{formatCost(budget.spent)}</Field>
          <Field name="Reserved by running requests">{formatCost(budget.reserved)}</Field>
          <Field name="Resets">
            {budget.resets_at ? formatInstant(budget.resets_at) : 'never'}
          </Field>
        </SimpleGrid>
        <LazyTimeChart
          label="Remaining budget over the window"
          times={times}
          series={[{ name: 'Remaining', values, color: 'petrol', filled: true, stepped: true }]}
          format={formatUsd}
          height={220}
        />
        <Text size="xs" c="dimmed">
          By the time requests began; what failed attempts cost counts as well.
        </Text>
      </Stack>
    </Drawer>
  );
}

/** Scopes that are filters of the request log. */
const FILTERED = new Set<BudgetView['scope']>(['key', 'user', 'model', 'provider', 'tag']);
