import { Button, Progress, Stack, Text } from '@mantine/core';
import { BudgetCreate, type BudgetView } from '@weighbridge/contracts/resources/budget';
import { useState } from 'react';
import { useSuggestions } from '../../api/models.js';
import { useRemove, useRows } from '../../api/resource.js';
import { CreateButton } from '../../ui/create-button.js';
import type { Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { formatCost, formatExact } from '../../ui/format.js';
import { Moment } from '../../ui/moment.js';
import { RowActions, actionsColumn } from '../../ui/row-actions.js';
import { RowName } from '../../ui/row-name.js';
import { RowsView } from '../../ui/rows-view.js';
import { RowDialog } from '../../ui/schema-form/row-dialog.js';
import { Section } from '../../ui/section.js';
import { useEditing } from '../../ui/use-editing.js';
import { useAccess } from '../session/use-role.js';
import { BurnDown } from './burn-down.js';

const OWN_WORKSPACE = ['workspace'];
/** What a budget is over never changes. */
const OWN_SCOPE = ['workspace', 'scope', 'scope_id'];

export function BudgetSection({ workspace }: { workspace: string }) {
  const budgets = useRows('budgets', workspace);
  const keys = useRows('keys', workspace).data ?? [];
  const suggest = useSuggestions(workspace);
  const remove = useRemove('budgets', workspace);
  const { mayChange } = useAccess();
  const editing = useEditing<BudgetView>();
  const [shown, setShown] = useState<BudgetView | null>(null);
  const { row } = editing;
  const nameOf = ({ scope, scope_id: id }: BudgetView) =>
    (scope === 'key' && keys.find((key) => key.id === id)?.name) || id;
  const columns: Column<BudgetView>[] = [
    {
      ...{ id: 'scope', header: 'Over', sort: (budget) => `${budget.scope} ${nameOf(budget)}` },
      cell: (budget) => (
        <RowName source={budget.source}>{`${budget.scope} ${nameOf(budget)}`}</RowName>
      ),
    },
    {
      ...{ id: 'spent', header: 'Spent', sort: (budget) => shareOf(budget) },
      cell: (budget) => <Burn budget={budget} />,
    },
    {
      ...{ id: 'remaining', header: 'Remaining', right: true },
      cell: (budget) => formatCost(budget.remaining),
    },
    {
      ...{ id: 'period', header: 'Resets', from: 'sm' },
      cell: (budget) => (budget.resets_at ? <Moment iso={budget.resets_at} c="dimmed" /> : 'never'),
    },
    { id: 'mode', header: 'Holds', from: 'lg', cell: (budget) => HOLDS[budget.mode] },
    actionsColumn((budget) => {
      const mine = mayChange && !budget.read_only;
      return (
        <RowActions
          onEdit={mine && (() => editing.edit(budget))}
          onDelete={mine && (() => remove.mutateAsync(budget.id))}
          question="What it bounded may then be spent without this bound."
        >
          <Button variant="default" size="compact-xs" onClick={() => setShown(budget)}>
            Burn-down
          </Button>
        </RowActions>
      );
    }),
  ];
  return (
    <Section
      title="Budgets"
      flush
      aside={mayChange && <CreateButton label="Create budget" onClick={editing.create} />}
    >
      <RowsView
        query={budgets}
        label="Budgets"
        columns={columns}
        keyOf={(budget) => budget.id}
        sortedBy="-spent"
        filteredBy="budgets"
        empty={
          <Empty icon="keys" title="No budgets yet">
            Without one, nothing bounds what this workspace spends.
          </Empty>
        }
      />
      {editing.opened && (
        <RowDialog
          resource="budgets"
          workspace={workspace}
          title={row ? `Budget of ${row.scope} ${nameOf(row)}` : 'Create a budget'}
          schema={BudgetCreate}
          without={row ? OWN_SCOPE : OWN_WORKSPACE}
          row={row}
          id={row?.id}
          initial={NEW_BUDGET}
          suggest={(name) =>
            name === 'scope_id'
              ? [...keys.map(({ id }) => id), ...(suggest('model') ?? [])]
              : undefined
          }
          onClose={editing.close}
        />
      )}
      {shown && <BurnDown budget={shown} name={nameOf(shown)} onClose={() => setShown(null)} />}
    </Section>
  );
}

const NEW_BUDGET = { scope: 'workspace', period: 'month', mode: 'normal' };
const HOLDS = { normal: 'expected cost', strict: 'worst case' } as const;

const shareOf = ({ spent, limit }: BudgetView): number => Number(spent) / Number(limit);
const CLOSE = 0.8;

/** Spent and reserved as parts of the limit. */
function Burn({ budget }: { budget: BudgetView }) {
  const percent = (usd: string) => Math.min(100, (Number(usd) / Number(budget.limit)) * 100);
  const share = shareOf(budget);
  const color = share >= 1 ? 'red' : share >= CLOSE ? 'orange' : 'petrol';
  const text = `${formatCost(budget.spent)} of ${formatExact(budget.limit)}`;
  return (
    <Stack gap={3} miw={140}>
      <Text size="xs">{text}</Text>
      <Progress.Root size={6} bg="var(--wb-track)">
        <Progress.Section value={percent(budget.spent)} color={color} aria-label={text} />
        <Progress.Section
          value={percent(budget.reserved)}
          color="gray.5"
          aria-label={`${formatCost(budget.reserved)} reserved`}
        />
      </Progress.Root>
    </Stack>
  );
}
