import { Badge, Button, Group, Switch, Text } from '@mantine/core';
import { Evaluator, type EvaluatorView } from '@weighbridge/contracts/evals/evaluator';
import { useState } from 'react';
import { useSuggestions } from '../../api/models.js';
import { useRemove, useRows, useSave } from '../../api/resource.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { formatShare } from '../../ui/format.js';
import { Icon } from '../../ui/icon.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { QueryState } from '../../ui/query-state.js';
import { RowDialog } from '../../ui/schema-form/row-dialog.js';
import { Section } from '../../ui/section.js';
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
  const [editing, setEditing] = useState<'new' | EvaluatorView | null>(null);
  const [asked, setAsked] = useState<EvaluatorView | null>(null);
  const row = editing === 'new' || editing === null ? undefined : editing;
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
      ...{ id: 'filter', header: 'Judges', from: 'md' },
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
      cell: (evaluator) => (evaluator.daily_limit ? `$${evaluator.daily_limit}` : 'no limit'),
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
    {
      ...{ id: 'actions', header: 'Actions', right: true, hidden: true },
      cell: (evaluator) => (
        <Group gap={6} justify="flex-end" wrap="nowrap">
          <Button variant="default" size="compact-xs" onClick={() => setAsked(evaluator)}>
            Why?
          </Button>
          {mayTry && !evaluator.read_only && (
            <>
              <Button variant="default" size="compact-xs" onClick={() => setEditing(evaluator)}>
                Edit
              </Button>
              <ConfirmButton
                label="Delete"
                question={`“${evaluator.name}” judges nothing more; its scores stay.`}
                onConfirm={() => remove.mutateAsync(evaluator.id)}
              />
            </>
          )}
        </Group>
      ),
    },
  ];
  return (
    <Section
      title="Evaluators"
      flush
      aside={
        mayTry && (
          <Button leftSection={<Icon name="plus" size={14} />} onClick={() => setEditing('new')}>
            Create evaluator
          </Button>
        )
      }
    >
      {save.error && <ProblemAlert title="Not changed" error={save.error} />}
      <QueryState query={evaluators} problem="Evaluators could not be read">
        {(rows) =>
          rows.length === 0 ? (
            <Empty icon="evals" title="No evaluators yet">
              An evaluator scores a share of the answers: with a rule, or with a model as judge.
            </Empty>
          ) : (
            <DataTable
              label="Evaluators"
              rows={rows}
              columns={columns}
              keyOf={(evaluator) => evaluator.id}
              sortedBy="name"
            />
          )
        }
      </QueryState>
      {editing && (
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
          onClose={() => setEditing(null)}
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
