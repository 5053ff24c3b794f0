import { Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { Workspace } from '@weighbridge/contracts/config/workspace';
import type { WorkspaceView } from '@weighbridge/contracts/resources/workspace';
import { useState } from 'react';
import { useSuggestions } from '../../api/models.js';
import { Field } from '../../ui/field.js';
import { formatExact, formatShare } from '../../ui/format.js';
import { RowDialog } from '../../ui/schema-form/row-dialog.js';
import { Section } from '../../ui/section.js';
import { SourceBadge } from '../../ui/source-badge.js';
import { useAccess } from '../session/use-role.js';

/** What has pages of its own, and what cannot change. */
const ELSEWHERE = ['id', 'budgets', 'teams', 'keys'];

/** Policies and evaluation of a workspace. */
export function WorkspaceSection({ workspace }: { workspace: WorkspaceView }) {
  const [editing, setEditing] = useState(false);
  const { mayChange } = useAccess();
  const suggest = useSuggestions(workspace.id);
  const { budget, evals } = workspace;
  const rate = evals?.['sample_rate'];
  return (
    <Section
      title="Workspace"
      aside={
        <Group gap="xs">
          <SourceBadge source={workspace.source} />
          {mayChange && !workspace.read_only && (
            <Button variant="default" onClick={() => setEditing(true)}>
              Edit
            </Button>
          )}
        </Group>
      }
    >
      <Stack gap="md">
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }}>
          <Field name="ID">{workspace.id}</Field>
          <Field name="Organisation">{workspace.organization}</Field>
          <Field name="Residency">{workspace.region ?? 'any'}</Field>
          <Field name="Zero retention">
            {workspace.zdr ? 'on: no text is ever stored' : 'off'}
          </Field>
          <Field name="Budget">
            {budget ? `${formatExact(budget.limit)} per ${budget.period}` : 'none'}
          </Field>
          <Field name="Callers may ask for">
            {workspace.allowed_models?.join(', ') ?? 'every model'}
          </Field>
        </SimpleGrid>
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }}>
          <Field name="Judged share of traffic">
            {typeof rate === 'number' ? formatShare(rate) : 'none'}
          </Field>
          <Field name="Judge">{textOf(evals?.['judge'])}</Field>
          <Field name="Candidates">{textOf(evals?.['candidates'])}</Field>
          <Field name="Evaluation budget a day">
            {evals?.['daily_limit'] ? formatExact(String(evals['daily_limit'])) : '–'}
          </Field>
          <Field name="Largest accepted quality loss">
            {typeof evals?.['max_quality_loss'] === 'number'
              ? formatShare(evals['max_quality_loss'])
              : '–'}
          </Field>
        </SimpleGrid>
      </Stack>
      {editing && (
        <RowDialog
          resource="workspaces"
          workspace={workspace.id}
          title={`Workspace ${workspace.name}`}
          schema={Workspace}
          without={ELSEWHERE}
          row={workspace}
          id={workspace.id}
          suggest={suggest}
          onClose={() => setEditing(false)}
        />
      )}
    </Section>
  );
}

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.join(', ') || '–' : typeof value === 'string' ? value : '–';
