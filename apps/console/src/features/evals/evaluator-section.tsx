import { Badge, Button, Switch, Text } from '@mantine/core';
import { Evaluator, type EvaluatorView } from '@weighbridge/contracts/evals/evaluator';
import { useState } from 'react';
import { useSuggestions } from '../../api/models.js';
import { useRemove, useRows, useSave } from '../../api/resource.js';
import { CreateButton } from '../../ui/create-button.js';
import type { Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { formatExact, formatShare } from '../../ui/format.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { RowActions, actionsColumn } from '../../ui/row-actions.js';
import { RowsView } from '../../ui/rows-view.js';
import { RowDialog } from '../../ui/schema-form/row-dialog.js';
import { Section } from '../../ui/section.js';
import { useEditing } from '../../ui/use-editing.js';
import { useAccess } from '../session/use-role.js';
import { WhyDrawer } from './why-drawer.js';

const IDENTITY = ['workspace'];
const FIRST = ['name', 'scorer', 'sample_rate', 'daily_limit'];
const NEW = { sample_rate: 1, enabled: true, target: 'generation', scorer: { kind: 'contains' } };

/** Scorers applied to live traffic. */
export function EvaluatorSection({ workspace }: { workspace: string }) {
  const evaluators = useRows('evaluators', workspace);
  const save = useSave('evaluators', workspace);
  const remove = useRemove('evaluators', workspace);
  const suggest = useSuggestions(workspace);
  const { mayTry } = useAccess();
  const editing = useEditing<EvaluatorView>();
  const [asked, setAsked] = useState<EvaluatorView | null>(null);
  const { row } = editing;
  const columns: Column<EvaluatorView>[] = [
    {
      ...{ id: 'name', header: 'Evaluator', sort: (evaluator) => evaluator.name },
      cell: (evaluator) => evaluator.name,
    },
    {
      ...{ id: 'scorer', header: 'Scorer', sort: (evaluator) => evaluator.scorer.kind },
      cell: (evaluator) => (
        <Badge variant="light" tt="none" fw={500} size="sm">
          {evaluator.scorer.kind.replaceAll('_', ' ')}
        </Badge>
      ),
    },
    {
      ...{ id: 'filter', header: 'Judges', from: 'md', text: filterOf },
      cell: (evaluator) => (
        <Text size="sm" style={{ whiteSpace: 'normal' }}>
          {filterOf(evaluator)}
        </Text>
      ),
    },
    {
      ...{ id: 'rate', header: 'Share', right: true, sort: (evaluator) => evaluator.sample_rate },
      cell: (evaluator) => formatShare(evaluator.sample_rate),
    },
    {
      ...{ id: 'limit', header: 'A day', right: true, from: 'sm' },
      cell: (evaluator) =>
        evaluator.daily_limit ? formatExact(evaluator.daily_limit) : 'no limit',
    },
    {
      ...{ id: 'enabled', header: 'On' },
      cell: (evaluator) => (
        <Switch
          aria-label={`${evaluator.name} is on`}
          checked={evaluator.enabled}
          disabled={!mayTry || evaluator.read_only}
          onChange={(event) =>
            save.mutate({ id: evaluator.id, body: { enabled: event.currentTarget.checked } })
          }
        />
      ),
    },
    actionsColumn((evaluator) => {
      const mine = mayTry && !evaluator.read_only;
      return (
        <RowActions
          onEdit={mine && (() => editing.edit(evaluator))}
          onDelete={mine && (() => remove.mutateAsync(evaluator.id))}
          question={`“${evaluator.name}” judges nothing more; its scores stay.`}
        >
          <Button variant="default" size="compact-xs" onClick={() => setAsked(evaluator)}>
            Why?
          </Button>
        </RowActions>
      );
    }),
  ];
  return (
    <Section
      title="Evaluators"
      flush
      aside={mayTry && <CreateButton label="Create evaluator" onClick={editing.create} />}
    >
      {save.error && <ProblemAlert title="Not changed" error={save.error} />}
      <RowsView
        query={evaluators}
        label="Evaluators"
        columns={columns}
        keyOf={(evaluator) => evaluator.id}
        sortedBy="name"
        filteredBy="filter"
        empty={
          <Empty icon="evals" title="No evaluators yet">
            An evaluator scores a share of the answers: with a rule, or with a model as judge.
          </Empty>
        }
      />
      {editing.opened && (
        <RowDialog
          resource="evaluators"
          workspace={workspace}
          title={row ? `Evaluator ${row.name}` : 'Create an evaluator'}
          schema={Evaluator}
          without={IDENTITY}
          first={FIRST}
          initial={NEW}
          row={row}
          id={row?.id}
          suggest={suggest}
          onClose={editing.close}
        />
      )}
      {asked && (
        <WhyDrawer workspace={workspace} evaluator={asked} onClose={() => setAsked(null)} />
      )}
    </Section>
  );
}

function filterOf({ filter }: EvaluatorView): string {
  const parts = Object.entries(filter).map(([name, value]) => `${name} ${String(value)}`);
  return parts.join(', ') || 'all that is answered';
}
